import type { BasesReport, BroughtReport, OtherBaseReport } from '../report/bases-report.ts';
import type { ImageReport } from '../report/report.ts';
import { kindWord, withoutVerdict } from '../outlook/base-variants/variant-words.ts';
import { figureText } from './markdown-figures.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';

const broughtRow = (who: string, { size, packages, flaws }: BroughtReport): string[] => [
  who,
  figureText(size, 'bytes'),
  figureText(packages, 'count'),
  figureText(flaws, 'count'),
];

function saidOf({ kind, verdict, why, advised, note }: OtherBaseReport): string {
  const said = [`${verdict ?? withoutVerdict({ kind })}.`, ...why, note, advised ? '' : 'Not advised.'];
  return said
    .filter((text) => text !== '')
    .map(escapeMarkdown)
    .join(' ');
}

function otherRow(other: OtherBaseReport): string[] {
  return [
    `${codeSpan(other.reference)} (${kindWord(other)})`,
    figureText(other.size, 'bytes'),
    figureText(other.packagesGone, 'count'),
    figureText(other.flawsGone, 'count'),
    saidOf(other),
  ];
}

function todayText({ today, reason }: BasesReport): string[] {
  if (!today) return reason === null ? [] : [escapeMarkdown(reason)];
  const said = [...today.past, today.how].filter((text) => text !== '').map(escapeMarkdown);
  return [[`Today it is ${codeSpan(today.reference)}.`, ...said].join(' ')];
}

/** What the base brings against what is yours, and what other bases would take away; nothing where nobody asked for it. */
export function basesSection({ bases }: ImageReport): string[] {
  if (!bases) return [];
  const rows = [broughtRow('the base image', bases.base), broughtRow('yours', bases.yours)];
  const others =
    bases.others.length === 0
      ? []
      : [
          table(
            ['other base', 'size', 'packages that go', 'known flaws that go', 'what the image says'],
            bases.others.map(otherRow),
          ),
          'Whether a tag is published, only its registry tells. Flaws that come with another base are not known here. What each figure rests on, and of which day a size is, stands in the JSON report.',
        ];
  return [
    '### The base image and others',
    table(['what brings it', 'stored', 'packages', 'known flaws'], rows),
    ...todayText(bases),
    ...others,
  ];
}
