import type { Bytes } from '../bytes/units.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../dockerfile/stages.ts';
import { GoneReasonCode, noEvent } from '../rootfs/columns.ts';
import { checkedTextsOf, type CheckedText, type CheckedTexts } from './checked-texts.ts';
import type { FoundEcosystem } from './ecosystem.ts';
import type { ImageEvidence } from './evidence.ts';
import type { ProjectFolder } from './project-folder.ts';
import type { KeptBack, Profile } from './review.ts';
import type { Proposal, Rewrite, RewriteContext } from './rewrite.ts';
import { altered, type Alterations, type RuntimeConfig } from './runtime-config.ts';
import { overlaps, sortedEdits, TrackedText } from './tracked-text.ts';

export interface PipelineInput {
  readonly dockerfile: Dockerfile;
  readonly image: ImageEvidence | null;
  readonly folder?: ProjectFolder | null;
  readonly ecosystems?: readonly FoundEcosystem[];
  readonly rewrites: readonly Rewrite[];
  /** From a history, which knows no stages: all but the last stand for the base image, which is not the user's to change. */
  readonly isRebuilt?: boolean;
}

/** How far a run has come: what the rewrites from `index` on see. */
interface Stand {
  readonly index: number;
  readonly tracked: TrackedText;
  readonly applied: readonly string[];
}

/** Where a run stood before each of its rewrites, by their ids. */
export type Stands = Map<string, Stand>;

/** How the rewrites are run. */
export interface RunOptions {
  /** Only the places are looked for, and no text of this run is handed out: none is checked. */
  readonly isSearch?: boolean;
  /** Is told where the run stands before each rewrite. */
  readonly stands?: Stands;
  /** Of a search: what another one had done by then is done, and not told again. */
  readonly from?: Stand | undefined;
  /** What the rewrites said before, by what had been applied: for runs of one input. */
  readonly said?: Map<string, readonly Proposal[]>;
}

/** A proposal at a place of the original: rewrite and line name it, whatever else is switched on. */
export interface Step extends Omit<
  Proposal,
  'at' | 'place' | 'edits' | 'deletesByName' | 'dropsPackages' | 'leavesBase'
> {
  readonly rewrite: string;
  readonly profile: Profile;
  readonly line: number;
  readonly lines: readonly number[];
  readonly on: boolean;
}

export interface PipelineResult {
  readonly text: string;
  readonly dockerfile: Dockerfile;
  readonly steps: readonly Step[];
  /** Proposals that the check threw out: bugs of a rewrite, empty in every test. */
  readonly rejected: readonly string[];
  /** Changes that would take out what something in the image needs. */
  readonly keptBack: readonly KeptBack[];
  /** The keys of the places of both. */
  readonly refused: ReadonlySet<string>;
  /** Of the stored copies that the changes take out, those that something may need. */
  readonly gone: ReadonlySet<number>;
}

export const stepKey = ({ rewrite, line }: { rewrite: string; line: number }): string => `${rewrite}@${line}`;

/** More places than this of one rewrite are not looked at; a Dockerfile has no thousand RUNs worth a change. */
const placesPerRewrite = 50;
/** Answers kept of one Dockerfile: each way to switch its changes asks for some. */
const mostSaid = 20_000;

function layersOf(tracked: TrackedText, image: ImageEvidence | null, { line, endLine }: Instruction): number[] {
  const layers = new Set<number>();
  for (let at = line; at <= endLine; at++) {
    for (const origin of tracked.originsOf(at)) {
      const layer = image?.layerOfLine(origin) ?? null;
      if (layer !== null) layers.add(layer);
    }
  }
  return [...layers].sort((a, b) => a - b);
}

function contextOf(tracked: TrackedText, dockerfile: Dockerfile, input: PipelineInput): RewriteContext | null {
  const { image, folder = null, ecosystems = [] } = input;
  const finalStage = finalStageOf(dockerfile);
  if (!finalStage) return null;
  const shipped = new Set([...stageAncestry(dockerfile, finalStage)].map((stage) => stage.index));
  const layers = new Map<Instruction, number[]>();
  const layersOfOne = (instruction: Instruction): number[] => {
    const known = layers.get(instruction) ?? layersOf(tracked, image, instruction);
    layers.set(instruction, known);
    return known;
  };
  return {
    dockerfile,
    finalStage,
    isNamedByUser: (name) => input.dockerfile.stages.some((own) => own.name?.toLowerCase() === name.toLowerCase()),
    image,
    folder,
    ecosystems,
    layersOf: layersOfOne,
    lineOf: (instruction) => originOf(tracked, instruction),
    isShipped: (instruction) => shipped.has(instruction.stage),
    witnessOf: (instruction) => (layersOfOne(instruction).length > 0 ? image : null),
  };
}

