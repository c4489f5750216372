// Lists of what was installed with a Python package: `<name>.dist-info/RECORD`, lines of CSV with path, hash and size
// ("Recording installed projects", packaging.python.org), and `<name>.egg-info/installed-files.txt` of earlier pips, a path a
// line. They tell of no package: METADATA and PKG-INFO beside them do.
import { decodeText } from '../../bytes/text.ts';
import { formatCount } from '../../bytes/units.ts';
import type { CatalogedFile, Cataloger } from '../cataloger.ts';
import { join } from '../join-path.ts';
import type { Cataloged } from '../package.ts';

const record = '/RECORD';
const installedFiles = '/installed-files.txt';
const mostPaths = 100_000;

/** The first value of a line of CSV; quotes within one that is quoted are doubled. */
function firstValue(line: string): string {
  if (!line.startsWith('"')) return line.slice(0, endOr(line.indexOf(','), line));
  let end = line.indexOf('"', 1);
  while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
  return line.slice(1, endOr(end, line)).replaceAll('""', '"');
}

const endOr = (found: number, line: string): number => (found < 0 ? line.length : found);

/** The file that tells of the package, and the folder that paths are relative to. */
function placesOf(path: string): { of: string; base: string } {
  const info = path.slice(0, path.lastIndexOf('/'));
  if (path.endsWith(installedFiles)) return { of: `${info}/PKG-INFO`, base: info };
  return { of: `${info}/METADATA`, base: info.slice(0, info.lastIndexOf('/')) };
}

function read({ path, bytes }: CatalogedFile): Cataloged {
  const { of, base } = placesOf(path);
  const isCsv = path.endsWith(record);
  const lines = decodeText(bytes).split(/\r?\n/, mostPaths + 1);
  const named = lines.map((line) => (isCsv ? firstValue(line) : line)).filter((name) => name !== '');
  const paths = named.slice(0, mostPaths).map((name) => join(base, name));
  const unknowns = lines.length > mostPaths ? [`lists more than ${formatCount(mostPaths)} files`] : [];
  return { packages: [], unknowns, listing: { of, paths } };
}

export const pythonRecord: Cataloger = {
  id: 'python-record',
  title: 'list of the files of an installed Python package',
  names: ['RECORD', 'installed-files.txt'],
  selects: (path) => path.endsWith(`.dist-info${record}`) || path.endsWith(`.egg-info${installedFiles}`),
  mostBytes: 8_000_000,
  read,
};
