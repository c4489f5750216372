import type { Figure } from '../outlook/figure.ts';
import type { FigureReport } from './report.ts';

/** Shows a text without the secrets in it. */
export type Hide = (text: string) => string;

export function figureReport(figure: Figure, hide: Hide): FigureReport {
  if (figure.kind === 'unknown') return { kind: 'unknown', value: null, basis: hide(figure.reason) };
  const { kind, value, basis, isPartial } = figure;
  return { kind, value, basis: hide(basis), ...(isPartial ? { partial: true as const } : {}) };
}
