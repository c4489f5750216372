import { severities } from '../lint/config.ts';
import type { DockerfileReport, Finding, ImageReport, Report } from '../report/report.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';

/** `12:5–14:3`, `12:5–9` within a line; the instruction's line alone where no exact place is known. */
function placeOf({ at, line }: Finding): string {
  if (!at) return String(line ?? '');
  const end = at.endLine === at.line ? String(at.endColumn) : `${at.endLine}:${at.endColumn}`;
  return `${at.line}:${at.column}–${end}`;
}

const codesOf = ({ code, also }: Finding): string =>
  escapeMarkdown(code) +
  (also.length > 0 ? `, also ${also.map((other) => escapeMarkdown(other.code)).join(', ')}` : '');

function saidBy({ message, fix }: Finding): string {
  return escapeMarkdown(message) + (fix ? ` (fix: ${escapeMarkdown(fix.title)})` : '');
}

export function findingsTable(findings: readonly Finding[]): string {
  return table(
    ['line', 'severity', 'rule', 'finding'],
    findings.map((finding) => [placeOf(finding), finding.severity, codesOf(finding), saidBy(finding)]),
  );
}

export function imageFindings({ findings }: ImageReport): string[] {
  if (findings.length === 0) return [];
  return [
    '### Findings',
    table(
      ['layer', 'path', 'severity', 'rule', 'finding'],
      findings.map((finding) => [
        String(finding.layer ?? ''),
        finding.path === undefined ? '' : codeSpan(finding.path),
        finding.severity,
        codesOf(finding),
        saidBy(finding),
      ]),
    ),
  ];
}

/** How many findings each of several Dockerfiles has. */
export function dockerfilesOverview(dockerfiles: readonly DockerfileReport[]): string[] {
  if (dockerfiles.length < 2) return [];
  const count = (findings: readonly Finding[]): string[] =>
    severities.map((severity) => String(findings.filter((finding) => finding.severity === severity).length));
  return [
    '## Dockerfiles',
    table(
      ['file', ...severities],
      dockerfiles.map(({ file, findings }) => [escapeMarkdown(file), ...count(findings)]),
    ),
  ];
}

/** What each rule that found something has to say, once. */
export function rulesSection({ images, dockerfiles }: Report): string[] {
  const helps = new Map<string, string>();
  for (const { findings } of [...images, ...dockerfiles]) {
    for (const { code, help } of findings) if (help !== '' && !helps.has(code)) helps.set(code, help);
  }
  if (helps.size === 0) return [];
  const codes = [...helps].sort(([a], [b]) => (a < b ? -1 : 1));
  return ['## Rules', codes.map(([code, help]) => `- **${escapeMarkdown(code)}**: ${escapeMarkdown(help)}`).join('\n')];
}
