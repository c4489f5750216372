import { statSync } from 'node:fs';
import { timeStream } from './baseline.mjs';
import { timeReport } from './measure.mjs';

/**
 * One line of the table: a figure, what it is compared with, and the bound that it is held against.
 * @typedef {object} Row
 * @property {string} what
 * @property {'ms' | 'bytes' | 'MB/s' | '%' | 'rows'} unit
 * @property {number | null} value null where it could not be measured here
 * @property {{ name: string, value: number } | undefined} [baseline]
 * @property {{ ratio?: number, value?: number, least?: number } | undefined} [bound] as a multiple of the baseline, as it is,
 * or as what the figure has to reach
 * @property {string | undefined} [note]
 */

/** The rows of a case that holds the report's structure against streaming the same bytes. */
export async function structureRows(lab, file, { what, bound }) {
  const times = await lab.alternate({ streaming: timeStream(file, statSync(file).size), structure: timeReport(file) });
  const baseline = { name: 'streaming its bytes', value: times.streaming };
  const note = lab.diveNote(file);
  return [{ what, unit: 'ms', value: times.structure, baseline, bound: bound && { ratio: bound }, note }];
}

/** value ÷ baseline, and whether the bound holds. */
export function judge({ value, baseline, bound }) {
  const ratio = baseline && value !== null ? value / baseline.value : null;
  if (!bound || value === null) return { ratio, verdict: null };
  if (bound.least !== undefined) return { ratio, verdict: value >= bound.least ? 'within' : 'below' };
  const within = bound.ratio === undefined ? value <= bound.value : ratio <= bound.ratio;
  return { ratio, verdict: within ? 'within' : 'above' };
}

function shown(value, unit) {
  if (value === null) return 'not measured';
  if (unit === '%') return `${value.toFixed(1)} %`;
  if (unit === 'rows') return `${value} rows`;
  if (unit === 'MB/s') return `${value.toFixed(0)} MB/s`;
  if (unit === 'ms' && value < 10) return `${value.toFixed(1)} ms`;
  if (unit === 'ms') return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`;
  return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(0)} MB`;
}

function limitOf({ ratio, value, least }, unit) {
  if (least !== undefined) return `at least ${shown(least, unit)}`;
  return `at most ${ratio === undefined ? shown(value, unit) : `${ratio} ×`}`;
}

function line({ what, unit, value, baseline, bound, ratio, verdict, note }) {
  const compared = baseline ? `${ratio?.toFixed(2)} × ${baseline.name} (${shown(baseline.value, unit)})` : '';
  return [what, shown(value, unit), compared, bound ? limitOf(bound, unit) : '', verdict ?? '', note ?? ''];
}

/** The results as a table of text, its columns as wide as they need to be. */
export function printTable(results) {
  const lines = results.flatMap(({ name, notRun, rows }) =>
    notRun ? [[name, 'not run', notRun, '', '', '']] : rows.map(line),
  );
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}