/** The first line of the original that went into an instruction; for a new one, of what stands before it. */
function originOf(tracked: TrackedText, { line, endLine }: Instruction): number {
  const own: number[] = [];
  for (let at = line; at <= endLine; at++) own.push(...tracked.originsOf(at));
  if (own.length > 0) return Math.min(...own);
  for (let at = line - 1; at > 0; at--) {
    const [origin] = tracked.originsOf(at);
    if (origin !== undefined) return origin;
  }
  return 1;
}

/** Original lines that the edits replace or stand in; of the anchor alone, where they only add new lines. */
function touchedLines(tracked: TrackedText, dockerfile: Dockerfile, proposal: Proposal, anchor: number): number[] {
  const touched = new Set<number>();
  for (const { start, end } of proposal.edits) {
    const first = dockerfile.lines.position(start);
    const last = dockerfile.lines.position(Math.max(start, end - 1)).line;
    if (start === end && first.column === 1) continue;
    for (let line = first.line; line <= last; line++) {
      for (const origin of tracked.originsOf(line)) touched.add(origin);
    }
  }
  return touched.size > 0 ? [...touched].sort((a, b) => a - b) : [anchor];
}

/** What is looked at once a change was made: linting is most of all. */
type Checks = 'nothing' | 'what it runs with' | 'all';

class Run {
  readonly steps: Step[] = [];
  readonly rejected: string[] = [];
  readonly keptBack: KeptBack[] = [];
  /** Of the stored copies that the changes so far take out, those that something may need. */
  private readonly gone = new Set<number>();
  private readonly refused = new Set<string>();
  private applied: readonly string[] = [];
  private tracked: TrackedText;
  private dockerfile: Dockerfile;
  /** Of the text as it stands; undefined before anything asks for it. */
  private context: RewriteContext | null | undefined;
  private expected: RuntimeConfig;
  private readonly input: PipelineInput;
  private readonly isOn: (key: string) => boolean | null;
  private readonly texts: CheckedTexts;
  /** Lines before it are the base image's. */
  private readonly firstOwn: number;

  constructor(
    input: PipelineInput,
    isOn: (key: string) => boolean | null,
    private readonly options: Omit<RunOptions, 'isSearch'> & { readonly checks: Checks },
  ) {
    this.input = input;
    this.isOn = isOn;
    this.tracked = TrackedText.of(input.dockerfile.text);
    this.texts = checkedTextsOf(input.dockerfile, input.image?.leakedVariables);
    this.dockerfile = this.texts.check(input.dockerfile.text).dockerfile;
    this.expected = this.texts.baseline.config;
    this.firstOwn = (input.isRebuilt && finalStageOf(this.dockerfile)?.from.line) || 1;
  }

  run(): PipelineResult {
    const { from, stands } = this.options;
    if (from) this.stand(from);
    for (const [index, rewrite] of this.input.rewrites.entries()) {
      if (index < (from?.index ?? 0)) continue;
      stands?.set(rewrite.id, { index, tracked: this.tracked, applied: this.applied });
      this.runRewrite(rewrite);
    }
    const { dockerfile, steps, rejected, keptBack, refused, gone } = this;
    return { text: this.tracked.text, dockerfile, steps, rejected, keptBack, refused, gone };
  }

  private stand({ tracked, applied }: Stand): void {
    this.tracked = tracked;
    this.applied = applied;
    this.dockerfile = this.texts.check(tracked.text).dockerfile;
  }

  /** The same steps applied give the same text, and the same proposals to it. */
  private proposalsOf(rewrite: Rewrite): readonly Proposal[] {
    const { said } = this.options;
    const key = `${rewrite.id} after ${this.applied.join()}`;
    const known = said?.get(key);
    if (known) return known;
    if (this.context === undefined) this.context = contextOf(this.tracked, this.dockerfile, this.input);
    const { context } = this;
    const proposals = context ? rewrite.propose(context) : [];
    if (said && said.size < mostSaid) said.set(key, proposals);
    return proposals;
  }

  private runRewrite(rewrite: Rewrite): void {
    const seen = new Set<string>();
    for (let place = 0; place < (rewrite.once ? 1 : placesPerRewrite); place++) {
      const own = this.proposalsOf(rewrite).filter(({ at }) => originOf(this.tracked, at) >= this.firstOwn);
      const found = own
        .map((proposal) => ({ proposal, line: this.placeOf(proposal) }))
        .find(({ line }) => !seen.has(stepKey({ rewrite: rewrite.id, line })));
      if (!found) return;
      seen.add(stepKey({ rewrite: rewrite.id, line: found.line }));
      this.take(rewrite, found.proposal, found.line);
    }
  }

