// The change that is in no Dockerfile: a better .dockerignore beside it.
import { isIgnored, parseDockerignore } from '../../build-context/dockerignore.ts';
import { figuresOf } from '../../build-context/sent-sums.ts';
import { formatBytes, formatCount } from '../../bytes/units.ts';
import type { Dockerfile } from '../../dockerfile/model.ts';
import { copiesContext } from '../../dockerfile/places.ts';
import type { ImageEvidence } from '../evidence.ts';
import { filesSent } from './files-sent.ts';
import { folderIgnoreFile } from './folder-ignore-file.ts';
import { claimsOf, proposeDockerignore, type IgnoreProposal } from './ignore-file.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Change } from '../review.ts';

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

function proposeByFolder(better: Dockerfile, input: IgnoreFileInput, folder: ProjectFolder): IgnoreProposal | null {
  const { dockerfile, image, fileName: name = 'Dockerfile' } = input;
  const { build, proposed } = folderIgnoreFile(folder, { dockerfile, name, better });
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

/** By the folder where there is one, else by what the image tells of it. `better`: the Dockerfile it goes with. */
export function proposeIgnoreFile(better: Dockerfile, input: IgnoreFileInput): IgnoreProposal | null {
  if (input.folder) return proposeByFolder(better, input, input.folder);
  return proposeDockerignore(better, input.dockerfile, input.image, input.dockerignore);
}
