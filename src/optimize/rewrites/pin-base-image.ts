import type { Stage } from '../../dockerfile/model.ts';
import {
  debianReleases,
  familyOf,
  nodeModuleVersions,
  parseReference,
  type BaseFamily,
} from '../base-image/base-images.ts';
import { aboutSmaller } from '../base-image/base-sizes.ts';
import type { ImageEvidence } from '../evidence.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

interface KnownVersion {
  readonly tag: string;
  readonly shownBy: string;
}

const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib/arm-linux-gnueabihf'];

function findFile(image: ImageEvidence, names: Readonly<Record<string, string>>): KnownVersion | null {
  for (const [name, tag] of Object.entries(names)) {
    const path = libraryFolders
      .map((folder) => `${folder}/${name}`)
      .find((candidate) => image.has(candidate, image.baseLayers - 1));
    if (path) return { tag, shownBy: `${path} is in the base image` };
  }
  return null;
}

const libnode = Object.fromEntries(
  Object.entries(nodeModuleVersions).map(([number, major]) => [`libnode.so.${number}`, major]),
);

/** The version that the image itself shows: by a variable of the base image, or the name of a library. */
function versionOf(image: ImageEvidence, { names, version }: BaseFamily): KnownVersion | null {
  const value = version ? image.variable(version.variable) : null;
  if (version && value !== null && /^v?\d+(?:\.\d+)*$/.test(value)) {
    const parts = value.replace('v', '').split('.').slice(0, version.parts);
    return { tag: parts.join('.'), shownBy: `${version.variable} is ${value} in the image` };
  }
  if (names.includes('node')) return findFile(image, libnode);
  return names.includes('debian') ? findFile(image, debianReleases) : null;
}

const compilers = ['/usr/bin/gcc', '/usr/bin/make', '/usr/bin/git'];

/** The slim variant has all that the base layers have, or the stage calls nothing that it may lack. */
function canBeSlim({ dockerfile, image }: RewriteContext, stage: Stage, { names }: BaseFamily): boolean {
  if (names.includes('debian') || !image) return true;
  if (!compilers.some((path) => image.has(path, image.baseLayers - 1))) return true;
  const users = dockerfile.stages.filter(({ index, baseStage }) => index === stage.index || baseStage === stage.index);
  const runs = users.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  return runs.every((run) => commandsOf(dockerfile, run).every(({ name }) => harmless.has(name)));
}

const harmless: ReadonlySet<string> = new Set([
  '',
  'apt-get',
  'groupadd',
  'useradd',
  'mkdir',
  'chown',
  'chmod',
  'rm',
  'ln',
  'echo',
]);

function proposeFor(context: RewriteContext, stage: Stage): Proposal[] {
  const { image } = context;
  const [word] = stage.from.words;
  const reference = parseReference(stage.image);
  const family = familyOf(stage.image);
  const isLatest = reference?.tag === null || reference?.tag === 'latest';
  if (!image || !word || !reference || !family || !isLatest || reference.pinned || !context.isShipped(stage.from))
    return [];
  const version = versionOf(image, family);
  if (!version) return [];
  const slim = family.slim !== null && canBeSlim(context, stage, family);
  const tag = `${version.tag}${slim ? (family.slim ?? '') : ''}`;
  const howMuch =
    aboutSmaller(stage.image, `${reference.name}:${tag}`, image.baseBytes) ??
    'How much smaller the named image is, this image cannot tell.';
  const slimWhy = slim
    ? ' The slim variant leaves out the compilers and version control that a running program does not use.'
    : '';
  return [
    {
      at: stage.from,
      title: `Name the version of the base image: ${reference.name}:${tag}`,
      why: `latest is whatever was pushed last: the same Dockerfile builds another image tomorrow, across major versions.${slimWhy}`,
      evidence: `${version.shownBy}; the Dockerfile says ${stage.image}. ${howMuch}`,
      edits: [{ start: word.start, end: word.end, text: `${reference.name}:${tag}` }],
      risk: 'check',
      test: 'Build it and compare what the program prints as its version with that of the image today.',
      claims: null,
    },
  ];
}

export const pinBaseImage: Rewrite = {
  id: 'pin-base-image',
  profile: 'safe',
  propose: (context) =>
    context.dockerfile.stages
      .filter(({ baseStage }) => baseStage === null)
      .flatMap((stage) => proposeFor(context, stage)),
};
