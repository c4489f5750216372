import { formatBytes, formatCount } from '../bytes/units.ts';
import type { BeforeAfterReport, ChecklistReport, Report } from '../report/report.ts';
import { figureText } from './markdown-figures.ts';
import { escapeMarkdown, savesText, table } from './markdown-text.ts';

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
