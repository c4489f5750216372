// The instructions of a Dockerfile and the entries of a history as two sequences, with points for every pair.
import { baseImageOf, finalStageOf } from '../dockerfile/stages.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';
import type { Sequences } from './align.ts';
import { BuildVariables, declaredArguments } from './build-variables.ts';
import { buildArgumentsOf, defaultShells } from './created-by.ts';
import { plainText, readEntryText, type EntryText } from './entry-text.ts';
import { stepsOfFinalImage, type BuildStep } from './final-instructions.ts';
import { floorFromComments } from './from-comment.ts';
import { readInstructionText, type InstructionText, type Likeness } from './instruction-text.ts';
import { likenessOf, sketchOf, type Sketch } from './text-likeness.ts';

/** Instructions that can make a layer with files in it. */
export const layerKeywords: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

export interface ComparedStep extends BuildStep {
  readonly text: InstructionText;
  readonly sketch: Sketch;
  /** The builder may have noted nothing. */
  readonly isOptional: boolean;
}

export interface ComparedEntry {
  readonly text: EntryText;
  readonly sketch: Sketch;
  readonly isBlank: boolean;
  /** A CMD or ENTRYPOINT that others follow as they follow a base image. */
  readonly closesBase: boolean;
}

export interface Sides {
  readonly steps: readonly ComparedStep[];
  /** The upper part of the history: more of it than any Dockerfile of this size explains. */
  readonly entries: readonly ComparedEntry[];
  /** How many entries lie below `entries`. */
  readonly offset: number;
  /** Where the base image ends, if that is known: entries from here on are all above it. */
  readonly floor: number | null;
}

