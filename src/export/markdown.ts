import { formatBytes, formatCount } from '../bytes/units.ts';
import type { CiVulnerabilityResult, DockerfileReport, ImageReport, Report } from '../report/report.ts';
import type { ExportFormat } from './export-format.ts';
import { basesSection } from './markdown-bases.ts';
import { contextSection } from './markdown-context.ts';
import { outlookSections } from './markdown-outlook.ts';
import { dockerfilesOverview, findingsTable, imageFindings, rulesSection } from './markdown-findings.ts';
import { codeSpan, escapeMarkdown, fenced, savesText, table } from './markdown-text.ts';
import { inPieces, rest } from './pieces.ts';
import { packagesSection } from './markdown-packages.ts';
import { secretsSection } from './markdown-secrets.ts';
import { vulnerabilitiesSection } from './markdown-vulnerabilities.ts';
import { wasteGroupsSection } from './markdown-waste.ts';

const longestList = 20;

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

function figuresSection(image: ImageReport): string[] {
  const { sizes, efficiency } = image;
  const wasted = sizes.overwritten + sizes.deleted;
  return [
    `## ${escapeMarkdown(image.reference ?? image.file)}`,
    table(
      ['what', 'value'],
      [
        ...tagsRow(image),
        ['platform', escapeMarkdown(image.platform)],
        ['id', codeSpan(image.id)],
        ['stored', formatBytes(sizes.stored)],
        ['visible', formatBytes(sizes.visible)],
        [
          'wasted',
          `${formatBytes(wasted)} (${formatBytes(sizes.deleted)} deleted, ${formatBytes(sizes.overwritten)} overwritten)`,
        ],
        ['repeated by a second path', formatBytes(sizes.duplicated)],
        ['efficiency', percent(efficiency.score)],
        ["dive's efficiency", percent(efficiency.dive.efficiency)],
        ...baseRows(image),
      ],
    ),
    '### Layers',
    table(
      ['#', 'size', 'wasted', 'added', 'modified', 'removed', 'command'],
      image.layers.map((layer) => [
        String(layer.index),
        formatBytes(layer.size),
        formatBytes(layer.wasted),
        String(layer.added),
        String(layer.modified),
        String(layer.removed),
        codeSpan(shorten(layer.command || '(no history)', 100)),
      ]),
    ),
  ];
}

function* imageSection(image: ImageReport): Generator<string> {
  yield* figuresSection(image);
  yield* wasteGroupsSection(image);
  yield* wastedSection(image);
  yield* ciSection(image);
  yield* secretsSection(image);
  yield* vulnerabilitiesSection(image);
  yield* packagesSection(image);
  yield* basesSection(image);
  yield* imageFindings(image);
  yield '### Not analysed';
  yield image.unknowns
    .map((unknown) => `- ${escapeMarkdown(unknown.part)}: ${escapeMarkdown(unknown.reason)}`)
    .join('\n');
}

/** The names beyond the one in the title. */
function tagsRow({ reference, tags }: ImageReport): string[][] {
  const others = tags.filter((tag) => tag !== reference);
  if (others.length === 0) return [];
  const more = others.length - longestList;
  const rest = more > 0 ? [`and ${formatCount(more)} more`] : [];
  return [['also tagged', [...others.slice(0, longestList).map(codeSpan), ...rest].join(', ')]];
}

function baseRows({ base, yours }: ImageReport): string[][] {
  if (base.from === 'none') return [['base image', 'not known']];
  const layers = `${base.layers} ${base.layers === 1 ? 'layer' : 'layers'}${base.estimate ? ' (estimate)' : ''}`;
  const sums = ({ stored, wasted }: ImageReport['yours']): string =>
    `${formatBytes(stored)} stored, ${formatBytes(wasted)} wasted`;
  return [
    ['base image', `${base.name === null ? '' : `${codeSpan(base.name)}, `}${layers}, ${sums(base)}`],
    ['yours', sums(yours)],
  ];
}