  private placeOf({ at, place }: Proposal): number {
    const line = place ? this.dockerfile.lines.position(place.start).line : null;
    const [origin] = line === null ? [] : this.tracked.originsOf(line);
    return origin ?? originOf(this.tracked, at);
  }

  private take(rewrite: Rewrite, proposal: Proposal, line: number): void {
    const key = stepKey({ rewrite: rewrite.id, line });
    const on = this.isOn(key);
    if (on === null) return;
    const result = this.tryEdits(proposal);
    if (typeof result === 'string') {
      this.rejected.push(`${key}: ${result}`);
      this.refused.add(key);
      return;
    }
    const { title, why, evidence, claims, range = null, risk, test, alters } = proposal;
    const reason = this.whyNeeded(proposal);
    if (reason !== null) {
      this.keptBack.push({ title, line, reason });
      this.refused.add(key);
      return;
    }
    const lines = touchedLines(this.tracked, this.dockerfile, proposal, line);
    const { id, profile } = rewrite;
    this.steps.push({ rewrite: id, profile, line, lines, title, why, evidence, claims, range, risk, test, alters, on });
    if (!on) return;
    this.tracked = result.tracked;
    this.dockerfile = result.dockerfile;
    this.context = undefined;
    this.applied = [...this.applied, key];
    if (this.options.checks === 'nothing') return;
    this.expected = altered(this.expected, alters);
    for (const copy of this.input.image?.needable(claims) ?? []) this.gone.add(copy);
  }

  /** The places of a search are all that there may be: what is refused depends on the changes that are on. */
  private whyNeeded({ claims, deletesByName, dropsPackages: packages = [], leavesBase }: Proposal): string | null {
    const { image } = this.input;
    if (!image || this.options.checks === 'nothing') return null;
    const own = image.needable(claims);
    if (own.length + packages.length === 0) return null;
    const copies = new Set([...this.gone, ...own]);
    const from = leavesBase ? image.baseLayers : 0;
    return image.whyNeeded({ copies, own, byName: deletesByName === true, packages, from });
  }

  private tryEdits({ edits, alters }: Proposal): { tracked: TrackedText; dockerfile: Dockerfile } | string {
    if (overlaps(edits)) return 'edits overlap';
    const tracked = this.tracked.apply(sortedEdits(edits));
    if (tracked.text === this.tracked.text) return 'nothing changes';
    const checked = this.texts.check(tracked.text);
    return this.objectionTo(checked, alters) ?? { tracked, dockerfile: checked.dockerfile };
  }

  private objectionTo(checked: CheckedText, alters: Alterations | undefined): string | null {
    const { checks } = this.options;
    if (checks === 'nothing') return null;
    const expected = altered(this.expected, alters);
    return checked.objectionBeside(expected) ?? (checks === 'all' ? checked.objection : null);
  }
}

/**
 * Applies the rewrites one after the other. `isOn`: null for a place that is not to be looked at. The text that is handed out
 * is linted; those on the way to it only where something is wrong with that, to leave out the change that did it.
 */
export function runPipeline(
  input: PipelineInput,
  isOn: (key: string) => boolean | null,
  { isSearch = false, ...options }: RunOptions = {},
): PipelineResult {
  const run = (checks: Checks): Run => new Run(input, isOn, { ...options, checks });
  if (isSearch) return run('nothing').run();
  const result = run('what it runs with').run();
  return checkedTextsOf(input.dockerfile, input.image?.leakedVariables).check(result.text).objection === null
    ? result
    : run('all').run();
}

/** Bytes of the claimed copies that no step before claimed. */
export function measure(
  image: ImageEvidence | null,
  claims: readonly number[] | null,
  counted: Set<number>,
): Bytes | null {
  if (!image || !claims) return null;
  let bytes = 0;
  for (const event of claims) {
    if (counted.has(event)) continue;
    counted.add(event);
    bytes += image.rootfs.columns.eventSizes[event] ?? 0;
  }
  return bytes;
}

/** Of the bytes that are wasted today, those that are not once some copies are gone: with them, or as nothing lies over them. */
export function wasteWithout(image: ImageEvidence | null, gone: ReadonlySet<number>): Bytes {
  if (!image) return 0;
  const { eventGoneIn, eventGoneReasons, eventSizes, previousEvents, eventCopies } = image.rootfs.columns;
  const isHidden = (event: number): boolean => (eventGoneIn[event] as number) >= 0;
  let bytes = 0;
  for (const event of gone) {
    if (isHidden(event)) bytes += eventSizes[event] as number;
    const below = previousEvents[event] as number;
    if (below === noEvent || gone.has(below) || eventCopies[below] !== below) continue;
    const isUncovered = !isHidden(event) && isHidden(below) && eventGoneReasons[below] === GoneReasonCode.overwritten;
    if (isUncovered) bytes += eventSizes[below] as number;
  }
  return bytes;
}
