import type { DiffRow } from './diff-rows.ts';

const context = 3;
const worthFolding = 4;

export type Stretch = { readonly kind: 'rows' | 'folded'; readonly from: number; readonly rows: readonly DiffRow[] };

/** Folds long stretches of unchanged lines, but for a few beside each change. */
export function foldRows(rows: readonly DiffRow[]): Stretch[] {
  const stretches: Stretch[] = [];
  const push = (kind: Stretch['kind'], from: number, to: number): void => {
    if (to > from) stretches.push({ kind, from, rows: rows.slice(from, to) });
  };
  let shownFrom = 0;
  for (let at = 0; at < rows.length;) {
    if (rows[at]!.kind !== 'same') {
      at++;
      continue;
    }
    const start = at;
    while (at < rows.length && rows[at]!.kind === 'same') at++;
    const from = start === 0 ? 0 : start + context;
    const to = at === rows.length ? at : at - context;
    if (to - from < worthFolding) continue;
    push('rows', shownFrom, from);
    push('folded', from, to);
    shownFrom = to;
  }
  push('rows', shownFrom, rows.length);
  return stretches;
}