/** Shells that SHELL sets anywhere, in the Dockerfile or in the history, and the usual ones; the longest first. */
function shellsOf(steps: readonly BuildStep[], history: readonly HistoryEntry[]): string[] {
  const own = steps
    .filter(({ instruction }) => instruction.keyword === 'SHELL' && instruction.json)
    .map(({ instruction }) => (instruction.json ?? []).map(({ value }) => value).join(' '));
  const noted = history.flatMap(({ createdBy }) => {
    const at = createdBy.indexOf('SHELL [');
    return at < 0 || createdBy.length > 500 ? [] : [plainText(createdBy.slice(at + 6).replace(/ # buildkit$/, ''))];
  });
  const all = [...new Set([...own, ...noted])].filter((shell) => shell !== '').slice(0, 50);
  return [...all, ...defaultShells].sort((a, b) => b.length - a.length);
}

/** What the history says of the values that the build was given. */
function givenArguments(
  dockerfile: Dockerfile,
  history: readonly HistoryEntry[],
  shells: readonly string[],
): Map<string, string> {
  const known = declaredArguments(dockerfile);
  const given = new Map<string, string>();
  if (known.size === 0) return given;
  for (const { createdBy } of history) {
    for (const [name, value] of buildArgumentsOf(createdBy, shells, known)) if (known.has(name)) given.set(name, value);
    const [, declared] = /^ARG ([A-Za-z_]\w*=.*)$/.exec(createdBy) ?? [];
    if (declared === undefined) continue;
    const equals = declared.indexOf('=');
    const name = declared.slice(0, equals);
    // Of several in one entry it can't be told where a value ends.
    if (known.has(name) && !/ [A-Za-z_]\w*(?:=|$| )/.test(declared)) given.set(name, declared.slice(equals + 1));
  }
  return given;
}

const isPlain = ({ createdBy, comment }: HistoryEntry): boolean =>
  !comment.startsWith('buildkit') && !createdBy.endsWith('# buildkit') && !createdBy.includes('#(nop)');

/** kaniko writes the instructions as they are, and notes those alone that made a layer. */
function notesLayersAlone(history: readonly HistoryEntry[]): boolean {
  const plain = history.filter(isPlain).map(({ createdBy }) => /^[A-Z]+(?= )/.exec(createdBy)?.[0] ?? '');
  const isLayer = (keyword: string): boolean => layerKeywords.has(keyword);
  const settings = ['ENV', 'CMD', 'ENTRYPOINT', 'USER', 'LABEL', 'EXPOSE', 'ARG', 'VOLUME'];
  return plain.some(isLayer) && !plain.some((keyword) => settings.includes(keyword));
}

function compareSteps(
  dockerfile: Dockerfile,
  steps: readonly BuildStep[],
  variables: BuildVariables,
  layersAlone: boolean,
): ComparedStep[] {
  return steps.map((step) => {
    const text = readInstructionText(dockerfile, step.instruction, variables);
    variables.pass(step.instruction);
    const isSetting = !layerKeywords.has(text.keyword);
    const isOptional = step.onbuild !== null || text.keyword === 'ONBUILD' || (layersAlone && isSetting);
    return { ...step, text, sketch: sketchOf(text.text), isOptional };
  });
}

/** `isOwn`: whether the entry is known to be above the base image. */
function compareEntries(
  history: readonly HistoryEntry[],
  shells: readonly string[],
  isOwn: (index: number) => boolean,
): ComparedEntry[] {
  const texts = history.map((entry) => readEntryText(entry, shells));
  const compared: ComparedEntry[] = [];
  let hasLayerAbove = false;
  const above = new Set<string>();
  for (let index = texts.length - 1; index >= 0; index--) {
    const text = texts[index]!;
    const closes = text.keyword === 'CMD' || text.keyword === 'ENTRYPOINT';
    compared.push({
      text,
      sketch: sketchOf(text.text),
      isBlank: history[index]!.createdBy.trim() === '',
      closesBase: closes && !isOwn(index) && (hasLayerAbove || above.has(text.keyword)),
    });
    hasLayerAbove ||= text.makesLayer;
    above.add(text.keyword);
  }
  return compared.reverse();
}

export function readSides(dockerfile: Dockerfile, history: readonly HistoryEntry[]): Sides {
  const bare = stepsOfFinalImage(dockerfile);
  const stage = finalStageOf(dockerfile);
  const isScratch = stage !== null && baseImageOf(dockerfile, stage).toLowerCase() === 'scratch';
  const floor = isScratch ? 0 : floorFromComments(dockerfile, history);
  const offset = Math.max(floor ?? 0, history.length - (2 * bare.length + 64));
  const upper = history.slice(offset);
  const shells = shellsOf(bare, upper);
  const variables = new BuildVariables(dockerfile, givenArguments(dockerfile, upper, shells), isScratch ? '/' : null);
  return {
    steps: compareSteps(dockerfile, bare, variables, notesLayersAlone(upper)),
    entries: compareEntries(upper, shells, () => floor !== null),
    offset,
    floor,
  };
}

/** Instructions that are often made of each other: they may be one instruction, edited. */
const isAkin = (one: string, other: string): boolean =>
  one === other || (one === 'COPY' && other === 'ADD') || (one === 'ADD' && other === 'COPY');

const pointsFor = { same: 24, hidden: 18, setting: 12, edited: 2, alike: 14, alikeSetting: 6 } as const;
const costOf = { layer: 8, setting: 4, closed: 80 } as const;
/** An edited line is taken for the lowest where so much of its text is the same. */
const alikeEnough = 0.3;

export function likeness(step: ComparedStep, entry: ComparedEntry): Likeness {
  return entry.isBlank ? 'other' : step.text.compare(entry.text);
}

/** How much of an edited line is the same; null where it can't be the line of this entry. */
export function editedLikeness(step: ComparedStep, entry: ComparedEntry): number | null {
  if (entry.isBlank || !isAkin(step.text.keyword, entry.text.keyword)) return null;
  return likenessOf(step.sketch, entry.sketch);
}

function pointsOf(step: ComparedStep, entry: ComparedEntry): number {
  if (!isAkin(step.text.keyword, entry.text.keyword)) return 0;
  const alike = likeness(step, entry);
  const isLayer = layerKeywords.has(step.text.keyword);
  if (alike === 'same') return isLayer ? pointsFor.same : pointsFor.setting;
  if (alike === 'hidden') return pointsFor.hidden;
  const common = editedLikeness(step, entry);
  if (common === null) return 0;
  return pointsFor.edited + Math.round(common * (isLayer ? pointsFor.alike : pointsFor.alikeSetting));
}

/** The two sides as the alignment wants them. */
export function toSequences({ steps, entries, offset, floor }: Sides): Sequences {
  const costOfEntry = ({ text, isBlank }: ComparedEntry): number =>
    isBlank ? 0 : text.makesLayer ? costOf.layer : costOf.setting;
  const beginsAt = (column: number): boolean => {
    if (column === 0) return floor === offset;
    const { keyword } = entries[column - 1]!.text;
    return keyword === 'CMD' || keyword === 'ENTRYPOINT';
  };
  const firstNeeded = Math.max(0, steps.findIndex(({ isOptional }) => !isOptional)); // prettier-ignore
  return {
    rows: steps.length,
    columns: entries.length,
    pair: (row, column) => pointsOf(steps[row]!, entries[column]!),
    mayBegin(row, column, points) {
      // What is the same has more points than any edited line.
      const common = layerKeywords.has(steps[row]!.text.keyword) ? pointsFor.alike : pointsFor.alikeSetting;
      return points >= pointsFor.edited + alikeEnough * common || (row <= firstNeeded && beginsAt(column));
    },
    missing(row) {
      const { isOptional, text } = steps[row]!;
      return isOptional ? 0 : layerKeywords.has(text.keyword) ? costOf.layer : costOf.setting;
    },
    skipped: (column) => (entries[column]!.closesBase ? costOf.closed : costOfEntry(entries[column]!)),
    above: (column) => costOfEntry(entries[column]!),
    below: (column) => (floor === null ? 0 : costOfEntry(entries[column]!)),
  };
}
