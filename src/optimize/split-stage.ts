// The only stage of a Dockerfile in two: what builds, and what runs. For programs that are one file or a few when they are built.
import type { Bytes } from '../bytes/units.ts';
import { lineEndOf } from '../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { copyPlaces, copyTarget, directoryAt } from '../dockerfile/places.ts';
import { chainOf } from '../dockerfile/shell-chain.ts';
import { keywordFor } from '../lint/written-keyword.ts';
import { installsOnlyTools } from './build-tools.ts';
import { removeInstruction, repeated, sourceOf } from './edits.ts';
import { freeStageName } from './free-stage-name.ts';
import { isBelow, sumOf } from './evidence.ts';
import { Remembered } from './remembered.ts';
import type { RewriteContext } from './rewrite.ts';
import { apt, commandsOf, isCall, operands } from './shell-chain.ts';
import type { TextEdit } from './tracked-text.ts';

/** The lines of the only stage by where they go. */
export interface StageParts {
  /** The last RUN that builds. */
  readonly last: Instruction;
  readonly directory: string;
  /** Before the build, and needed by the running program: packages, users, what only describes the image. */
  readonly moved: readonly Instruction[];
  /** Copies of files outside of the build's directory: both stages get them. */
  readonly copies: readonly Instruction[];
  readonly settings: readonly Instruction[];
  /** Behind the build, and of use to what is thrown away alone. */
  readonly dropped: readonly Instruction[];
  readonly tail: readonly Instruction[];
}

/** Packages that programs read from when they run, and that every distribution calls the same. */
const runtimePackages: ReadonlySet<string> = new Set(['tzdata', 'ca-certificates']);
const userTools: ReadonlySet<string> = new Set(['groupadd', 'useradd', 'addgroup', 'adduser']);
const describing: ReadonlySet<string> = new Set([
  'EXPOSE', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'VOLUME',
]); // prettier-ignore
const closing: ReadonlySet<string> = new Set([...describing, 'ENV', 'USER', 'WORKDIR']);

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

/** Installs packages of a list and does nothing beside. */
function installsOnly(dockerfile: Dockerfile, run: Instruction, packages: ReadonlySet<string>): boolean {
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain) return false;
  const isSystem = chain.parts.every(({ simple }) => {
    if (!simple) return false;
    if (simple.name === 'rm') return operands(simple).every((path) => path.startsWith('/var/'));
    return isCall(simple, apt, 'update', 'install', 'clean') || isCall(simple, ['apk'], 'update', 'add');
  });
  const installs = commandsOf(dockerfile, run).filter((one) => isCall(one, [...apt, 'apk'], 'install', 'add'));
  const names = installs.flatMap((one) => operands(one).slice(1)).map((name) => name.split('=')[0] ?? name);
  return isSystem && names.length > 0 && names.every((name) => packages.has(name));
}

export const installsRuntimePackages = (dockerfile: Dockerfile, run: Instruction): boolean =>
  run.keyword === 'RUN' && installsOnly(dockerfile, run, runtimePackages);

/** Makes users and groups, and does nothing beside. */
export function makesUsers(dockerfile: Dockerfile, run: Instruction): boolean {
  const chain = chainOf(dockerfile, run);
  return chain?.isPlain === true && chain.parts.every(({ simple }) => simple !== null && userTools.has(simple.name));
}

/** They build, or lead up to it; what they leave elsewhere than in the build's directory is a cache. */
const builders: ReadonlySet<string> = new Set([
  'go', 'mvn', 'mvnw', 'gradle', 'gradlew', 'git', 'chmod', 'mkdir', 'cp', 'mv', 'rm', 'echo', 'export',
]); // prettier-ignore
const buildPackages: ReadonlySet<string> = new Set([
  'git',
  'make',
  'unzip',
  'zip',
  'maven',
  'gradle',
  'protobuf-compiler',
  'protoc',
]);

/** What the RUN leaves is of no use to the running program: nobody can tell that of one that does anything else. */
const isOfBuild = (dockerfile: Dockerfile, run: Instruction): boolean =>
  installsOnlyTools(dockerfile, run) ||
  installsOnly(dockerfile, run, buildPackages) ||
  (chainOf(dockerfile, run) !== null && commandsOf(dockerfile, run).every(({ name }) => builders.has(name)));

const onlyTidies = (dockerfile: Dockerfile, run: Instruction): boolean =>
  chainOf(dockerfile, run)?.parts.every(
    ({ simple }) => simple !== null && (simple.name === 'rm' || isCall(simple, ['go', 'mvn', 'gradle'], 'clean')),
  ) === true && chainOf(dockerfile, run)?.isPlain === true;

