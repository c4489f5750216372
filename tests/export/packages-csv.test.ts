import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagesCsv } from '../../src/export/packages-csv.ts';
import { vulnerabilitiesCsv } from '../../src/export/vulnerabilities-csv.ts';
import { billInput, hostileBill, searchedImage } from './sample-bills.ts';
import { written } from './sample-findings.ts';

const golden = join(import.meta.dirname, '../golden/export');

test.each([packagesCsv, vulnerabilitiesCsv])('$id of an image', async (format) => {
  // A checkout may change line ends; that they are CRLF is for csv.test.ts.
  const text = written(format, billInput(searchedImage())).replaceAll('\r\n', '\n');
  await expect(text).toMatchFileSnapshot(join(golden, format.fileName));
});

test.each([packagesCsv, vulnerabilitiesCsv])(
  '$id: every line has the cells of the head, hostile names too',
  (format) => {
    const cellsOf = (line: string): number => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(',').length;
    const [head, ...lines] = written(format, billInput(searchedImage(), hostileBill())).split('\r\n').slice(0, -1);
    expect(lines).toHaveLength(8);
    expect(lines.map(cellsOf)).toEqual(lines.map(() => cellsOf(head!)));
  },
);

test('they are offered where there is something', () => {
  const offered = [searchedImage(), searchedImage({ lookups: null }), searchedImage({ packages: null })].map((image) =>
    [packagesCsv, vulnerabilitiesCsv].map((format) => format.isOffered!(billInput(image).report)),
  );
  expect(offered).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
