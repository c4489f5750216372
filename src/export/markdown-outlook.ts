import { formatBytes, formatCount } from '../bytes/units.ts';
import type { BeforeAfterReport, ChecklistReport, FigureReport, Report } from '../report/report.ts';
import { escapeMarkdown, savesText, table } from './markdown-text.ts';

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

function figureText({ kind, value, basis, partial }: FigureReport, unit: Unit): string {
  if (value === null) return `not known: ${escapeMarkdown(basis)}`;
  const rest = unit === 'at most' ? ', not all timed' : ' and more';
  return `${words[unit](value)}${partial ? rest : ''} (${kind})`;
}

const sizeBetween = (most: number, least = most): string =>
  least < most ? `${formatBytes(least)} to ${formatBytes(most)}` : formatBytes(most);

function unmeasuredLine(count: number): string[] {
  if (count === 0) return [];
  return [count === 1 ? 'One more is not measured.' : `${formatCount(count)} more are not measured.`];
}

function beforeAfterSection({ figures, journey, deployment }: BeforeAfterReport): string[] {
  const steps = journey?.steps ?? [];
  return [
    '## Before and after',
    table(
      ['what', 'today', 'with the better Dockerfile'],
      figures.map(({ title, unit, today, better }) => [
        escapeMarkdown(title),
        figureText(today, unit === 'seconds' ? 'at most' : unit),
        figureText(better, unit === 'seconds' ? 'at most' : unit),
      ]),
    ),
    ...(journey && steps.length > 0
      ? [
          '### Where the bytes go',
          table(
            ['change', 'saves', 'size then (estimated)', 'risk', 'how to test it'],
            steps.map((step) => [
              escapeMarkdown(step.title),
              savesText(step),
              sizeBetween(step.after, step.afterLeast),
              step.risk,
              escapeMarkdown(step.test),
            ]),
          ),
          ...unmeasuredLine(journey.notMeasured.length),
        ]
      : []),
    '### Where it runs',
    table(
      ['what', 'formula', 'today', 'with the better Dockerfile'],
      deployment.results.map(({ title, formula, unit, today, better }) => [
        escapeMarkdown(title),
        escapeMarkdown(formula),
        figureText(today, unit),
        figureText(better, unit),
      ]),
    ),
  ];
}

function evidenceText({ text, code, line, layer }: ChecklistReport['items'][number]['evidence'][number]): string {
  const places = [
    code,
    line === undefined ? undefined : `line ${line}`,
    layer === undefined ? undefined : `layer ${layer}`,
  ];
  const known = places.filter((place) => place !== undefined);
  return escapeMarkdown(known.length > 0 ? `${text} (${known.join(', ')})` : text);
}

function checklistSection({ items }: ChecklistReport): string[] {
  return [
    '## Checklist',
    table(
      ['item', 'state', 'evidence'],
      items.map(({ title, state, evidence }) => [escapeMarkdown(title), state, evidence.map(evidenceText).join(' ')]),
    ),
  ];
}

/** What the better Dockerfile makes of it, and the guide's checklist, where they are in the report. */
export function outlookSections({ beforeAfter, checklist }: Report): string[] {
  return [...(beforeAfter ? beforeAfterSection(beforeAfter) : []), ...(checklist ? checklistSection(checklist) : [])];
}
