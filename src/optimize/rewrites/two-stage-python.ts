import type { Instruction } from '../../dockerfile/model.ts';
import { commandsOf } from '../../lint/commands.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { findBase, parseReference, slimTag } from '../base-images.ts';
import { insertBefore, removeInstruction, repeated, sourceOf } from '../edits.ts';
import { describeCopies, isBelow, type PlacedCopy } from '../evidence.ts';
import { freeStageName } from '../free-stage-name.ts';
import { changeWords, namesOf, type AptInstall } from '../package-words.ts';
import { findPythonPackages } from '../python-packages.ts';
import { normalName, readAllRequirements } from '../python-requirements.ts';
import { pythonStages, type PythonStages } from '../python-stages.ts';
import { isInFullImage, librariesFor, rolesOf } from '../python-system-needs.ts';
import { instructionsBehind } from '../removals.ts';
import type { SavingRange } from '../review.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';
import type { TextEdit } from '../tracked-text.ts';

const prefix = '/install';

/** What the full image has and the slim one has not, and compilers, which stay in the first stage. */
const buildPrograms: ReadonlySet<string> = new Set([
  'apt-get', 'apt', 'bzr', 'cmake', 'curl', 'g++', 'gcc', 'git', 'hg', 'make', 'patch', 'pip', 'pip3', 'svn', 'unzip', 'wget',
]); // prettier-ignore

/** The lines behind the install, and what the container starts, call nothing that only the first stage has. */
function runsWithout({ dockerfile }: RewriteContext, install: Instruction): boolean {
  return instructionsBehind(dockerfile, install).every((instruction) => {
    if (instruction.keyword === 'SHELL') return false;
    return commandsOf(dockerfile, instruction).every(
      ({ name, args }) => !buildPrograms.has(name) && !args.some(({ value }) => value === 'pip' || value === 'git'),
    );
  });
}

interface Known {
  readonly packages: readonly string[];
  readonly shownBy: string;
}

const counted = (count: number): string => (count === 1 ? '1 package' : `${count} packages`);

/** Which packages are installed, as the requirements or the image say; null where neither does. */
function packagesOf({ folder, image }: RewriteContext, { files }: PythonStages): Known | null {
  const read = folder ? readAllRequirements(files, (path) => folder.textOf(path)) : null;
  if (read && !read.isLocal) {
    return { packages: read.packages, shownBy: `${files[0] ?? ''} names ${counted(read.packages.length)}` };
  }
  const found = image && !folder ? findPythonPackages(image) : null;
  if (!found || found.own.length === 0) return null;
  return { packages: found.own.map(normalName), shownBy: `${found.directory} holds ${counted(found.own.length)}` };
}

interface SystemPart {
  /** RUNs that go into the first stage as they are. */
  readonly moved: readonly Instruction[];
  readonly edits: readonly TextEdit[];
  /** What the second stage installs beside what it did. */
  readonly libraries: readonly string[];
  readonly left: readonly string[];
}

/**
 * Parts what is installed from the system. A RUN is never made into two: the second would be one more place whose packages have
 * no version (DL3008). Null where it would have to be.
 */
function splitSystem(
  context: RewriteContext,
  system: readonly AptInstall[],
  needed: readonly string[],
  isFull: boolean,
): SystemPart | null {
  const { dockerfile } = context;
  const all = rolesOf(system.flatMap(({ words }) => namesOf(words)));
  if (!all) return null;
  const names = system.flatMap(({ words }) => namesOf(words));
  const libraries = [...new Set([...all.libraries, ...needed])].filter((name) => !names.includes(name));
  const moved: Instruction[] = [];
  const edits: TextEdit[] = [];
  let added: readonly string[] = libraries;
  for (const [index, { run, command, words }] of system.entries()) {
    const gone = new Set(words.filter((word) => all.build.includes(namesOf([word])[0] ?? '')));
    const takes = index === system.length - 1 ? added : [];
    if (gone.size === words.length && takes.length === 0) {
      moved.push(run);
      continue;
    }
    // They have to be in the first stage's image, as no RUN installs them there.
    if (gone.size > 0 && !(isFull && namesOf([...gone]).every(isInFullImage))) return null;
    const changed = changeWords(dockerfile, command, gone, takes);
    if (!changed) return null;
    edits.push(...changed);
    if (takes.length > 0) added = [];
  }
  if (added.length > 0) return null;
  return { moved, edits, libraries, left: all.build };
}

function buildLines(
  context: RewriteContext,
  stages: PythonStages,
  moved: readonly Instruction[],
  name: string,
): string[] | null {
  const { dockerfile, finalStage } = context;
  const repeats = stages.settings.map((line) => repeated(dockerfile, line));
  if (repeats.some((line) => line === null)) return null;
  const { install, command } = stages;
  const word = command.args.find(({ value }) => value === 'install');
  if (!word) return null;
  const text = sourceOf(dockerfile, install);
  const at = word.end - install.start;
  const copies = stages.manifests.map((copy) => sourceOf(dockerfile, copy));
  if (stages.manifests.some(({ flags }) => flags.length > 0)) return null;
  return [
    `${keywordFor(dockerfile, 'FROM')} ${finalStage.image} ${keywordFor(dockerfile, 'AS')} ${name}`,
    ...repeats.map((line) => line ?? ''),
    ...moved.map((run) => sourceOf(dockerfile, run)),
    ...copies,
    `${text.slice(0, at)} --prefix=${prefix}${text.slice(at)}`,
    '',
  ];
}

