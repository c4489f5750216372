/** A name that differs in this many characters is another one; BuildKit (as Terraform) draws the line here. */
const farthest = 3;

/** Characters to change, add or leave out; `limit` and above are all the same. Looks at a band of the table only. */
function distance(from: string, to: string, limit: number): number {
  const [a, b] = [[...from], [...to]];
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let above = new Map<number, number>();
  for (let column = 0; column < limit; column++) above.set(column, column);
  for (let row = 1; row <= a.length; row++) {
    const here = new Map<number, number>();
    for (let column = Math.max(0, row - limit + 1); column < Math.min(b.length + 1, row + limit); column++) {
      const changed = (above.get(column - 1) ?? limit) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const added = (here.get(column - 1) ?? limit) + 1;
      const left = (above.get(column) ?? limit) + 1;
      here.set(column, column === 0 ? row : Math.min(changed, added, left));
    }
    above = here;
  }
  return Math.min(above.get(b.length) ?? limit, limit);
}

/** The name that is most like `name`, the first where several are; null where none is. Case counts. */
export function nearestName(name: string, names: Iterable<string>): string | null {
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
