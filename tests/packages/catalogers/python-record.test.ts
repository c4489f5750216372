import { expect, test } from 'vitest';
import { processorTime } from '../../secrets/processor-time.ts';
import { pythonRecord } from '../../../src/packages/catalogers/python-record.ts';
import type { Cataloged } from '../../../src/packages/package.ts';
import { fileOf } from './files-of-image.ts';

const site = '/usr/lib/python3.11/site-packages';
const read = (text: string, path = `${site}/a-1.dist-info/RECORD`): Cataloged =>
  pythonRecord.read(fileOf(path, text)) as Cataloged;

test.each([
  [`${site}/a-1.dist-info/RECORD`, true],
  [`${site}/a-1.egg-info/installed-files.txt`, true],
  ['/data/RECORD', false],
  [`${site}/a-1.dist-info/installed-files.txt`, false],
])('%s: %s', (path, is) => {
  expect(pythonRecord.selects(path)).toBe(is);
});

test('names the file that tells of the package, and what belongs to it', () => {
  const text =
    'a/__init__.py,sha256=x,12\r\n../../../bin/a,sha256=y,3\n"a/b,""c"".py",,\n/etc/a.conf,,\na-1.dist-info/RECORD,,\n';
  expect(read(text)).toEqual({
    packages: [],
    unknowns: [],
    listing: {
      of: `${site}/a-1.dist-info/METADATA`,
      paths: [
        `${site}/a/__init__.py`,
        '/usr/bin/a',
        `${site}/a/b,"c".py`,
        '/etc/a.conf',
        `${site}/a-1.dist-info/RECORD`,
      ],
    },
  });
});

test('the list of an egg is relative to its own folder', () => {
  expect(read('../a.py\nPKG-INFO\n', `${site}/a-1.egg-info/installed-files.txt`).listing).toEqual({
    of: `${site}/a-1.egg-info/PKG-INFO`,
    paths: [`${site}/a.py`, `${site}/a-1.egg-info/PKG-INFO`],
  });
});

test('a list without an end is cut, and that is told', () => {
  const { listing, unknowns } = read('a\n'.repeat(150_000));
  expect(listing?.paths).toHaveLength(100_000);
  expect(unknowns).toEqual(['lists more than 100,000 files']);
});

test('paths that lead above the root end there', () => {
  expect(read(`${'../'.repeat(5000)}etc/passwd,,\n`).listing?.paths).toEqual(['/etc/passwd']);
});

test('a quote without an end takes no long time', () => {
  const text = `"${'a""'.repeat(300_000)}\n${'"'.repeat(500_001)}\n`;
  expect(processorTime(() => read(text), 2)).toBeLessThan(500);
});
