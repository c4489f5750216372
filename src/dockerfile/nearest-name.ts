/** A name that differs in this many characters is another one; BuildKit (as Terraform) draws the line here. */
const farthest = 3;

/** How far a name is from another; `limit` and above are all the same. */
type Distance = (from: string, to: string, limit: number) => number;

/** Characters to change, add or leave out. Looks at a band of the table only. */
const levenshtein: Distance = (from, to, limit) => bandedDistance(from, to, limit, false);

/** As well two that changed places, as one mistake (optimal string alignment). */
const damerau: Distance = (from, to, limit) => bandedDistance(from, to, limit, true);

function bandedDistance(from: string, to: string, limit: number, withSwaps: boolean): number {
  const [a, b] = [[...from], [...to]];
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before = new Map<number, number>();
  let above = new Map<number, number>();
  for (let column = 0; column < limit; column++) above.set(column, column);
  for (let row = 1; row <= a.length; row++) {
    const here = new Map<number, number>();
    for (let column = Math.max(0, row - limit + 1); column < Math.min(b.length + 1, row + limit); column++) {
      const changed = (above.get(column - 1) ?? limit) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const added = (here.get(column - 1) ?? limit) + 1;
      const left = (above.get(column) ?? limit) + 1;
      const isSwap = withSwaps && row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? (before.get(column - 2) ?? limit) + 1 : limit;
      here.set(column, column === 0 ? row : Math.min(changed, added, left, swapped));
    }
    [before, above] = [above, here];
  }
  return Math.min(above.get(b.length) ?? limit, limit);
}

function nearestBy(distance: Distance, name: string, names: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least = farthest;
  for (const other of names) {
    const found = distance(name, other, least);
    if (found >= least) continue;
    least = found;
    nearest = other;
  }
  return nearest;
}

/** The name that is most like `name`, the first where several are; null where none is. Case counts. As BuildKit has it. */
export const nearestName = (name: string, names: Iterable<string>): string | null =>
  nearestBy(levenshtein, name, names);

/** The same where two characters that changed places are one mistake, as they are to whoever types: RNU is RUN, not ENV. */
export const likeliestName = (name: string, names: Iterable<string>): string | null => nearestBy(damerau, name, names);
