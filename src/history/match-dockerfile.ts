import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { HistoryEntry } from '../image/model.ts';
import { layerKeywords, readSides, type Sides } from './compare-history.ts';
import type { DockerfileMatch, LineMatch, MatchVerdict } from './dockerfile-match.ts';
import { placeLines, type Placed } from './place-lines.ts';
import { describeMatch } from './verdict-sentence.ts';

/** What a step or an entry counts in the score. */
const weights = { layer: 3, setting: 1 } as const;
/** From here on a Dockerfile is one that was edited since. */
const similarFrom = 0.5;

const weightOf = (makesLayer: boolean): number => (makesLayer ? weights.layer : weights.setting);

/** What a line that stands in the history adds to the score, as a share of its weight. */
function shareOf({ kind, likeness }: Placed): number {
  return kind === 'same' ? 1 : kind === 'unclear' ? 0.5 : likeness / 2;
}

/** Entries above the base image that no line explains. Blank ones say nothing that a line could explain. */
function findUnexplained({ entries, offset, floor }: Sides, placed: readonly Placed[]): number[] {
  const explained = new Set(placed.map(({ entry }) => entry));
  const from = floor === null ? (placed[0]?.entry ?? entries.length) : 0;
  const found: number[] = [];
  // Below what was compared there are entries of ours only where the base image is known and the history far too long.
  if (floor !== null) for (let index = floor; index < offset; index++) found.push(index);
  entries.forEach(({ isBlank }, index) => {
    if (index >= from && !isBlank && !explained.has(index)) found.push(index + offset);
  });
  return found;
}

function scoreOf(sides: Sides, history: readonly HistoryEntry[], placed: readonly Placed[], extra: number[]): number {
  const found = new Map(placed.map((one) => [one.step, one]));
  let got = 0;
  let all = 0;
  sides.steps.forEach(({ text, isOptional }, index) => {
    const one = found.get(index);
    if (!one && isOptional) return;
    const weight = weightOf(layerKeywords.has(text.keyword));
    all += weight;
    if (one) got += weight * shareOf(one);
  });
  for (const index of extra) all += weightOf(!history[index]!.emptyLayer);
  return all === 0 ? 0 : got / all;
}

function judge(sides: Sides, placed: readonly Placed[], extra: readonly number[], score: number): MatchVerdict {
  const found = new Set(placed.map(({ step }) => step));
  const isWhole = sides.steps.every(({ isOptional }, index) => isOptional || found.has(index));
  const isSame = placed.length > 0 && placed.every(({ kind }) => kind !== 'edited');
  if (isWhole && isSame && extra.length === 0 && score >= similarFrom) return 'built';
  const speaks = placed.some(({ kind, step }) => kind === 'same' && makesFiles(sides, step));
  return speaks && score >= similarFrom ? 'similar' : 'other';
}

/** WORKDIR makes the directory. */
function makesFiles({ steps }: Sides, step: number): boolean {
  const { keyword } = steps[step]!.text;
  return layerKeywords.has(keyword) || keyword === 'WORKDIR';
}

/**
 * Which entries' layers can be told to be their own. A builder that makes one layer of all notes it at the last entry, and
 * at others that they made none. Where entries and layers don't go together, nothing is told of any.
 */
function layersOf(
  sides: Sides,
  history: readonly HistoryEntry[],
  placed: readonly Placed[],
  layerCount: number,
): { layerOf: (one: Placed) => number | null; isSquashed: boolean; fits: boolean } {
  const made = history.filter(({ emptyLayer }) => !emptyLayer).length;
  const fits = made === layerCount;
  // Docker up to 1.9 made a layer of every instruction.
  const isEvery = made === history.length;
  const entryOf = ({ entry }: Placed): HistoryEntry => history[entry + sides.offset]!;
  const makers = placed.filter(({ step }) => layerKeywords.has(sides.steps[step]!.text.keyword));
  const withLayer = makers.filter((one) => !entryOf(one).emptyLayer);
  const first = placed[0]?.entry ?? 0;
  const ownLayers = history.slice(first + sides.offset).filter(({ emptyLayer }) => !emptyLayer).length;
  const isLast = !history.at(-1)?.emptyLayer;
  const isSquashed = ownLayers === 1 && isLast && makers.length > withLayer.length;
  const layerOf = (one: Placed): number | null => {
    const isMaker = isEvery || makesFiles(sides, one.step);
    return one.kind === 'same' && fits && !isSquashed && isMaker ? entryOf(one).layer : null;
  };
  return { layerOf, isSquashed, fits };
}

