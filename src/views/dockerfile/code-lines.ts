import type { Finding, Severity } from '../../lint/finding.ts';

export const severities: readonly Severity[] = ['error', 'warning', 'info', 'style'];

/** The gravest of some findings. */
export function worst(findings: readonly Finding[]): Severity | null {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;
}

/** A piece of a line, and the gravest finding at it. */
export interface CodePiece {
  readonly text: string;
  readonly severity: Severity | null;
}

export interface CodeLine {
  readonly number: number;
  readonly pieces: readonly CodePiece[];
  /** Findings that start here. */
  readonly findings: readonly Finding[];
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
}

/** Where a finding starts: its exact place, else its instruction. */
export function lineOf(finding: Finding): number {
  return finding.at?.line ?? finding.line ?? 0;
}

/**
 * Comments of hadolint name codes of letters and digits; BuildKit's names stand in none. No comment makes a build go on that
 * stops.
 */
export const canIgnore = ({ code, line = 0 }: Finding): boolean =>
  /^[A-Z]+\d+$/.test(code) && code !== 'DL1000' && line > 0;

/** Of a range over several lines the first is marked: the whole of a long RUN underlined says nothing. */
function markOf({ at, severity }: Finding, length: number): Mark | null {
  if (!at) return null;
  const end = at.endLine > at.line ? length : at.endColumn - 1;
  return { start: at.column - 1, end: Math.min(length, Math.max(end, at.column)), severity };
}

function cut(text: string, findings: readonly Finding[]): CodePiece[] {
  const marks = findings.flatMap((finding) => markOf(finding, text.length) ?? []);
  if (marks.length === 0) return [{ text, severity: null }];
  const edges = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])]);
  const points = [...edges].filter((point) => point <= text.length).sort((a, b) => a - b);
  return points.slice(0, -1).map((start, at) => {
    const end = points[at + 1] ?? text.length;
    const over = new Set(marks.filter((mark) => mark.start <= start && mark.end >= end).map((mark) => mark.severity));
    return { text: text.slice(start, end), severity: severities.find((severity) => over.has(severity)) ?? null };
  });
}

/** The text line by line, cut where findings start and end. */
export function codeLines(text: string, findings: readonly Finding[]): CodeLine[] {
  const byLine = new Map<number, Finding[]>();
  for (const finding of findings) {
    const line = lineOf(finding);
    const known = byLine.get(line);
    if (known) known.push(finding);
    else byLine.set(line, [finding]);
  }
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '' && lines.length > 1) lines.pop();
  return lines.map((line, at) => {
    const own = byLine.get(at + 1) ?? [];
    return { number: at + 1, pieces: cut(line, own), findings: own };
  });
}
