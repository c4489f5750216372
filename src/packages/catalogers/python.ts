// What is installed beside a Python package: `<name>.dist-info/METADATA` of a wheel, and its forerunners PKG-INFO in a folder
// `<name>.egg-info` or in an egg's EGG-INFO, and the file `<name>.egg-info` of distutils ("Core metadata specifications" and
// "Recording installed projects", packaging.python.org). The header block only: a description may stand behind it.
import type { Cataloger } from '../cataloger.ts';
import { Findings } from '../findings.ts';
import { headerFields, type HeaderField } from '../header-block.ts';
import { licenceOf } from '../licences.ts';
import type { Cataloged } from '../package.ts';

const places = /\.dist-info\/METADATA$|\.egg-info\/PKG-INFO$|\.egg\/EGG-INFO\/PKG-INFO$|[^/]\.egg-info$/;
/** What says that nothing is said. */
const unsaid = /^(?:unknown|none|n\/a|)$/i;

const firstOf = (fields: readonly HeaderField[], name: string): string | null =>
  fields.find((field) => field.name === name)?.value || null;

/** The first line: some give the whole text of a licence. `|` begins the lines of a text that was folded. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^[\s|]+/, '').trim());
  return lines.find((line) => line !== '') ?? '';
}

/** An expression where there is one; else the one of the field and the classifiers that says which licence it is. */
function licencesOf(fields: readonly HeaderField[]): string[] {
  const expression = firstOf(fields, 'license-expression');
  if (expression) return [expression];
  const field = firstLine(firstOf(fields, 'license') ?? '');
  const written = unsaid.test(field) ? [] : [field];
  const classifiers = fields
    .filter(({ name, value }) => name === 'classifier' && value.startsWith('License :: '))
    .map(({ value }) => value)
    .filter((value) => value !== 'License :: OSI Approved');
  if (classifiers.length === 0 || licenceOf(written).expression) return written;
  return written.length === 0 || licenceOf(classifiers).expression ? classifiers : written;
}

/** An egg is a folder of its own; the files of other packages lie among those of others. */
function folderOf(path: string): { folder?: string } {
  const egg = path.endsWith('.egg/EGG-INFO/PKG-INFO') ? path.slice(0, -'/EGG-INFO/PKG-INFO'.length) : null;
  return egg ? { folder: egg } : {};
}

function read(path: string, bytes: Uint8Array): Cataloged {
  const findings = new Findings();
  const fields = headerFields(bytes);
  const name = firstOf(fields, 'name');
  const version = firstOf(fields, 'version');
  if (name) findings.add({ type: 'pypi', name, version, licences: licencesOf(fields), ...folderOf(path) });
  if (!name) findings.miss('names no package');
  else if (!version) findings.miss('gives no version');
  return findings.result();
}

export const python: Cataloger = {
  id: 'python-metadata',
  title: 'metadata of an installed Python package',
  names: ['METADATA', 'PKG-INFO'],
  endings: ['.egg-info'],
  selects: (path) => places.test(path),
  mostBytes: 1_000_000,
  read: ({ path, bytes }) => read(path, bytes),
  // Of a longer file, its description is what makes it so.
  stream(path, head) {
    const kept = head.slice();
    return { take: () => undefined, end: () => read(path, kept) };
  },
};
