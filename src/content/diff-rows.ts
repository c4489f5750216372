import { diffArrays } from 'diff';

/** A piece of a line; `changed`: it is not in the other version of the line. */
export interface Part {
  readonly text: string;
  readonly changed: boolean;
}

export interface Side {
  /** From 1. */
  readonly line: number;
  readonly parts: readonly Part[];
}

/** A line of the comparison: the same on both sides, changed, or on one side alone. */
export interface DiffRow {
  readonly kind: 'same' | 'changed';
  readonly before: Side | null;
  readonly after: Side | null;
}

// Where comparing takes longer than this, the texts have next to nothing in common.
const timeout = 500;
const likeness = 0.35;
const largestBlock = 60;

/** Compares two texts line by line, and the words of lines that are versions of each other. */
export function diffRows(before: string, after: string): DiffRow[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const blocks = diffArrays(old, fresh, { timeout }) ?? [
    { value: old, removed: true, added: false, count: old.length },
    { value: fresh, removed: false, added: true, count: fresh.length },
  ];
  const rows: DiffRow[] = [];
  const at = { before: 1, after: 1 };
  let removed: string[] = [];
  const flush = (added: string[]): void => {
    rows.push(...pairBlock(removed, added, at));
    removed = [];
  };
  for (const block of blocks) {
    if (block.removed) removed = block.value;
    else if (block.added) flush(block.value);
    else {
      flush([]);
      for (const text of block.value) {
        const parts = [{ text, changed: false }];
        rows.push({ kind: 'same', before: { line: at.before++, parts }, after: { line: at.after++, parts } });
      }
    }
  }
  flush([]);
  return rows;
}

/** An option as a shell has it, `--no-cache-dir`, is one word; so is each sign between words. */
function diffWords(before: string, after: string): ReturnType<typeof diffArrays<string>> {
  const wordsOf = (line: string): string[] => line.match(/\s+|[\w-]+|[^\s\w-]/gu) ?? [];
  return diffArrays(wordsOf(before), wordsOf(after));
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The lines that were replaced, beside those that replaced them: like beside like. */
function pairBlock(removed: string[], added: string[], at: { before: number; after: number }): DiffRow[] {
  const rows: DiffRow[] = [];
  for (const [before, after] of align(removed, added)) {
    const words = before !== null && after !== null ? diffWords(before, after) : null;
    const side = (text: string | null, line: () => number, kept: 'removed' | 'added'): Side | null => {
      if (text === null) return null;
      const other = kept === 'removed' ? 'added' : 'removed';
      const parts = words
        ?.filter((word) => !word[other])
        .map((word) => ({ text: word.value.join(''), changed: word[kept] }));
      return { line: line(), parts: parts ?? [{ text, changed: false }] };
    };
    rows.push({
      kind: 'changed',
      before: side(before, () => at.before++, 'removed'),
      after: side(after, () => at.after++, 'added'),
    });
  }
  return rows;
}

type Pair = [before: string | null, after: string | null];

/** Keeps the order of both sides, and finds the pairing with the most text in common. */
function align(removed: string[], added: string[]): Pair[] {
  const alone: Pair[] = [...removed.map((line): Pair => [line, null]), ...added.map((line): Pair => [null, line])];
  if (removed.length === 0 || added.length === 0) return alone;
  if (removed.length > largestBlock || added.length > largestBlock) return alone;
  const alike = removed.map((before) => added.map((after) => inCommon(before, after)));
  const best = Array.from({ length: removed.length + 1 }, () => new Array<number>(added.length + 1).fill(0));
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      const paired = alike[i]![j]! > 0 ? alike[i]![j]! + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < removed.length || j < added.length) {
    const [before, after] = [removed[i], added[j]];
    if (after === undefined) pairs.push([removed[i++]!, null]);
    else if (before === undefined) pairs.push([null, added[j++]!]);
    else if (alike[i]![j]! > 0 && best[i]![j] === alike[i]![j]! + best[i + 1]![j + 1]!) {
      pairs.push([before, after]);
      i++;
      j++;
    } else if (best[i]![j] === best[i + 1]![j]) pairs.push([removed[i++]!, null]);
    else pairs.push([null, added[j++]!]);
  }
  return pairs;
}

/** The characters that two lines share, 0 where they are no versions of each other. */
function inCommon(before: string, after: string): number {
  const shared = diffWords(before, after)
    .filter((part) => !part.added && !part.removed)
    .reduce((sum, part) => sum + part.value.join('').trim().length, 0);
  return shared / Math.max(1, Math.min(before.trim().length, after.trim().length)) >= likeness ? shared : 0;
}
