// Two stages for Poetry, uv and Pipenv: the first installs into a virtual environment, which the second gets at the same path.
import { formatBytes } from '../../bytes/units.ts';
import { lineEndOf } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { insertBefore, removeInstruction, removeWithComment, repeated, sourceOf, sourceWithComment } from '../edits.ts';
import { isBelow, type PlacedCopy } from '../evidence.ts';
import { freeStageName } from '../free-stage-name.ts';
import { evidenceOf, savingOf, testOf, titleOf, type Brought, type PythonBase } from './python-split.ts';
import { librariesFor } from './python-system-needs.ts';
import { runsWithoutBuild, splitSystem, type SystemPart } from './python-system-split.ts';
import { bringsFiles, lockedPackages, setsPath, venvStages, type VenvStages } from './python-venv-stages.ts';
import { venvStart, type VenvStart } from './python-venv-start.ts';
import { usesThisPython } from './python-version.ts';
import type { Proposal, RewriteContext } from '../rewrite.ts';
import { runtimeConfigOf } from '../runtime-config.ts';
import type { TextEdit } from '../tracked-text.ts';

/** `--system` would pass the virtual environment by. */
function installText(dockerfile: Dockerfile, { first, installs }: VenvStages, run: Instruction): string {
  const text = sourceOf(dockerfile, run);
  const { command } = installs.find((install) => install.run === run) ?? first;
  const at = command.args.findIndex(({ value }) => value === '--system');
  const word = command.args[at];
  if (!word) return text;
  const before = command.args[at - 1]?.end ?? word.start;
  return text.slice(0, before - run.start) + text.slice(word.end - run.start);
}

const settings: ReadonlySet<string> = new Set(['ENV', 'ARG', 'WORKDIR']);

/** A line as the first stage has it; null where it cannot be written twice. */
function headText(dockerfile: Dockerfile, stages: VenvStages, line: Instruction): string | null {
  const { keyword, keywordSpan, end } = line;
  if (settings.has(keyword)) return repeated(dockerfile, line);
  if (stages.tools.includes(line)) return sourceWithComment(dockerfile, line);
  if (stages.installs.some(({ run }) => run === line)) return installText(dockerfile, stages, line);
  // A second ADD of the folder would be a finding once more (DL3020).
  if (keyword !== 'ADD') return sourceOf(dockerfile, line);
  return `${keywordFor(dockerfile, 'COPY')}${sourceOf(dockerfile, { start: keywordSpan.end, end })}`;
}

/** Null where a line cannot be written twice. */
function buildLines(context: RewriteContext, stages: VenvStages, { moved }: SystemPart, name: string): string[] | null {
  const { dockerfile, finalStage } = context;
  const word = (keyword: string): string => keywordFor(dockerfile, keyword);
  const { path, isGiven } = stages.place;
  const place = isGiven ? [] : [`${word('ENV')} VIRTUAL_ENV=${path}`, `${word('RUN')} python -m venv $VIRTUAL_ENV`];
  const isFile = (line: Instruction): boolean => bringsFiles(line) && !stages.tools.includes(line);
  const firstFile = stages.head.find((line) => isFile(line) || line === stages.first.run);
  const lines = [`${word('FROM')} ${finalStage.image} ${word('AS')} ${name}`];
  let pending = [...moved];
  for (const line of stages.head) {
    // What the system brings stands in front of all that may need it.
    if (!settings.has(line.keyword)) {
      lines.push(...pending.map((run) => sourceWithComment(dockerfile, run)));
      pending = [];
    }
    if (line === firstFile) lines.push(...place);
    const text = headText(dockerfile, stages, line);
    if (text === null) return null;
    lines.push(text);
  }
  return [...lines, ''];
}

/** What every environment begins with: the one that is made in its place has its own. */
const isOfOldEnvironment = (path: string): boolean =>
  /\/virtualenvs\/[^/]+\/lib\/python[\d.]+\/site-packages\/(?:pip|setuptools|pkg_resources|_distutils_hack)[/-]/.test(
    path,
  );

