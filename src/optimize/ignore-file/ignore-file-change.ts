// The change that is in no Dockerfile: a better .dockerignore beside it.
import { isIgnored, parseDockerignore } from '../../build-context/dockerignore.ts';
import { figuresOf } from '../../build-context/sent-sums.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import type { Dockerfile } from '../../dockerfile/model.ts';
import { copiesContext } from '../../dockerfile/places.ts';
import { shown } from '../../hardening/shown.ts';
import type { ImageEvidence } from '../evidence.ts';
import { filesKept, type KeptFile } from './files-kept.ts';
import { filesSent } from './files-sent.ts';
import { folderIgnoreFile } from './folder-ignore-file.ts';
import { claimsOf, proposeDockerignore, type IgnoreProposal } from './ignore-file.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Change, KeptBack } from '../review.ts';

/** What is said of it, whatever it leaves out. */
export const ignoreFileChange = {
  title: 'Leave out of the build what the image does not need',
  why: 'COPY . . takes along everything in the build folder that .dockerignore does not name. What stays out makes the image smaller, keeps secrets out of it, and no longer spoils the build cache when it changes. Hand .env files over when the container starts.',
  risk: 'check',
  test: 'Build it: a COPY whose file is left out ends the build with an error, and a program that reads such a file fails when it starts.',
  profile: 'safe',
} as const satisfies Pick<Change, 'title' | 'why' | 'risk' | 'test' | 'profile'>;

export interface IgnoreFileInput {
  readonly dockerfile: Dockerfile;
  readonly image: ImageEvidence | null;
  readonly folder?: ProjectFolder | null;
  /** The given one, where no folder says what is sent. */
  readonly dockerignore: string | null;
  /** The Dockerfile's path in the folder. */
  readonly fileName?: string;
}

const mostNamed = 3;

/** Stored copies of what came into the image, and would no longer be sent. */
function claimsBy(dockerfile: Dockerfile, image: ImageEvidence, given: string, text: string): number[] {
  const copies = dockerfile.instructions.filter((instruction) => copiesContext(dockerfile, instruction));
  const [before, after] = [parseDockerignore(given), parseDockerignore(text)];
  const left = filesSent(dockerfile, copies, image).filter(
    ({ sent }) => isIgnored(after, sent) && !isIgnored(before, sent),
  );
  return claimsOf(image, left);
}

function proposeByFolder(
  better: Dockerfile,
  input: IgnoreFileInput,
  folder: ProjectFolder,
  kept: readonly string[],
): IgnoreProposal | null {
  const { dockerfile, image, fileName: name = 'Dockerfile' } = input;
  const { build, proposed } = folderIgnoreFile(folder, { dockerfile, name, better, kept });
  if (!proposed) return null;
  const { tree } = folder.context;
  const { text, lines } = proposed.proposal;
  const [now, then] = [figuresOf(tree, folder.ignored), figuresOf(tree, proposed.ignored)];
  const added = [...lines].filter(({ files }) => files > 0).sort((a, b) => b.bytes - a.bytes || b.files - a.files);
  const named = added.slice(0, mostNamed).map(({ pattern, bytes }) => `${pattern} (${formatBytes(bytes)})`);
  const more = added.length > mostNamed ? ` and ${formatCount(added.length - mostNamed)} more` : '';
  const evidence = `The folder sends ${formatCount(now.files)} files, ${formatBytes(now.bytes)}; without ${named.join(', ')}${more} it sends ${formatCount(then.files)}, ${formatBytes(then.bytes)}.`;
  return {
    text,
    evidence,
    lines: build.uses.uses.filter(({ files }) => files > 0).map(({ line }) => line),
    claims: image && claimsBy(dockerfile, image, folder.ignoreFile?.text ?? '', text),
  };
}

function proposeKeeping(better: Dockerfile, input: IgnoreFileInput, kept: readonly string[]): IgnoreProposal | null {
  const { dockerfile, image, folder, dockerignore } = input;
  if (folder) return proposeByFolder(better, input, folder, kept);
  return proposeDockerignore(better, dockerfile, image, dockerignore, kept);
}

/** What stays needs something in its turn; longer chains there are hardly any. */
const mostRounds = 6;

interface IgnoreOutcome {
  readonly proposal: IgnoreProposal | null;
  /** What could be left out, did not the image need it. */
  readonly keptBack: readonly KeptBack[];
}

/**
 * By the folder where there is one, else by what the image tells of it. `better`: the Dockerfile it goes with; `gone`: stored
 * copies that the changes in that take out.
 */
export function proposeIgnoreFile(
  better: Dockerfile,
  input: IgnoreFileInput,
  gone: ReadonlySet<number>,
): IgnoreOutcome {
  const kept = new Map<string, KeptFile>();
  for (let round = 0; round < mostRounds; round++) {
    const proposal = proposeKeeping(better, input, [...kept.keys()]);
    const more = proposal ? filesKeptBy(proposal, input, gone) : [];
    if (more.length === 0) return { proposal, keptBack: toldOf(kept) };
    for (const file of more) kept.set(file.sent, file);
  }
  return { proposal: null, keptBack: toldOf(kept) };
}

function filesKeptBy({ text, claims }: IgnoreProposal, input: IgnoreFileInput, gone: ReadonlySet<number>): KeptFile[] {
  const { dockerfile, image, folder, dockerignore } = input;
  const given = folder ? (folder.ignoreFile?.text ?? '') : (dockerignore ?? '');
  const [before, after] = [parseDockerignore(given), parseDockerignore(text)];
  return image ? filesKept({ dockerfile, image, before, after, claims, gone }) : [];
}

/** One folder may hold thousands. */
const mostTold = 5;

const toldOf = (kept: ReadonlyMap<string, KeptFile>): KeptBack[] =>
  [...kept.values()]
    .slice(0, mostTold)
    .map(({ sent, line, reason }) => ({ title: `Leave ${shown(sent)} out of the build`, line, reason }));
