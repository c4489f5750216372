import { formatBytes, formatCount } from '../bytes/units.ts';
import type { ContextReport } from '../report/report.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';

const longestList = 20;

const figures = ({ files, bytes }: { files: number; bytes: number }): string[] => [
  formatCount(files),
  formatBytes(bytes),
];

/** What is sent of a folder that is built from, and what of it should not be. */
export function contextSection({ folder, files, bytes, sent, risky }: ContextReport): string[] {
  const more = risky.length - longestList;
  const named = risky.slice(0, longestList).map((path) => `- ${codeSpan(path)}`);
  return [
    `## Build context ${escapeMarkdown(folder)}`,
    table(
      ['what', 'files', 'size'],
      [
        ['in the folder', ...figures({ files, bytes })],
        ['sent to the builder now', ...figures(sent.now)],
        ['sent with the proposed .dockerignore', ...figures(sent.proposed)],
      ],
    ),
    ...(risky.length > 0
      ? ['### Sent, and should not be', [...named, ...(more > 0 ? [`- and ${formatCount(more)} more`] : [])].join('\n')]
      : []),
  ];
}
