// Parser directives: `# syntax=…`, `# escape=…`, `# check=…` at the very top, each once; the first line that is none
// ends them. https://docs.docker.com/reference/dockerfile/#parser-directives
import { lineBounds, skipBlanks } from './logical-text.ts';
import type { SyntaxProblem } from './model.ts';

const known: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

export interface Directives {
  readonly values: ReadonlyMap<string, string>;
  readonly escape: string;
  readonly problems: readonly SyntaxProblem[];
  /** Start of the first line that is no directive. */
  readonly next: number;
}

function readDirective(line: string): { name: string; value: string } | null {
  if (!line.startsWith('#')) return null;
  const equals = line.indexOf('=');
  if (equals < 0) return null;
  const name = line.slice(1, equals).trim().toLowerCase();
  const value = line.slice(equals + 1).trim();
  return known.has(name) && value !== '' ? { name, value } : null;
}

export function readDirectives(text: string, from: number): Directives {
  const values = new Map<string, string>();
  const problems: SyntaxProblem[] = [];
  let at = from;
  while (at < text.length) {
    const { stop, next } = lineBounds(text, at, text.length);
    const start = skipBlanks(text, at, stop);
    const directive = readDirective(text.slice(start, stop));
    if (!directive) break;
    const { name, value } = directive;
    if (values.has(name)) {
      problems.push({ message: `the ${name} directive is given twice; expected once`, start, end: stop });
    } else if (name === 'escape' && value !== '\\' && value !== '`') {
      problems.push({ message: 'the escape directive takes a backslash or a backtick', start, end: stop });
    } else values.set(name, value);
    at = next;
  }
  return { values, escape: values.get('escape') ?? '\\', problems, next: at };
}
