import type { ImageEvidence } from './evidence.ts';
import type { IgnoreProposal } from './ignore-file/ignore-file.ts';
import { ignoreFileChange, proposeIgnoreFile } from './ignore-file/ignore-file-change.ts';
import { whyNothingLeft, type Sightings, type Switched } from './nothing-left.ts';
import {
  measure,
  runPipeline,
  stepKey,
  wasteWithout,
  type PipelineInput,
  type PipelineResult,
  type RunOptions,
  type Stands,
  type Step,
} from './pipeline.ts';
import type { ProjectFolder } from './project-folder.ts';
import type { Proposal } from './rewrite.ts';
import { isInProfile, type Change, type DockerfileReview, type Profile } from './review.ts';

/** What the user chose, over what the profile has on. */
export interface Choices {
  readonly profile: Profile;
  /** Ids of changes. */
  readonly off: ReadonlySet<string>;
  readonly on: ReadonlySet<string>;
}

export interface ProposalInput extends PipelineInput {
  readonly dockerignore: string | null;
  /** The Dockerfile's path in the folder. */
  readonly fileName?: string;
  readonly choices: Choices;
}

/** `profile`: the first that has the change on by itself. */
function isChosen(choices: Choices, id: string, profile: Profile): boolean {
  if (choices.off.has(id)) return false;
  return choices.on.has(id) || isInProfile({ profile }, choices.profile);
}

export type Outcome = Pick<DockerfileReview, 'proposal' | 'dockerignore' | 'keptBack'> & {
  /** For tests: what the safety net caught. */
  readonly rejected: readonly string[];
};

/** Every place a change can have, whatever is switched off; a change that hides another one stays listed with it. */
interface Universe {
  readonly steps: ReadonlyMap<string, Step>;
  readonly ids: ReadonlyMap<string, string>;
  readonly said: Map<string, readonly Proposal[]>;
  readonly sightings: Sightings;
}

const roundsAtMost = 6;

/** Runs with everything on, with each rewrite off, and with all off that is known, until no new place turns up. */
function findUniverse(input: PipelineInput): Universe {
  const steps = new Map<string, Step>();
  const said = new Map<string, readonly Proposal[]>();
  const look = (isOn: (key: string) => boolean, options: RunOptions = {}): string[] => {
    const result = runPipeline(input, isOn, { ...options, isSearch: true, said });
    for (const step of result.steps) if (!steps.has(stepKey(step))) steps.set(stepKey(step), step);
    return result.steps.map(stepKey);
  };
  const stands: Stands = new Map();
  const withAll = look(() => true, { stands });
  const without = new Map<string, ReadonlySet<string>>();
  for (const rewrite of new Set([...steps.values()].map((step) => step.rewrite))) {
    const after = look((key) => !key.startsWith(`${rewrite}@`), { from: stands.get(rewrite) });
    // What stood before the rewrite is as it was, and not told again.
    const before = withAll.slice(
      0,
      withAll.findIndex((key) => key.startsWith(`${rewrite}@`)),
    );
    without.set(rewrite, new Set([...before, ...after]));
  }
  for (let round = 0; round < roundsAtMost; round++) {
    const known = new Set(steps.keys());
    look((key) => !known.has(key));
    if (steps.size === known.size) break;
  }
  const sightings = { withAll: new Set(withAll), without };
  return { steps, ids: nameSteps(input, [...steps.values()]), said, sightings };
}

interface KnownUniverse extends Pick<PipelineInput, 'isRebuilt'> {
  readonly text: string;
  readonly folder: ProjectFolder | null;
  readonly universe: Universe;
}

const universes = new WeakMap<ImageEvidence | ProjectFolder, KnownUniverse>();

/** The places do not depend on what is off: they are looked for once for an image, a folder and a text. */
function universeOf(input: PipelineInput): Universe {
  const { image, folder = null, dockerfile, isRebuilt = false } = input;
  const { text } = dockerfile;
  const key = image ?? folder;
  const known = key ? universes.get(key) : undefined;
  if (known?.text === text && known.isRebuilt === isRebuilt && known.folder === folder) return known.universe;
  const universe = findUniverse(input);
  if (key) universes.set(key, { text, isRebuilt, folder, universe });
  return universe;
}

