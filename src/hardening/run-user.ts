// As whom a program of a container runs: what the runtime makes of USER with the image's /etc/passwd and /etc/group.
// A word of digits is always a number there, never a name.
import { parseGroup, parsePasswd, type AccountFile, type GroupEntry, type UserEntry } from './accounts.ts';
import type { HardenedImage } from './hardened-image.ts';
import { perImage } from './per-image.ts';
import { shown } from './shown.ts';

export interface RunUser {
  readonly uid: number;
  /** Of the user and of the groups that it is a member of. */
  readonly groups: ReadonlySet<number>;
  /** Null where /etc/passwd has no such user. */
  readonly name: string | null;
}

export type FoundUser =
  | { readonly kind: 'found'; readonly user: RunUser }
  /** With what USER says, no container starts: `reason` says why, in a sentence. */
  | { readonly kind: 'missing'; readonly reason: string; readonly path: string }
  | { readonly kind: 'unread'; readonly reason: string };

/** The runtime takes ids up to this (31 bits). */
const highestRunId = 2_147_483_647;

interface Accounts {
  readonly users: AccountFile<UserEntry>;
  readonly groups: AccountFile<GroupEntry>;
}

function fileOf<Entry>(
  image: HardenedImage,
  path: string,
  parse: (text: string) => AccountFile<Entry>,
): AccountFile<Entry> {
  const text = image.bodies.textOf(path);
  if (text === 'unread') return { kind: 'unreadable', reason: `${path} could not be read.` };
  return parse(text ?? '');
}

const accountsOf = perImage((image): Accounts => ({
  users: fileOf(image, '/etc/passwd', parsePasswd),
  groups: fileOf(image, '/etc/group', parseGroup),
}));

interface Asked {
  readonly word: string;
  /** Null for a name. */
  readonly id: number | null;
}

const asked = (word: string): Asked => ({ word, id: /^\d+$/.test(word) ? Number(word) : null });

const missing = (reason: string, path: string): FoundUser => ({ kind: 'missing', reason, path });

function tooHigh({ word, id }: Asked, what: string): FoundUser | null {
  if (id === null || id <= highestRunId) return null;
  return missing(`USER asks for the ${what} ${shown(word)}; runtimes take numbers up to 2,147,483,647.`, '/etc/passwd');
}

/** The entry that fits, or why it cannot be told whether there is one. */
function entryOf<Entry extends { readonly name: string }>(
  file: AccountFile<Entry>,
  { word, id }: Asked,
  idOf: (entry: Entry) => number,
): { readonly entry: Entry | null; readonly unread: string | null } {
  if (file.kind === 'unreadable') return { entry: null, unread: file.reason };
  const entry = file.entries.find((one) => (id === null ? one.name === word : idOf(one) === id)) ?? null;
  return { entry, unread: entry === null && file.isCut ? 'The file of accounts has more lines than are read.' : null };
}

/** The user that USER's word before the colon names. */
function userOf(
  { users }: Accounts,
  word: string,
): { readonly user: UserEntry | null; readonly fault: FoundUser | null } {
  const user = asked(word === '' ? '0' : word);
  const { entry, unread } = entryOf(users, user, ({ uid }) => uid);
  const isNumber = user.id !== null;
  if (unread !== null && !isNumber) return { user: null, fault: { kind: 'unread', reason: unread } };
  if (entry !== null || isNumber) return { user: entry, fault: tooHigh(user, 'user') };
  return { user: null, fault: missing(`USER is ${shown(word)}, and /etc/passwd has no such user.`, '/etc/passwd') };
}

/** The group that USER's word behind the colon names; its id is all that counts then. */
function groupOf({ groups }: Accounts, word: string): { readonly id: number; readonly fault: FoundUser | null } {
  const group = asked(word);
  if (group.id !== null) return { id: group.id, fault: tooHigh(group, 'group') };
  const { entry, unread } = entryOf(groups, group, ({ gid }) => gid);
  if (entry) return { id: entry.gid, fault: null };
  if (unread !== null) return { id: 0, fault: { kind: 'unread', reason: unread } };
  return {
    id: 0,
    fault: missing(`USER asks for the group ${shown(word)}, and /etc/group has no such group.`, '/etc/group'),
  };
}

/** Of a user without a group named behind it: that of /etc/passwd, and those of which it is a member. */
function groupsOf({ groups }: Accounts, user: UserEntry | null): Set<number> {
  const found = new Set([user?.gid ?? 0]);
  if (!user || groups.kind === 'unreadable') return found;
  for (const { gid, members } of groups.entries) if (members.includes(user.name)) found.add(gid);
  return found;
}

/** As whom a program runs that is started with USER as given. */
export function runUserOf(image: HardenedImage, spec: string): FoundUser {
  const accounts = accountsOf(image);
  const colon = spec.indexOf(':');
  const [userWord, groupWord] = colon < 0 ? [spec, ''] : [spec.slice(0, colon), spec.slice(colon + 1)];
  const { user, fault } = userOf(accounts, userWord);
  if (fault) return fault;
  const uid = user?.uid ?? Number(userWord);
  const name = user?.name ?? null;
  if (groupWord === '') return { kind: 'found', user: { uid, name, groups: groupsOf(accounts, user) } };
  const group = groupOf(accounts, groupWord);
  return group.fault ?? { kind: 'found', user: { uid, name, groups: new Set([group.id]) } };
}

/** `app (1000)`, or the number alone. */
export const userText = ({ name, uid }: RunUser): string => (name === null ? `user ${uid}` : `${shown(name)} (${uid})`);