/** The rule that dive does not have. */
function vulnerabilityRow(rule: CiVulnerabilityResult | undefined): string[][] {
  if (!rule) return [];
  const { setting, withFixOnly, verdict, message } = rule;
  const set = `${codeSpan(shorten(setting, 100))}${withFixOnly === 'true' ? ', with a fix only' : ''}`;
  return [['highestVulnerability', set, verdict, escapeMarkdown(message)]];
}

function ciSection({ ci }: ImageReport): string[] {
  if (!ci) return [];
  return [
    `### CI rules: ${ci.verdict}`,
    table(
      ['rule', 'set to', 'verdict', 'why'],
      ci.rules
        .map(({ id, setting, verdict, message }) => [
          id,
          codeSpan(shorten(setting, 100)),
          verdict,
          escapeMarkdown(message),
        ])
        .concat(vulnerabilityRow(ci.vulnerabilities)),
    ),
  ];
}

function wastedSection(image: ImageReport): string[] {
  const shown = image.wasted.filter((wasted) => wasted.bytes > 0).slice(0, longestList);
  if (shown.length === 0) return [];
  const rest = image.wasted.length - shown.length;
  return [
    '### Largest wasted files',
    table(
      ['path', 'size', 'stored in layer', 'gone in layer', 'why'],
      shown.map((file) => [
        codeSpan(file.path),
        formatBytes(file.bytes),
        file.storedIn.join(', '),
        String(file.goneIn),
        file.reason,
      ]),
    ),
    ...(rest > 0 ? [`and ${formatCount(rest)} more in the JSON report.`] : []),
  ];
}

function dockerfileSection({ file, findings, optimized, keptBack = [] }: DockerfileReport): string[] {
  const parts = [`## ${escapeMarkdown(file)}`, findings.length === 0 ? 'No findings.' : findingsTable(findings)];
  if (optimized && optimized.changes.length > 0) {
    parts.push(
      '### Proposed changes',
      table(
        ['change', 'saves', 'why', 'how to test it'],
        optimized.changes.map((change) => [
          escapeMarkdown(change.title),
          savesText(change),
          escapeMarkdown(change.why),
          escapeMarkdown(change.test),
        ]),
      ),
      fenced(optimized.text, 'dockerfile'),
    );
  }
  if (keptBack.length > 0) {
    parts.push(
      '### Not proposed, as something needs it',
      table(
        ['change', 'line', 'what needs it'],
        keptBack.map(({ title, line, reason }) => [escapeMarkdown(title), `${line}`, escapeMarkdown(reason)]),
      ),
    );
  }
  return parts;
}

function* parts(report: Report): Generator<string> {
  yield '# Image audit';
  for (const image of report.images) yield* imageSection(image);
  yield* dockerfilesOverview(report.dockerfiles);
  for (const dockerfile of report.dockerfiles) yield* dockerfileSection(dockerfile);
  for (const context of report.contexts) yield* contextSection(context);
  yield* outlookSections(report);
  yield* rulesSection(report);
  if (report.problems.length > 0) {
    yield '## Problems';
    yield report.problems.map((problem) => `- ${escapeMarkdown(problem.message)}`).join('\n');
  }
  yield `Made by Plimsoll ${report.tool.version}.`;
}

/** Each part a paragraph of its own. Short as they are, some take a look at every package. */
function* lines(report: Report): Generator<string> {
  let open = false;
  for (const part of parts(report)) {
    yield open ? `\n\n${part}` : part;
    yield rest;
    open = true;
  }
  yield '\n';
}

export const markdown: ExportFormat = {
  id: 'markdown',
  title: 'Markdown summary',
  purpose:
    'The figures, the largest waste, secrets, vulnerabilities, findings and proposed changes, for a pull request or a ticket.',
  group: 'people',
  fileName: 'plimsoll-report.md',
  mediaType: 'text/markdown',
  write: ({ report }) => inPieces(lines(report)),
};