/** A value that a variable of the build goes into may be another one in the next stage. */
const isPlainSetting = (dockerfile: Dockerfile, setting: Instruction): boolean =>
  !/\$(?!\{?PATH\b)/.test(sourceOf(dockerfile, setting)) && repeated(dockerfile, setting) !== null;

/** Null where a line of the stage is of a kind that is not known to go to one side. */
export function partStage(context: RewriteContext, last: Instruction): StageParts | null {
  const { dockerfile, finalStage } = context;
  const directory = directoryAt(dockerfile, last);
  if (dockerfile.stages.length !== 1 || directory === null || directory === '/') return null;
  const own = finalStage.instructions.slice(1);
  const before = own.slice(0, own.indexOf(last));
  const behind = own.slice(own.indexOf(last) + 1);
  const moved = before.filter(
    (one) => describing.has(one.keyword) || installsRuntimePackages(dockerfile, one) || makesUsers(dockerfile, one),
  );
  const settings = before.filter(({ keyword }) => keyword === 'ENV');
  const isOutside = (one: Instruction): boolean => {
    const target = isCopy(one) ? copyTarget(dockerfile, one) : null;
    return target !== null && !isBelow(target, directory) && !isBelow(directory, target);
  };
  const copies = before.filter(isOutside);
  const isKnownHead = before.every(
    (one) =>
      moved.includes(one) ||
      ['ENV', 'ARG', 'WORKDIR'].includes(one.keyword) ||
      (one.keyword === 'RUN' && isOfBuild(dockerfile, one)) ||
      isKnownCopy(dockerfile, one),
  );
  const dropped = behind.filter((run) => run.keyword === 'RUN' && onlyTidies(dockerfile, run));
  const tail = behind.filter((one) => !dropped.includes(one));
  if (!isOfBuild(dockerfile, last)) return null;
  const isKnownTail = tail.every(
    (one) => closing.has(one.keyword) || isKnownCopy(dockerfile, one) || makesUsers(dockerfile, one),
  );
  const isPlain = [...settings, ...tail.filter(({ keyword }) => keyword === 'ENV')].every((one) =>
    isPlainSetting(dockerfile, one),
  );
  return isKnownHead && isKnownTail && isPlain ? { last, directory, moved, copies, settings, dropped, tail } : null;
}

const isKnownCopy = (dockerfile: Dockerfile, one: Instruction): boolean =>
  isCopy(one) && copyPlaces(dockerfile, one) !== null;

export interface FinalStage {
  /** The image that it is built on. */
  readonly base: string;
  /** Behind COPY and `--from=…`: `/out/app /usr/local/bin/app`. */
  readonly brought: readonly string[];
}

/** Ends the stage behind its build and begins the final one. */
export function splitEdits(context: RewriteContext, parts: StageParts, { base, brought }: FinalStage): TextEdit[] {
  const { dockerfile, finalStage } = context;
  const { from } = finalStage;
  const as = sourceOf(dockerfile, from.keywordSpan) === 'from' ? 'as' : 'AS';
  const name = finalStage.name ?? freeStageName(context.dockerfile, 'build');
  const end = lineEndOf(dockerfile);
  const copy = keywordFor(dockerfile, 'COPY');
  const isDescribing = ({ keyword }: Instruction): boolean => describing.has(keyword);
  const lines = [
    '',
    `${keywordFor(dockerfile, 'FROM')} ${base}`,
    ...parts.settings.flatMap((setting) => repeated(dockerfile, setting) ?? []),
    `${keywordFor(dockerfile, 'WORKDIR')} ${parts.directory}`,
    ...parts.moved.filter((one) => !isDescribing(one)).map((one) => sourceOf(dockerfile, one)),
    ...parts.copies.map((one) => sourceOf(dockerfile, one)),
    ...brought.map((paths) => `${copy} --from=${name} ${paths}`),
    ...parts.moved.filter(isDescribing).map((one) => sourceOf(dockerfile, one)),
  ];
  return [
    ...(finalStage.name === null ? [{ start: from.end, end: from.end, text: ` ${as} ${name}` }] : []),
    ...[...parts.moved, ...parts.dropped].map((one) => removeInstruction(dockerfile, one)),
    { start: parts.last.end, end: parts.last.end, text: lines.map((line) => `${end}${line}`).join('') },
  ];
}

const remembered = new Remembered<Bytes>();

/** What stays behind: the base, and all that the lines up to the build stored and is not copied on. Null without an image. */
export function bytesGone(context: RewriteContext, parts: StageParts, kept: readonly string[]): Bytes | null {
  const { image } = context;
  if (!image) return null;
  const staying = new Set([...parts.tail, ...parts.moved, ...parts.copies].flatMap(context.layersOf));
  return remembered.of(image, JSON.stringify([[...staying], kept]), () => {
    let gone = 0;
    for (let layer = 0; layer < image.rootfs.columns.layerCount; layer++) {
      if (staying.has(layer)) continue;
      gone += sumOf(image.copiesIn(layer).filter(({ path }) => !kept.some((keptPath) => isBelow(path, keptPath))));
    }
    return gone;
  });
}
