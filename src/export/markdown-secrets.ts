import { formatCount } from '../bytes/units.ts';
import type { ImageReport, SecretReport } from '../report/report.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';
import { secretPlace, secretState, secretTitle } from './secret-words.ts';

const longestList = 50;

const row = (secret: SecretReport): string[] => [
  escapeMarkdown(secretTitle(secret)),
  secret.severity,
  codeSpan(secret.line === null ? secretPlace(secret) : `${secretPlace(secret)}:${secret.line}`),
  String(secret.layer ?? ''),
  secretState(secret),
  secret.excerpt === '' ? '' : codeSpan(secret.excerpt),
];

function ignoredNote({ count, unused }: ImageReport['secretsIgnored']): string[] {
  const places = `${formatCount(count)} ${count === 1 ? 'place is' : 'places are'} kept out by the .plimsollignore.`;
  const entries = `${formatCount(unused.length)} of its entries ${unused.length === 1 ? 'fits' : 'fit'} nothing in this image.`;
  const said = [...(count > 0 ? [places] : []), ...(unused.length > 0 ? [entries] : [])];
  return said.length > 0 ? [said.join(' ')] : [];
}

export function secretsSection({ secrets, secretsIgnored }: ImageReport): string[] {
  const note = ignoredNote(secretsIgnored);
  if (secrets.length === 0 && note.length === 0) return [];
  const rest = secrets.length - longestList;
  return [
    '### Secrets',
    ...(secrets.length > 0
      ? [table(['what', 'severity', 'where', 'layer', 'state', 'redacted'], secrets.slice(0, longestList).map(row))]
      : []),
    ...(rest > 0 ? [`and ${formatCount(rest)} more in the JSON report.`] : []),
    ...note,
  ];
}
