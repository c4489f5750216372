import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import { familyOf, parseReference, slimTag } from '../base-image/base-images.ts';
import { rangeOfBase } from '../base-image/base-range.ts';
import { slimLacks } from '../base-image/slim-lacks.ts';
import { insertAfter, removeInstruction, repeated, sourceOf } from '../edits.ts';
import type { ImageEvidence } from '../evidence.ts';
import { managersIn } from '../node/node-install.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { isSecretName } from '../secret-kinds.ts';
import type { TextEdit } from '../tracked-text.ts';

/** What the full images have and the slim ones lack. */
const fullOnly = ['/usr/bin/gcc', '/usr/bin/make', '/usr/bin/git', '/usr/bin/hg', '/usr/bin/svn'];

const repeatable: ReadonlySet<string> = new Set(['WORKDIR', 'ARG', 'LABEL', 'MAINTAINER']);

function isRepeatable(dockerfile: Dockerfile, line: Instruction): boolean {
  const { keyword, words } = line;
  if (keyword === 'ENV') return words.every(({ value }) => !isSecretName(value.split('=')[0] ?? ''));
  // Without a version, it would be the same finding twice.
  return repeatable.has(keyword) || managersIn(dockerfile, line)?.every((name) => name.includes('@')) === true;
}

/** The stage that builds, and the settings it would have to repeat, where it shares a full base with the final one. */
function findBuild(
  { dockerfile, finalStage }: RewriteContext,
  base: Stage,
): { build: Stage; settings: Instruction[] } | null {
  const users = dockerfile.stages.filter(({ baseStage }) => baseStage === base.index);
  const build = users.find(({ index }) => index !== finalStage.index);
  const settings = base.instructions.slice(1);
  return build && users.length === 2 && settings.every((line) => isRepeatable(dockerfile, line))
    ? { build, settings }
    : null;
}

/** They come with coreutils, which every image has that has a shell. */
const everywhere: ReadonlySet<string> = new Set([
  'chgrp',
  'chmod',
  'chown',
  'install',
  'ln',
  'mkdir',
  'mv',
  'rm',
  'touch',
]);

/** Files are copied into the final stage and moved about in it, and nothing is run that a slim image may lack. */
function isPlainFinal({ dockerfile, finalStage }: RewriteContext): boolean {
  return finalStage.instructions.every((line) => {
    if (line.keyword !== 'RUN') return true;
    const chain = chainOf(dockerfile, line);
    return chain?.isPlain === true && chain.parts.every(({ simple }) => simple !== null && everywhere.has(simple.name));
  });
}

interface Parting {
  readonly base: Stage;
  readonly build: Stage;
  readonly slim: string;
  /** What the stage that gets a FROM of its own has to say again. */
  readonly lines: readonly string[];
}

const replaced = ({ start, end }: Word, text: string): TextEdit => ({ start, end, text });

/** The stage that both share goes to the slim image, and the build to the full one. */
function withBase({ dockerfile }: RewriteContext, { base, build, slim, lines }: Parting): TextEdit[] {
  const [[word], [buildWord]] = [base.from.words, build.from.words];
  if (!word || !buildWord) return [];
  return [
    replaced(word, slim),
    replaced(buildWord, base.image),
    ...(lines.length > 0 ? [insertAfter(dockerfile, build.from, ...lines)] : []),
  ];
}

const fewSettings = 3;
const setting: ReadonlySet<string> = new Set(['WORKDIR', 'ENV', 'ARG']);

/** A stage that a change before made, and that holds no more than people write twice. */
function isWorthNoName(context: RewriteContext, { name, from, instructions }: Stage): boolean {
  const own = instructions.slice(1);
  const isPlain = own.length <= fewSettings && own.every(({ keyword }) => setting.has(keyword));
  return isPlain && from.flags.length === 0 && name !== null && !context.isNamedByUser(name);
}

/** As people write it: the stage that both share becomes the build, and the final one begins anew behind it. */
function withoutBase({ dockerfile, finalStage }: RewriteContext, { base, build, slim, lines }: Parting): TextEdit[] {
  const [name, word] = [base.from.words[2], finalStage.from.words[0]];
  if (!name || !word || build.name === null) return [];
  const before = sourceOf(dockerfile, { start: 0, end: build.from.start }).trimEnd();
  const line = dockerfile.lines.position(before.length).line + 1;
  return [
    replaced(name, build.name),
    removeInstruction(dockerfile, { line, endLine: build.from.endLine }),
    { ...replaced(word, slim), continues: base.from.start },
    ...(lines.length > 0 ? [insertAfter(dockerfile, finalStage.from, ...lines)] : []),
  ];
}

function proposeFor(context: RewriteContext, image: ImageEvidence, base: Stage): Proposal[] {
  const { dockerfile } = context;
  const reference = parseReference(base.image);
  const found = findBuild(context, base);
  const tag = reference && !reference.pinned ? slimTag(base.image) : null;
  const shown = fullOnly.filter((path) => image.has(path, image.baseLayers - 1));
  if (!reference || !found || tag === null || shown.length === 0 || !isPlainFinal(context)) return [];
  const settings = found.settings.filter(({ keyword }) => keyword !== 'LABEL' && keyword !== 'MAINTAINER');
  const lines = settings.flatMap((line) => repeated(dockerfile, line) ?? []);
  if (lines.length < settings.length) return [];
  const isAllCopies = context.finalStage.instructions.every(({ keyword }) => keyword !== 'RUN');
  const slim = `${reference.name}:${tag}`;
  const parting = { base, build: found.build, slim, lines };
  const edits = isWorthNoName(context, base) ? withoutBase(context, parting) : withBase(context, parting);
  const range = rangeOfBase(base.image, slim, image.baseBytes);
  return [
    {
      at: base.from,
      title: `Run on ${slim}, and build on the full image`,
      why: 'The slim variant leaves out the compilers and version control that only a build uses. If the program calls one of them, or a library that came with them, leave this off.',
      evidence: `The base image holds ${shown.join(', ')}; the final stage only copies files${isAllCopies ? '' : ', and changes owners, modes and places of them'}.${range ? '' : ' How much smaller the slim image is, this image cannot tell.'}`,
      edits,
      risk: 'test',
      test: 'Start the program and use what calls other programs: git, compilers and libraries of the full image are not there.',
      claims: null,
      dropsPackages: slimLacks(familyOf(base.image)?.names[0] ?? '', image.installed, image.baseLayers),
      leavesBase: true,
      range,
    },
  ];
}

export const slimBase: Rewrite = {
  id: 'slim-base',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage, image } = context;
    const base = finalStage.baseStage === null ? undefined : dockerfile.stages[finalStage.baseStage];
    return image && base && base.baseStage === null && familyOf(base.image)?.slim
      ? proposeFor(context, image, base)
      : [];
  },
};
