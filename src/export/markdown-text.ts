import { visibleText } from '../bytes/text.ts';
import { formatBytes } from '../bytes/units.ts';
import type { ChangeReport } from '../report/report.ts';

/**
 * Text from images as Markdown text: on one line, nothing in it taken for markup (CommonMark 0.31, 2.4) or, on GitHub,
 * for a link or a mention. What is markup only at the start of a line is escaped only there.
 */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]<>|~&#@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/www(?=\.)/gi, '$&\\')
    .replace(/^\d{1,9}(?=[.)])/, '$&\\')
    .replace(/^[+=-]/, '\\$&');
}

/** Text as a code span; its fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const shown = visibleText(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A table (GFM 4.10) of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A code block whose fence is longer than any in the text. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** What a change saves, and how that is known. */
export function savesText({ saves, range }: Pick<ChangeReport, 'saves' | 'range'>): string {
  if (saves !== null) return formatBytes(saves);
  return range ? `about ${formatBytes(range.least)} to ${formatBytes(range.most)} (estimate)` : 'not measured';
}