/**
 * What `python -m venv` puts beside the packages, with its compiled files: measured with Python 3.11.2, pip 23.0.1 and setuptools
 * 66.1.1 on Debian 12. From 3.12 on it brings no setuptools (https://docs.python.org/3/whatsnew/3.12.html#ensurepip).
 */
const seeds = { pip: 13_300_000, setuptools: 8_300_000 };

function broughtByVenv({ version }: PythonBase, { place }: VenvStages): Brought | null {
  if (place.isGiven) return null;
  const minor = /^3\.(\d{1,3})/.exec(version ?? '')?.[1];
  const hasSetuptools = minor !== undefined && Number(minor) < 12;
  const bytes = seeds.pip + (hasSetuptools ? seeds.setuptools : 0);
  const what = hasSetuptools ? 'pip and setuptools' : 'pip';
  return { bytes, said: `The new environment has ${what} of its own, about ${formatBytes(bytes)}.` };
}

/** What the moved lines stored, and what the installs left outside of the packages' place. */
function claimedCopies(context: RewriteContext, stages: VenvStages, { moved }: SystemPart): PlacedCopy[] | null {
  // Where the order of the cache is made better, the first one is new, and no layer is its own.
  const image = context.witnessOf(stages.last.run);
  if (!image) return null;
  const copiesOf = (lines: readonly Instruction[]): PlacedCopy[] =>
    lines.flatMap(context.layersOf).flatMap((layer) => image.copiesIn(layer));
  // In the image's Python, a package of the manager's may be one of the program's, too.
  const ofTools = copiesOf(stages.tools).filter(
    ({ path }) => !stages.place.wasSystem || !isBelow(path, '/usr/local/lib'),
  );
  const isPackage = (path: string): boolean =>
    !isOfOldEnvironment(path) &&
    (isBelow(path, '/usr/local') || isBelow(path, stages.place.path) || /\/virtualenvs\/|\/site-packages\//.test(path));
  // uv links what it unpacked in its cache into the environment: one file under two names, which is copied with the second.
  const isLinked = (path: string): boolean => stages.manager === 'uv' && path.includes('/.cache/uv/');
  const ofInstalls = copiesOf(stages.installs.map(({ run }) => run)).filter(
    ({ path }) => !isPackage(path) && !isLinked(path),
  );
  return [...copiesOf(moved), ...ofTools, ...ofInstalls];
}

/** The packages' programs are found by their names, as they were. */
function pathOf({ dockerfile }: RewriteContext, { place }: VenvStages): { line: string; value: string } | null {
  const programs = `${place.path}/bin`;
  const path = runtimeConfigOf(dockerfile).environment.get('PATH') ?? '';
  if (path.split(':').includes(programs)) return null;
  const value = `${programs}:$PATH`;
  return { line: `${keywordFor(dockerfile, 'ENV')} PATH="${value}"`, value };
}

/** A folder of this name that comes with the sources would lie over it. */
function isSent({ folder, image, layersOf }: RewriteContext, { head, place }: VenvStages): boolean {
  const name = place.path.slice(place.path.lastIndexOf('/') + 1);
  if (!place.isGiven) return false;
  if (folder) return folder.hasFolder(name);
  const layers = head.filter(bringsFiles).flatMap(layersOf);
  return image !== null && image.copiesBelow(layers, [place.path]).length > 0;
}

const called = { poetry: 'Poetry', uv: 'uv', Pipenv: 'Pipenv' } as const;

function whyOf(
  { isFull, slim, edits }: PythonBase,
  { manager, place }: VenvStages,
  start: VenvStart,
  setsPath: boolean,
): string {
  const name = called[manager];
  const left = isFull ? `${name}, compilers and headers are` : `${name} is`;
  const second = edits.length > 0 ? `second one on ${slim}` : 'second one';
  const own = start.gone
    ? ` The command starts ${start.program} itself, as \`${start.gone}\` would need ${name} in the image.`
    : '';
  const path = setsPath ? ` PATH begins with ${place.path}/bin, where the programs of the packages are.` : '';
  return `${left} there to install, and no running program uses that. A first stage installs the packages into a virtual environment, and a ${second} gets it at the same path, for the same Python.${own}${path}`;
}

/** A fetched manager needs what fetches it, which nothing else asks for. */
const fetchers: ReadonlySet<string> = new Set(['ca-certificates', 'curl', 'wget']);

/** Lines of the stage that the second one keeps. */
const keptLines = ({ finalStage }: RewriteContext, { head, covered, system }: VenvStages): Instruction[] =>
  finalStage.instructions.filter(
    (line) =>
      (!head.includes(line) || bringsFiles(line)) && !covered.includes(line) && !system.some(({ run }) => run === line),
  );

/** A later PATH would hide the one that is added. */
const setsPathLater = ({ finalStage }: RewriteContext, { first }: VenvStages): boolean =>
  finalStage.instructions.some((line) => line.start > first.run.start && setsPath(line));

function editsFor(
  context: RewriteContext,
  base: PythonBase,
  stages: VenvStages,
  system: SystemPart,
): TextEdit[] | null {
  const { dockerfile, finalStage } = context;
  const name = freeStageName(dockerfile, 'build');
  const lines = buildLines(context, stages, system, name);
  if (!lines) return null;
  const { run } = stages.first;
  const { path } = stages.place;
  const copy = `${keywordFor(dockerfile, 'COPY')} --from=${name} ${path} ${path}`;
  const set = pathOf(context, stages);
  const text = set === null ? copy : `${copy}${lineEndOf(dockerfile)}${set.line}`;
  const rest = stages.installs.slice(1).map((install) => install.run);
  return [
    insertBefore(dockerfile, finalStage.from, ...lines),
    ...base.edits,
    { start: run.start, end: run.end, text },
    ...[...stages.tools, ...system.moved].map((line) => removeWithComment(dockerfile, line)),
    ...[...rest, ...stages.covered].map((line) => removeInstruction(dockerfile, line)),
    ...system.edits,
  ];
}

/** Null where it has no place, or nobody can tell that the program would run. */
export function venvProposal(context: RewriteContext, base: PythonBase): Proposal | null {
  const { dockerfile } = context;
  const stages = venvStages(context);
  if (!stages || isSent(context, stages) || !usesThisPython(context, stages.first, base.version)) return null;
  if (!runsWithoutBuild(dockerfile, keptLines(context, stages))) return null;
  const known = lockedPackages(context, stages);
  const start = known ? venvStart(context, stages, known.packages) : null;
  const needed = known ? librariesFor(known.packages) : null;
  const alsoOfBuild = stages.isFetched ? fetchers : undefined;
  const system = needed ? splitSystem(context, stages.system, needed, base.isFull, alsoOfBuild) : null;
  if (!known || !start || !system) return null;
  // On a slim image, nothing is there to fetch it with but what was installed for that.
  if (stages.isFetched && !base.isFull && system.moved.length === 0) return null;
  const set = pathOf(context, stages);
  const edits = set && setsPathLater(context, stages) ? null : editsFor(context, base, stages, system);
  if (!edits) return null;
  const copies = claimedCopies(context, stages, system);
  const environment = set ? { environment: new Map([['PATH', set.value]]) } : {};
  const tools = system.left.length > 0 ? `, and needs ${system.left.join(', ')} for that` : '';
  return {
    // Where the order of the cache is made better, the first one is new.
    at: stages.last.run,
    title: titleOf(base),
    why: whyOf(base, stages, start, set !== null),
    evidence: `Line ${context.lineOf(stages.last.run)} installs with ${called[stages.manager]}${tools}; ${known.shownBy}, ${evidenceOf(system, copies)}`,
    edits: [...edits, ...start.edits],
    risk: 'test',
    test: `${testOf} Whoever runs commands in the container calls programs by their own names: ${called[stages.manager]} is not there.`,
    ...savingOf(context, base, copies, broughtByVenv(base, stages)),
    alters: { ...start.alters, ...environment },
  };
}