/** `clean-up-apt-lists`, `clean-up-apt-lists-2`: counted along the original. */
function nameSteps({ rewrites }: PipelineInput, steps: readonly Step[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { id } of rewrites) {
    const places = steps.filter((step) => step.rewrite === id).sort((a, b) => a.line - b.line);
    for (const [index, step] of places.entries()) ids.set(stepKey(step), index === 0 ? id : `${id}-${index + 1}`);
  }
  return ids;
}

function orderOf({ rewrites }: PipelineInput): (a: Step, b: Step) => number {
  const order = new Map(rewrites.map(({ id }, index) => [id, index]));
  return (a, b) => (order.get(a.rewrite) ?? 0) - (order.get(b.rewrite) ?? 0) || a.line - b.line;
}

const ignoreId = 'dockerignore';

/** What is refused can't be switched, and does nothing. */
function switchedSteps(input: ProposalInput, universe: Universe, result: PipelineResult): Switched[] {
  return [...universe.steps.values()].map((step) => {
    const { rewrite, title, profile } = step;
    const id = universe.ids.get(stepKey(step)) ?? rewrite;
    const on = !result.refused.has(stepKey(step)) && isChosen(input.choices, id, profile);
    return { rewrite, title, on };
  });
}

/** `counted` takes in the stored copies that the changes that are on take out. */
function toChanges(
  input: ProposalInput,
  universe: Universe,
  result: PipelineResult,
  ignore: IgnoreProposal | null,
  counted: Set<number>,
): Change[] {
  const changes: Change[] = [];
  if (ignore) {
    const on = isChosen(input.choices, ignoreId, ignoreFileChange.profile);
    const { lines, evidence, claims } = ignore;
    const saves = measure(input.image, claims, on ? counted : new Set(counted));
    changes.push({
      id: ignoreId,
      ...ignoreFileChange,
      lines: [...lines],
      saves,
      range: null,
      evidence,
      alters: {},
      on,
    });
  }
  const steps = new Map(result.steps.map((step) => [stepKey(step), step]));
  const switched = switchedSteps(input, universe, result);
  for (const known of [...universe.steps.values()].sort(orderOf(input))) {
    if (result.refused.has(stepKey(known))) continue;
    const step = steps.get(stepKey(known));
    const { title, why, lines, evidence, claims, range = null, risk, test, profile, alters = {} } = step ?? known;
    const id = universe.ids.get(stepKey(known)) ?? known.rewrite;
    const on = isChosen(input.choices, id, profile);
    const isCovered = !step && on;
    // What is off is measured as if it came next, and leaves its bytes to the changes behind it.
    const bytes = measure(input.image, claims, on && !isCovered ? counted : new Set(counted));
    const saves = isCovered && (bytes !== null || range !== null) ? 0 : bytes;
    changes.push({
      id,
      title,
      why,
      lines: [...lines],
      saves,
      range: saves === null ? range : null,
      evidence: isCovered ? `${whyNothingLeft(stepKey(known), universe.sightings, switched)} ${evidence}` : evidence,
      risk,
      test,
      alters: isCovered ? {} : alters,
      profile,
      on,
    });
  }
  return changes;
}

/** The better Dockerfile and .dockerignore, without the changes that are off. */
export function propose(input: ProposalInput): Outcome {
  const universe = universeOf(input);
  const isOn = (key: string): boolean | null => {
    const id = universe.ids.get(key);
    const step = universe.steps.get(key);
    return id === undefined || !step ? null : isChosen(input.choices, id, step.profile);
  };
  const result = runPipeline(input, isOn, { said: universe.said });
  const { proposal: ignore, keptBack: notIgnored } = proposeIgnoreFile(result.dockerfile, input, result.gone);
  const counted = new Set<number>();
  const changes = toChanges(input, universe, result, ignore, counted);
  const { rejected } = result;
  const keptBack = [...result.keptBack, ...notIgnored];
  if (changes.length === 0) return { proposal: null, dockerignore: null, keptBack, rejected };
  const saves = changes.reduce((sum, change) => sum + (change.on ? (change.saves ?? 0) : 0), 0);
  return {
    proposal: { text: result.text, changes, saves, wasteSaved: wasteWithout(input.image, counted) },
    dockerignore: ignore && changes.some(({ id, on }) => id === ignoreId && on) ? ignore.text : null,
    keptBack,
    rejected,
  };
}