/** Sizes of the facts are those of one version; others are about as large. */
const spread = 0.2;

function rangeOf(from: string, to: string): SavingRange | null {
  const [one, other] = [findBase(from)?.variant, findBase(to)?.variant];
  if (!one?.sizes || !other?.sizes || one === other) return null;
  const less = one.sizes.uncompressed - other.sizes.uncompressed;
  return {
    least: Math.round(less * (1 - spread)),
    most: Math.round(less * (1 + spread)),
    basis: `the sizes of ${one.sizes.of} (${one.date}) and ${other.sizes.of} (${other.date}), a fifth more or less`,
  };
}

/** What the moved RUNs stored, and what the install left outside of the folders of Python. */
function claimedCopies(
  context: RewriteContext,
  moved: readonly Instruction[],
  install: Instruction,
): PlacedCopy[] | null {
  const image = context.witnessOf(install);
  if (!image) return null;
  const ofSystem = moved.flatMap(context.layersOf).flatMap((layer) => image.copiesIn(layer));
  const ofPip = context.layersOf(install).flatMap((layer) => image.copiesIn(layer));
  return [...ofSystem, ...ofPip.filter(({ path }) => !isBelow(path, '/usr/local'))];
}

const whyFull =
  'The full image is there to compile: its compilers, headers and version control are not used by a running program. The packages are installed in a first stage, and copied into the slim variant of the same version.';
const whySlim =
  'Compilers and headers are there to install the packages, and no running program uses them. The packages are installed in a first stage, and copied into an image without these.';

export const twoStagePython: Rewrite = {
  id: 'two-stage-python',
  profile: 'balanced',
  once: true,
  propose(context) {
    const { dockerfile, finalStage } = context;
    const base = findBase(finalStage.image);
    const kind = base?.family.names.includes('python') ? base.variant.kind : null;
    const word = finalStage.from.words[0];
    const isOther = dockerfile.stages.length > 1 || parseReference(finalStage.image)?.pinned !== false;
    if (isOther || !word || (kind !== 'full' && kind !== 'slim')) return [];
    const isFull = kind === 'full';
    const tag = isFull ? slimTag(finalStage.image) : (base?.tag ?? null);
    const stages = tag === null ? null : pythonStages(context);
    if (!base || tag === null || !stages || !runsWithout(context, stages.install)) return [];
    const known = packagesOf(context, stages);
    const needed = known ? librariesFor(known.packages) : null;
    const system = needed ? splitSystem(context, stages.system, needed, isFull) : null;
    if (!known || !system || (!isFull && system.moved.length === 0)) return [];
    const name = freeStageName(dockerfile, 'build');
    const lines = buildLines(context, stages, system.moved, name);
    if (!lines) return [];
    const slim = `${base.name}:${tag}`;
    const { install } = stages;
    const copy = `${keywordFor(dockerfile, 'COPY')} --from=${name} ${prefix} /usr/local`;
    const copies = claimedCopies(context, system.moved, install);
    const range = isFull ? rangeOf(finalStage.image, slim) : null;
    const measured = copies && copies.length > 0 ? ` ${describeCopies(copies)} stay behind in the first stage.` : '';
    const loaded =
      system.libraries.length > 0 ? ` ${system.libraries.join(', ')} is installed for what was compiled.` : '';
    const tools = system.left.length > 0 ? `, and needs ${system.left.join(', ')} for that` : '';
    const estimate = range && measured !== '' ? ` The smaller base comes on top: an estimate, by ${range.basis}.` : '';
    return [
      {
        at: install,
        title: isFull
          ? `Install the packages in a first stage, and run on ${slim}`
          : 'Install the packages in a first stage',
        why: isFull ? whyFull : whySlim,
        evidence: `Line ${context.lineOf(install)} installs with pip${tools}; ${known.shownBy}, none of which is known to need more of the system.${loaded}${measured}${estimate}`,
        edits: [
          insertBefore(dockerfile, finalStage.from, ...lines),
          ...(isFull ? [{ start: word.start, end: word.end, text: slim }] : []),
          { start: install.start, end: install.end, text: copy },
          ...[...stages.manifests, ...system.moved].map((line) => removeInstruction(dockerfile, line)),
          ...system.edits,
        ],
        risk: 'test',
        test: 'Start the program, and use what calls other programs or compiled packages: drivers of databases, images, cryptography. A library that is missing is named by the error of the import.',
        claims: measured === '' ? null : (copies?.map(({ event }) => event) ?? null),
        range,
      },
    ];
  },
};