function toLines(sides: Sides, placed: readonly Placed[], layerOf: (one: Placed) => number | null): LineMatch[] {
  const found = new Map(placed.map((one) => [one.step, one]));
  return sides.steps.flatMap(({ instruction, onbuild, text, isOptional }, index): LineMatch[] => {
    const one = found.get(index);
    if (!one && onbuild) return [];
    const { start, line, endLine }: Instruction = onbuild ?? instruction;
    const place = { start, line, endLine, keyword: text.keyword };
    if (!one) return [{ ...place, kind: isOptional ? 'unrecorded' : 'missing', entry: null, layer: null }];
    const entry = one.kind === 'unclear' ? null : one.entry + sides.offset;
    return [{ ...place, kind: one.kind, entry, layer: layerOf(one) }];
  });
}

/** Where the base image ends; null where the lowest lines have no sure place. */
function baseEntriesOf(sides: Sides, placed: readonly Placed[]): number | null {
  const found = new Set(placed.map(({ step }) => step));
  const isWhole = sides.steps.every(({ isOptional }, index) => isOptional || found.has(index));
  const [lowest] = placed;
  const speaks = placed.some(({ kind, step }) => kind === 'same' && makesFiles(sides, step));
  if (!isWhole || !lowest || lowest.kind === 'unclear' || !speaks) return null;
  return sides.floor ?? lowest.entry + sides.offset;
}

const unmapped = (lines: readonly LineMatch[]): LineMatch[] =>
  lines.map((line) => ({
    ...line,
    kind: line.kind === 'unrecorded' ? line.kind : 'missing',
    entry: null,
    layer: null,
  }));

function compare(dockerfile: Dockerfile, history: readonly HistoryEntry[], layerCount: number): DockerfileMatch {
  const sides = readSides(dockerfile, history);
  const isTold = sides.steps.length > 0 && history.some(({ createdBy }) => createdBy.trim() !== '');
  const placed = isTold ? placeLines(sides) : [];
  const unexplained = findUnexplained(sides, placed);
  const score = scoreOf(sides, history, placed, unexplained);
  const verdict = isTold ? judge(sides, placed, unexplained, score) : 'no history';
  const { layerOf, isSquashed, fits } = layersOf(sides, history, placed, layerCount);
  const lines = toLines(sides, placed, layerOf);
  const sentence = describeMatch({ verdict, lines, unexplained, isSquashed, fits, hasSteps: sides.steps.length > 0 });
  if (verdict === 'built' || verdict === 'similar') {
    return { verdict, sentence, score, lines, unexplained, baseEntries: baseEntriesOf(sides, placed) };
  }
  const none = { lines: unmapped(lines), unexplained: [], baseEntries: null };
  return { verdict, sentence, score: verdict === 'other' ? score : 0, ...none };
}

interface Known {
  readonly history: readonly HistoryEntry[];
  readonly layerCount: number;
  readonly match: DockerfileMatch;
}

/** Several ask about the same image. */
const recent = new WeakMap<Dockerfile, Known>();

const countLayers = (history: readonly HistoryEntry[]): number => history.filter(({ layer }) => layer !== null).length;

/** Lays a Dockerfile beside an image's history. */
export function matchDockerfile(
  dockerfile: Dockerfile,
  history: readonly HistoryEntry[],
  layerCount = countLayers(history),
): DockerfileMatch {
  const known = recent.get(dockerfile);
  if (known?.history === history && known.layerCount === layerCount) return known.match;
  const match = compare(dockerfile, history, layerCount);
  recent.set(dockerfile, { history, layerCount, match });
  return match;
}
