import { identityOf } from '../../image/shared-layers.ts';
import type { LayerBlob } from '../../image/model.ts';

/** shared: the very same layer. rebuilt: the same command made another one. before, after: of one image only. */
export type LayerPairKind = 'shared' | 'rebuilt' | 'before' | 'after';

/** Layers of two images side by side, by their numbers. */
export interface LayerPair {
  readonly kind: LayerPairKind;
  readonly before: number | null;
  readonly after: number | null;
}

export interface ComparedLayers {
  readonly pairs: readonly LayerPair[];
  readonly shared: number;
  /** So many layers at the base are the same; where the images part is behind them. */
  readonly common: number;
}

type Key = string | null;
type Match = readonly [before: number, after: number];

/** Layers as they stand side by side, by what they are called; whether that is true, verifying them tells. */
export function compareLayers(before: readonly LayerBlob[], after: readonly LayerBlob[]): ComparedLayers {
  const ids = [before.map(identityOf), after.map(identityOf)] as const;
  const commands = [before.map(commandKey), after.map(commandKey)] as const;
  const pairs: LayerPair[] = [];
  const gap = (from: Match, to: Match): void => {
    const rebuilt = matchInOrder(commands[0].slice(from[0], to[0]), commands[1].slice(from[1], to[1]));
    const found = rebuilt.map(([was, is]): Match => [was + from[0], is + from[1]]);
    inGaps(found, from, to, (start, end) => pushAlone(pairs, start, end), (was, is) => pairs.push({ kind: 'rebuilt', before: was, after: is })); // prettier-ignore
  };
  const shared = matchInOrder(ids[0], ids[1]);
  inGaps(shared, [0, 0], [before.length, after.length], gap, (was, is) =>
    pairs.push({ kind: 'shared', before: was, after: is }),
  );
  let common = 0;
  while (ids[0][common] && ids[0][common] === ids[1][common]) common++;
  return { pairs, shared: shared.length, common };
}

const commandKey = ({ command }: LayerBlob): Key => command || null;

function pushAlone(pairs: LayerPair[], [fromBefore, fromAfter]: Match, [toBefore, toAfter]: Match): void {
  for (let at = fromBefore; at < toBefore; at++) pairs.push({ kind: 'before', before: at, after: null });
  for (let at = fromAfter; at < toAfter; at++) pairs.push({ kind: 'after', before: null, after: at });
}

/** Goes through two lists: what lies between matches, and the matches, in their order. */
function inGaps(
  matches: readonly Match[],
  from: Match,
  to: Match,
  between: (from: Match, to: Match) => void,
  at: (before: number, after: number) => void,
): void {
  let start = from;
  for (const match of matches) {
    between(start, match);
    at(...match);
    start = [match[0] + 1, match[1] + 1];
  }
  between(start, to);
}

/** Equal items that stand in the same order in both lists, as many as can: of items that repeat, the first with the first. */
function matchInOrder(before: readonly Key[], after: readonly Key[]): Match[] {
  const places = new Map<string, number[]>();
  after.forEach((key, at) => {
    if (key === null) return;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  });
  const used = new Map<string, number>();
  const pairs = before.flatMap((key, at): Match[] => {
    if (key === null) return [];
    const turn = used.get(key) ?? 0;
    used.set(key, turn + 1);
    const place = places.get(key)?.[turn];
    return place === undefined ? [] : [[at, place]];
  });
  return longestRising(pairs);
}

/** The longest part of the pairs in which the second number rises as the first one does (patience sorting). */
function longestRising(pairs: readonly Match[]): Match[] {
  const ends: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, after], at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle] as number]![1] < after) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = at;
  });
  const found: Match[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] as number) found.push(pairs[at]!);
  return found.reverse();
}

/** By layer of each image, a number that says which are the same; -1 where nothing tells. */
export function layerIds(
  before: readonly LayerBlob[],
  after: readonly LayerBlob[],
): { before: number[]; after: number[] } {
  const numbers = new Map<string, number>();
  const idOf = (layer: LayerBlob): number => {
    const identity = identityOf(layer);
    if (identity === null) return -1;
    const known = numbers.get(identity) ?? numbers.size;
    numbers.set(identity, known);
    return known;
  };
  return { before: before.map(idOf), after: after.map(idOf) };
}
