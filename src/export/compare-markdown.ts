import { formatBytes, formatCount } from '../bytes/units.ts';
import type { ComparedFileChange, ComparedLayer, CompareReport, LayerSide } from '../report/compare-report.ts';
import {
  compareNotes,
  differenceText,
  changeWords,
  figureText,
  layerWords,
  partingSentence,
} from '../report/compare-words.ts';
import type { ComparedVulnerability } from '../report/compare-packages.ts';
import type { Report } from '../report/report.ts';
import type { ExportFormat } from './export-format.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';
import { inPieces } from './pieces.ts';
import { secretPlace, secretTitle } from './secret-words.ts';

const longestList = 20;
const longestText = 100;

/** What is too long loses its middle: a path's end says most. */
function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= longestText) return text;
  const end = Math.floor(longestText * 0.6);
  return `${characters.slice(0, longestText - end - 1).join('')}…${characters.slice(-end).join('')}`;
}

const code = (text: string): string => codeSpan(cut(text));
const valueCell = (value: string | null): string => (value === null ? '' : value === '' ? '(empty)' : code(value));
const more = (rest: number, what: string): string[] => (rest > 0 ? [`and ${formatCount(rest)} more ${what}.`] : []);
const nameOf = ({ reference, file }: CompareReport['before']): string => reference ?? file;

function summary({ figures, ci, files }: CompareReport): string {
  const said = ['stored', 'visible'].flatMap((id) => {
    const figure = figures.find((one) => one.id === id);
    if (!figure || figure.before === null || figure.after === null) return [];
    const { title, unit, before, after } = figure;
    return `${title}: **${differenceText(before, after, unit)}** (${figureText(before, unit)} → ${figureText(after, unit)}).`;
  });
  const { added, modified, removed } = files;
  const counts = `${formatCount(added.files)} ${added.files === 1 ? 'file' : 'files'} added, ${formatCount(modified.files)} changed, ${formatCount(removed.files)} removed.`;
  const failing = ci.newlyFailing.length;
  const rules = failing === 0 ? [] : [`**${failing === 1 ? 'One CI rule fails' : `${failing} CI rules fail`} that passed before.**`]; // prettier-ignore
  return [...said, counts, ...rules].join(' ');
}

const figuresTable = ({ figures }: CompareReport): string =>
  table(
    ['figure', 'before', 'after', 'difference'],
    figures
      .filter(({ before, after }) => before !== null || after !== null)
      .map(({ title, unit, before, after }) => [
        escapeMarkdown(title),
        figureText(before, unit),
        figureText(after, unit),
        before === null || after === null ? '' : differenceText(before, after, unit),
      ]),
  );

function ciSection({ ci }: CompareReport): string[] {
  const { before, after, source, newlyFailing } = ci;
  const rows = after.rules.map(({ id, setting, verdict, message }, at) => [
    id,
    code(setting),
    before.rules[at]?.verdict ?? '',
    `${verdict}${newlyFailing.includes(id) ? ' (new)' : ''}`,
    escapeMarkdown(message),
  ]);
  return [
    `### CI rules: ${after.verdict}`,
    ...(source === 'default' ? ['The thresholds are those that dive has where no `.dive-ci` sets others.'] : []),
    table(['rule', 'set to', 'before', 'after', 'why'], rows),
  ];
}

function filesSection({ files }: CompareReport): string[] {
  const { added, modified, removed, unchanged, timeOnly, directories, largest } = files;
  const row = (name: string, { files: count, before, after }: typeof added): string[] => [
    name,
    formatCount(count),
    formatBytes(before),
    formatBytes(after),
    differenceText(before, after, 'bytes'),
  ];
  const rows = [row('added', added), row('changed', modified), row('removed', removed), row('unchanged', unchanged)];
  const dirs = directories.added + directories.modified + directories.removed;
  const beside = [
    ...(timeOnly > 0 ? [`${formatCount(timeOnly)} of the unchanged differ in their time alone.`] : []),
    ...(dirs > 0
      ? [`Directories: ${formatCount(directories.added)} added, ${formatCount(directories.modified)} changed, ${formatCount(directories.removed)} removed.`] // prettier-ignore
      : []),
  ];
  const shown = largest.slice(0, longestList);
  const all = added.files + modified.files + removed.files;
  return [
    '### Files',
    table(['', 'files', 'before', 'after', 'difference'], rows),
    ...(beside.length > 0 ? [beside.join(' ')] : []),
    ...(shown.length > 0
      ? [
          '### What changed most',
          table(['path', 'change', 'before', 'after', 'difference'], shown.map(changeRow)),
          ...more(all - shown.length, 'in the JSON report'),
        ]
      : []),
  ];
}

function changeRow({ path, kind, before, after, differs, attributes = [] }: ComparedFileChange): string[] {
  const why = escapeMarkdown(cut(changeWords(differs, attributes)));
  return [
    code(path),
    kind === 'modified' ? `changed: ${why}` : kind,
    before === null ? '' : formatBytes(before),
    after === null ? '' : formatBytes(after),
    differenceText(before ?? 0, after ?? 0, 'bytes'),
  ];
}

