import { formatBytes, formatCount } from '../bytes/units.ts';
import type { ImageReport, WastePartReport } from '../report/report.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';

const mostParts = 3;
const mostDirectories = 3;

const layerText = (layer: number, madeBy: WastePartReport['storedBy']): string =>
  `layer ${layer}${madeBy ? ` (${codeSpan(madeBy.file)}, line ${madeBy.line})` : ''}`;

const partText = ({ storedIn, storedBy, goneIn, hiddenBy, bytes }: WastePartReport): string =>
  `${formatBytes(bytes)}: ${layerText(storedIn, storedBy)}, hidden by ${layerText(goneIn, hiddenBy)}`;

function firstOf(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return [...texts.slice(0, most), ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join('; ');
}

/** Why bytes are wasted; what weighs nothing is left out. */
export function wasteGroupsSection({ wasteGroups }: ImageReport): string[] {
  const groups = wasteGroups.filter(({ bytes }) => bytes > 0);
  if (groups.length === 0) return [];
  return [
    '### What is wasted, and why',
    table(
      ['cause', 'wasted', 'files', 'where', 'stored and hidden by', 'what to do'],
      groups.map(({ title, bytes, files, directories, parts, advice }) => [
        escapeMarkdown(title),
        formatBytes(bytes),
        formatCount(files),
        firstOf(
          directories.filter((directory) => directory.bytes > 0).map(({ path }) => codeSpan(path)),
          mostDirectories,
        ),
        firstOf(parts.filter((part) => part.bytes > 0).map(partText), mostParts),
        escapeMarkdown(advice),
      ]),
    ),
  ];
}
