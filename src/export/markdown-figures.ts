import { formatBytes, formatCount } from '../bytes/units.ts';
import type { BeforeAfterReport, FigureReport } from '../report/report.ts';
import { escapeMarkdown } from './markdown-text.ts';

/** `at most`: seconds that are a bound. */
type Unit =
  BeforeAfterReport['figures'][number]['unit'] | BeforeAfterReport['deployment']['results'][number]['unit'] | 'at most';

const words: Record<Unit, (value: number) => string> = {
  bytes: formatBytes,
  count: formatCount,
  'at most': (value) => `at most ${value.toFixed(1)} s`,
  seconds: (value) => `${value.toFixed(1)} s`,
  minutes: (value) => `${value.toFixed(1)} min`,
  dollars: (value) => `$${value.toFixed(2)}`,
};

/** What it is, and whether that was counted. */
export function figureText({ kind, value, basis, partial }: FigureReport, unit: Unit): string {
  if (value === null) return `not known: ${escapeMarkdown(basis)}`;
  const rest = unit === 'at most' ? ', not all timed' : ' and more';
  return `${words[unit](value)}${partial ? rest : ''} (${kind})`;
}
