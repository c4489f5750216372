import type { Instruction } from '../../dockerfile/model.ts';
import { keywordFor } from '../../lint/written-keyword.ts';
import { insertBefore, removeInstruction, removeWithComment, repeated, sourceOf, sourceWithComment } from '../edits.ts';
import { isBelow, type PlacedCopy } from '../evidence.ts';
import { freeStageName } from '../free-stage-name.ts';
import { findPythonPackages } from '../python/python-packages.ts';
import { normalName, readAllRequirements } from '../python/python-requirements.ts';
import { evidenceOf, pythonBase, savingOf, testOf, titleOf, whyOf, type PythonBase } from '../python/python-split.ts';
import { pythonStages, type PythonStages } from '../python/python-stages.ts';
import { runsWithoutBuild, splitSystem } from '../python/python-system-split.ts';
import { librariesFor } from '../python/python-system-needs.ts';
import { venvProposal } from '../python/python-venv-proposal.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';

const prefix = '/install';

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
    ...moved.map((run) => sourceWithComment(dockerfile, run)),
    ...copies,
    `${text.slice(0, at)} --prefix=${prefix}${text.slice(at)}`,
    '',
  ];
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

/** A first stage that installs with pip below `/install`, from where it is copied to its place. */
function pipProposal(context: RewriteContext, base: PythonBase): Proposal | null {
  const { dockerfile, finalStage } = context;
  const { isFull } = base;
  const stages = pythonStages(context);
  if (!stages || !runsWithoutBuild(dockerfile, instructionsBehind(dockerfile, stages.install))) return null;
  const known = packagesOf(context, stages);
  const needed = known ? librariesFor(known.packages) : null;
  const system = needed ? splitSystem(context, stages.system, needed, isFull) : null;
  if (!known || !system || (!isFull && system.moved.length === 0)) return null;
  const name = freeStageName(dockerfile, 'build');
  const lines = buildLines(context, stages, system.moved, name);
  if (!lines) return null;
  const { install } = stages;
  const copy = `${keywordFor(dockerfile, 'COPY')} --from=${name} ${prefix} /usr/local`;
  const copies = claimedCopies(context, system.moved, install);
  const tools = system.left.length > 0 ? `, and needs ${system.left.join(', ')} for that` : '';
  return {
    at: install,
    title: titleOf(base),
    why: whyOf(base),
    evidence: `Line ${context.lineOf(install)} installs with pip${tools}; ${known.shownBy}, ${evidenceOf(system, copies)}`,
    edits: [
      insertBefore(dockerfile, finalStage.from, ...lines),
      ...base.edits,
      { start: install.start, end: install.end, text: copy },
      ...stages.manifests.map((line) => removeInstruction(dockerfile, line)),
      ...system.moved.map((line) => removeWithComment(dockerfile, line)),
      ...system.edits,
    ],
    risk: 'test',
    test: testOf,
    ...savingOf(context, base, copies),
  };
}

export const twoStagePython: Rewrite = {
  id: 'two-stage-python',
  profile: 'balanced',
  once: true,
  propose(context) {
    const base = pythonBase(context);
    if (!base) return [];
    const proposal = pipProposal(context, base) ?? venvProposal(context, base);
    return proposal ? [proposal] : [];
  },
};
