import { finalNode } from './final-node.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import {
  parseGroup,
  parsePasswd,
  parseShadow,
  type AccountFile,
  type AccountProblem,
  type GroupEntry,
  type ShadowEntry,
  type UserEntry,
} from './accounts.ts';
import { notApplicable, type Failure, type Verdict } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';
import { judge } from './judge.ts';
import { perImage } from './per-image.ts';
import { shown } from './shown.ts';

/** What a file of accounts says, as far as it could be read. */
export interface Accounts<Entry> {
  readonly path: string;
  /** The image has no such file. */
  readonly isMissing: boolean;
  readonly layer: number | null;
  readonly entries: readonly Entry[];
  readonly problems: readonly AccountProblem[];
  /** Why there may be more entries, in a sentence; null where these are all. */
  readonly gap: string | null;
}

function read<Entry>(
  { rootfs, bodies }: HardenedImage,
  path: string,
  parse: (text: string) => AccountFile<Entry>,
): Accounts<Entry> {
  const found = resolvePath(rootfs, path);
  const layer = finalNode(rootfs, found.node)?.layer ?? null;
  const none = { path, isMissing: false, layer, entries: [], problems: [] };
  const text = bodies.textOf(path);
  if (text === null) return { ...none, isMissing: true, gap: null };
  if (text === 'unread' && found.node !== null && found.path !== path) {
    return { ...none, gap: `${path} leads to ${shown(found.path)}, and files of that name are not looked into.` };
  }
  if (text === 'unread') return { ...none, gap: `${path} is too large to be read, or its layer could not be read.` };
  const file = parse(text);
  if (file.kind === 'unreadable') return { ...none, gap: `${path} could not be read: ${file.reason}` };
  const { entries, problems, isCut } = file;
  return { ...none, entries, problems, gap: isCut ? `${path} has more lines than were read.` : null };
}

export interface AccountFiles {
  readonly users: Accounts<UserEntry>;
  readonly groups: Accounts<GroupEntry>;
  readonly shadow: Accounts<ShadowEntry>;
  /** Of BSD. */
  readonly masterPasswd: Accounts<ShadowEntry>;
}

export const accountFiles = perImage((image): AccountFiles => ({
  users: read(image, '/etc/passwd', parsePasswd),
  groups: read(image, '/etc/group', parseGroup),
  shadow: read(image, '/etc/shadow', parseShadow),
  masterPasswd: read(image, '/etc/master.passwd', parseShadow),
}));

/** What is wrong in a file of accounts, in sentences. */
export interface AccountFaults {
  readonly file: Accounts<unknown>;
  readonly messages: readonly (string | Pick<Failure, 'message' | 'about'>)[];
}

/** The verdict of a check over files of accounts; it does not apply where the image has none of them. */
export function judgeAccounts(image: HardenedImage, found: readonly AccountFaults[]): Verdict {
  const files = found.map(({ file }) => file);
  if (files.every(({ isMissing }) => isMissing)) {
    return notApplicable(`The image has no ${files.map(({ path }) => path).join(' and no ')}.`);
  }
  const failures = found.flatMap(({ file: { path, layer }, messages }) =>
    messages.map((one): Failure => ({
      ...(typeof one === 'string' ? { message: one } : one),
      path,
      ...(layer !== null && { layer }),
    })),
  );
  return judge(image, failures, { gap: gapIn(files) });
}

/** Why not all entries of these files are known, in sentences; null where they are. */
export function gapIn(files: readonly Accounts<unknown>[]): string | null {
  const gaps = files.flatMap(({ gap }) => gap ?? []);
  return gaps.length === 0 ? null : gaps.join(' ');
}
