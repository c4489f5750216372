import { format } from 'prettier';
import { formatBytes } from '../../src/bytes/units.ts';
import { escapeMarkdown, table } from '../../src/export/markdown-text.ts';
import {
  releases,
  type BaseFamily,
  type BaseVariant,
  type Lifecycle,
  type Noted,
} from '../../src/optimize/base-image/base-image-facts.ts';

/** Above it the page is written by hand. */
export const pageMarker =
  '<!-- From here on the page is made from the facts: tests/optimize/base-images-page.test.ts -->';

const orNone = (text: string): string => (text === '' ? '–' : text);
const notedCell = ({ source, date }: Noted): string => escapeMarkdown(`${source} (${date})`);
const userOf = ({ user }: BaseVariant): string => (user.id === 0 ? 'root' : `${user.name} (${user.id})`);
const tagsOf = ({ tags }: BaseVariant): string => tags.map((tag) => (tag === '' ? 'no word' : `\`${tag}\``)).join(', ');

function sizeOf({ sizes }: BaseVariant): string {
  if (!sizes) return '–';
  const { compressed, uncompressed, of } = sizes;
  return `≈ ${formatBytes(compressed)} / ${formatBytes(uncompressed)} (\`${of}\`)`;
}

function systemOf({ libc, shell, packages }: BaseVariant): string {
  const library = libc === 'none' ? 'no C library' : libc;
  const manager = packages === 'none' ? 'no package manager' : (packages ?? 'package manager by version');
  return `${library}, ${shell === 'none' ? 'no shell' : shell}, ${manager}`;
}

const rowOf = (variant: BaseVariant): string[] => [
  tagsOf(variant),
  variant.kind,
  systemOf(variant),
  userOf(variant),
  sizeOf(variant),
  orNone(escapeMarkdown(variant.lacks)),
  notedCell(variant),
];

const head = ['word in the tag', 'what', 'system', 'runs as', 'transferred / on disk', 'lacks', 'source (date)'];

function familySection(family: BaseFamily): string {
  const { names, title, user, distroless, deprecated } = family;
  const [first = ''] = names;
  const lines = [`### ${escapeMarkdown(first)}`, `${escapeMarkdown(title)}.`];
  if (names.length > 1)
    lines.push(
      `Also: ${names
        .slice(1)
        .map((name) => `\`${name}\``)
        .join(', ')}.`,
    );
  if (user) lines.push(`It comes with the user ${user.name} (${user.id}).`);
  if (distroless.length > 0) {
    const others = distroless.map(({ name, version }) => `\`${name}\` for ${version}`);
    lines.push(`Without a shell: ${others.join(', ')}.`);
  }
  if (deprecated) lines.push(`${deprecated.why} Instead: ${deprecated.instead}. Source: ${notedCell(deprecated)}.`);
  return `${lines.join('\n\n')}\n\n${table(head, family.variants.map(rowOf))}`;
}

function lifecycleRows({ product, ends, ...noted }: Lifecycle): string[][] {
  return ends.map(({ version, endOfLife }) => [`${product} ${version}`, endOfLife, '–', notedCell(noted)]);
}

/** The part of docs/base-images.md below its marker. */
export function baseImagesPage(families: readonly BaseFamily[]): Promise<string> {
  const lifecycles = new Set(families.flatMap(({ lifecycle }) => lifecycle ?? []));
  const releaseRows = releases.map(({ distribution, version, word, endOfLife, note, ...noted }) => [
    `${distribution} ${version}${distribution === 'Alpine' ? '' : ` (${word})`}`,
    endOfLife,
    orNone(escapeMarkdown(note)),
    notedCell(noted),
  ]);
  const rows = [...releaseRows, ...[...lifecycles].flatMap(lifecycleRows)];
  const text = [
    '## Families and their variants',
    ...families.map(familySection),
    `## End of life\n\n${table(['version', 'last day', 'note', 'source and date'], rows)}`,
  ].join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 120 });
}
