import type { ProposedLine } from '../../build-context/context-audit.ts';

/** Names that a line of .dockerignore can't say. */
const unwritable = /[\p{Cc}\p{Cs}\uFFFD]|^\s|\s$/u;

/** The pattern for one very file or folder; null where no line can say it. */
export function literalPattern(path: string): string | null {
  if (path === '' || unwritable.test(path)) return null;
  return path.replace(/[\\*?[]/g, '\\$&').replace(/^[#!]/, '\\$&');
}

/** The user's own lines as they are, and lines behind them. */
export function appendLines(given: string | null, added: readonly string[]): string {
  const end = given?.includes('\r\n') ? '\r\n' : '\n';
  const lines = added.map((line) => `${line}${end}`).join('');
  if (given === null || given.trim() === '') return lines;
  return `${given}${given.endsWith('\n') ? '' : end}${lines}`;
}

/** Each reason once, as a comment above the lines that it stands for. */
export function linesWithReasons(lines: readonly ProposedLine[]): string[] {
  const written: string[] = [];
  let reason = '';
  for (const line of lines) {
    if (line.reason !== reason && !line.pattern.startsWith('!')) {
      reason = line.reason;
      written.push(`# ${reason}`);
    }
    written.push(line.pattern);
  }
  return written;
}