const layerCell = (side: LayerSide | null): string =>
  side ? `${side.index}: ${formatBytes(side.size)} ${code(side.command || '(no history)')}` : '';
const layerRow = ({ kind, before, after }: ComparedLayer): string[] => [
  layerWords[kind],
  layerCell(before),
  layerCell(after),
];

/** Of what is shared, only that it is. */
function layersSection(compare: CompareReport): string[] {
  const own = compare.layers.pairs.filter(({ kind }) => kind !== 'shared');
  if (own.length === 0) return ['### Layers', partingSentence(compare)];
  return [
    '### Layers',
    partingSentence(compare),
    table(['', 'before', 'after'], own.slice(0, longestList).map(layerRow)),
    ...more(own.length - longestList, 'layers in the JSON report'),
  ];
}

function configSection({ config }: CompareReport): string[] {
  if (config.length === 0) return ['### Configuration', 'No change.'];
  const rows = config
    .slice(0, longestList * 2)
    .map(({ field, name, kind, before, after }) => [
      name === null ? field : `${field} ${code(name)}`,
      kind === 'modified' ? 'changed' : kind,
      valueCell(before),
      valueCell(after),
    ]);
  return [
    '### Configuration',
    table(['field', 'change', 'before', 'after'], rows),
    ...more(config.length - longestList * 2, 'in the JSON report'),
  ];
}

function packagesSection({ packages }: CompareReport): string[] {
  if (packages.length === 0) return [];
  const versions = (all: readonly string[]): string => all.map((one) => code(one || 'unknown')).join(', ');
  const rows = packages
    .slice(0, longestList)
    .map(({ type, name, change, before, after }) => [code(name), type, change, versions(before), versions(after)]);
  return [
    '### Packages',
    table(['package', 'type', 'change', 'before', 'after'], rows),
    ...more(packages.length - longestList, 'in the JSON report'),
  ];
}

/** Only what is shown is put into words: there may be very many. */
function listOf<T>(title: string, items: readonly T[], words: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, longestList).map((item) => `- ${words(item)}`);
  return [`### ${title}`, shown.join('\n'), ...more(items.length - longestList, 'in the JSON report')];
}

function* parts(report: Report, compare: CompareReport): Generator<string> {
  const { before, after, secrets, findings, unknowns } = compare;
  yield `## ${code(nameOf(before))} → ${code(nameOf(after))}`;
  for (const note of compareNotes(compare)) yield `> ${escapeMarkdown(note)}`;
  yield summary(compare);
  yield figuresTable(compare);
  yield* ciSection(compare);
  yield* filesSection(compare);
  yield* layersSection(compare);
  yield* configSection(compare);
  const secret = (one: (typeof secrets.new)[number]): string => `${escapeMarkdown(secretTitle(one))}: ${code(secretPlace(one))}`; // prettier-ignore
  const finding = ({ code: rule, message, path }: (typeof findings.new)[number]): string =>
    `${escapeMarkdown(rule)}: ${escapeMarkdown(cut(message))}${path === undefined ? '' : ` (${code(path)})`}`;
  yield* listOf('New secrets', secrets.new, secret);
  yield* listOf('Secrets that are gone', secrets.ended, secret);
  yield* listOf('New hardening findings', findings.new, finding);
  yield* listOf('Hardening findings that are gone', findings.ended, finding);
  yield* packagesSection(compare);
  const flaw = ({ id, severity, name, version, fixed }: ComparedVulnerability): string =>
    `${escapeMarkdown(id)} (${severity}): ${code(`${name} ${version ?? ''}`)}, ${fixed === null ? 'no fix' : `fixed in ${code(fixed)}`}`;
  yield* listOf('New vulnerabilities', compare.vulnerabilities.new, flaw);
  yield* listOf('Vulnerabilities that are gone', compare.vulnerabilities.ended, flaw);
  yield* listOf('Not compared', unknowns, ({ part, reason }) => `${escapeMarkdown(part)}: ${escapeMarkdown(reason)}`);
  yield `Made by Plimsoll ${report.tool.version}.`;
}

/** Each part a paragraph of its own. */
function* lines(report: Report): Generator<string> {
  if (!report.compare) return;
  let open = false;
  for (const part of parts(report, report.compare)) {
    yield open ? `\n\n${part}` : part;
    open = true;
  }
  yield '\n';
}

export const compareMarkdown: ExportFormat = {
  id: 'compare-markdown',
  title: 'Comparison, Markdown',
  purpose: 'What changed between two images, and the CI rules that fail now, for a pull request.',
  group: 'people',
  fileName: 'plimsoll-compare.md',
  mediaType: 'text/markdown',
  isOffered: ({ compare }) => compare !== undefined,
  write: ({ report }) => inPieces(lines(report)),
};
