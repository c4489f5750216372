// .plimsoll-patterns: what the user looks for beside the detectors, a line for each:
//   acme-key   error   /acme_(?:live|test)_[A-Za-z0-9]{32}/   Key of the Acme API
// Patterns are regular expressions as in JavaScript, `i` for any case, as far as their time is sure to be short
// (safe-pattern.ts).
import type { Severity } from '../severity.ts';
import type { Detector } from './detector.ts';
import { readSafePattern } from './safe-pattern.ts';

/** A detector as data, which can go to a worker. */
export interface OwnPattern {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly source: string;
  readonly anyCase: boolean;
  readonly anchors: readonly string[];
  readonly reach: number;
}

export interface OwnPatterns {
  readonly patterns: readonly OwnPattern[];
  /** What of the list can't be used, a sentence for each line. */
  readonly problems: readonly string[];
}

export const mostOwnPatterns = 100;
const mostLines = 1000;

const severities: readonly string[] = ['error', 'warning', 'info', 'style'] satisfies Severity[];
const isSeverity = (word: string): word is Severity => severities.includes(word);

/** Where the pattern that begins at a slash ends: the next slash that is neither escaped nor in a class; -1: nowhere. */
function endOfPattern(line: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < line.length; at++) {
    const character = line[at];
    if (character === '\\') at++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at;
  }
  return -1;
}

/** A pattern, or why it can't be used. */
function readLine(line: string): OwnPattern | string {
  const [head, id = '', severity = ''] = /^\s*(\S+)\s+(\S+)\s+(?=\/)/.exec(line) ?? [];
  if (head === undefined) return 'an id, a severity, a /pattern/ and a title were expected';
  const end = endOfPattern(line, head.length);
  if (end < 0) return 'the pattern has no “/” at its end';
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) return `“${id}” is no id: small letters, digits and hyphens make one`;
  if (!isSeverity(severity)) return `“${severity}” is no severity; those are ${severities.join(', ')}`;
  const [, flags = '', title = ''] = /^(\S*)(?:\s+(.*))?$/.exec(line.slice(end + 1).trimEnd()) ?? [];
  if (flags !== '' && flags !== 'i')
    return `“${flags}” behind the pattern was not expected; only i (any case) is known`;
  if (title === '') return 'a title has to stand behind the pattern';
  const source = line.slice(head.length + 1, end);
  const read = readSafePattern(source, flags === 'i');
  if ('refused' in read) return `the pattern is refused: ${read.refused}`;
  return { id: `own-${id}`, severity, title, anyCase: flags === 'i', ...read };
}

export function parseOwnPatterns(text: string): OwnPatterns {
  const patterns: OwnPattern[] = [];
  const problems: string[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, mostLines + 1);
  if (lines.length > mostLines) problems.push(`Only the first ${mostLines} lines were read.`);
  for (const [index, line] of lines.slice(0, mostLines).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const read = readLine(line);
    const problem = typeof read === 'string' ? read : problemBeside(read, patterns);
    if (problem !== null) problems.push(`Line ${index + 1}: ${problem}.`);
    else if (typeof read !== 'string') patterns.push(read);
  }
  return { patterns, problems };
}

function problemBeside({ id }: OwnPattern, patterns: readonly OwnPattern[]): string | null {
  if (patterns.length >= mostOwnPatterns) return `there are more than ${mostOwnPatterns} patterns`;
  return patterns.some((other) => other.id === id) ? `the id ${id.slice(4)} is taken by a line above` : null;
}

/** What the matcher runs. */
export const detectorsOf = (patterns: readonly OwnPattern[]): Detector[] =>
  patterns.map(({ id, severity, title, source, anyCase, anchors, reach }) => ({
    id,
    severity,
    title,
    anchors,
    ...(anyCase ? { anyCase } : {}),
    pattern: new RegExp(source, anyCase ? 'imy' : 'my'),
    reach,
    rotate: 'Revoke it where it was issued.',
  }));
