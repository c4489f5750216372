import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/bytes/text.ts';
import type { Cataloger } from '../../src/packages/cataloger.ts';
import type { FoundPackage, ImagePackage } from '../../src/packages/package.ts';
import { pythonRecord } from '../../src/packages/catalogers/python-record.ts';
import { python } from '../../src/packages/catalogers/python.ts';
import { packagesOfText } from '../support/image-packages.ts';

/** A list of packages, `name version` a line; `?` in place of one that cannot be read. */
const list: Cataloger = {
  id: 'list',
  title: 'list',
  names: ['list'],
  selects: () => true,
  mostBytes: 1000,
  read: ({ bytes }) => {
    const lines = decodeText(bytes).split('\n').filter(Boolean);
    const packages = lines.flatMap((line): FoundPackage[] => {
      const [name = '', version = null] = line.split(' ');
      return name === '?' ? [] : [{ type: 'npm', name, version, licences: [] }];
    });
    return { packages, unknowns: lines.includes('?') ? ['is broken'] : [] };
  },
};

const line = ({ name, version, layer, hidden }: ImagePackage): string =>
  `${name} ${version} layer ${layer}${hidden ? `, ${hidden.how} in ${hidden.in}` : ''}`;

async function read(text: string): Promise<string[]> {
  return (await packagesOfText(text, [list])).packages.map(line);
}

describe('packages through the layers of an image', () => {
  test('what a later state of a list still has came with the first', async () => {
    expect(
      await read(`
        layer  RUN a
          db/list  "a 1\\nb 1"
        layer  RUN b
          db/list  "a 1\\nb 1\\nc 1"
      `),
    ).toEqual(['a 1 layer 0', 'b 1 layer 0', 'c 1 layer 1']);
  });

  test('what it lacks, or has in another version, was replaced there', async () => {
    expect(
      await read(`
        layer  RUN a
          db/list  "a 1\\nb 1"
        layer  RUN b
          db/list  "b 2"
      `),
    ).toEqual(['a 1 layer 0, overwritten in 1', 'b 1 layer 0, overwritten in 1', 'b 2 layer 1']);
  });

  test('a list that was deleted hides all that it told of, and one that comes back brings them anew', async () => {
    expect(
      await read(`
        layer  RUN a
          db/list  "a 1"
        layer  RUN b
          db/.wh.list  0
        layer  RUN c
          db/list  "a 1"
      `),
    ).toEqual(['a 1 layer 0, deleted in 1', 'a 1 layer 2']);
  });

  test('a folder that was deleted hides it, too', async () => {
    expect(
      await read(`
        layer  RUN a
          db/list  "a 1"
        layer  RUN b
          .wh.db  0
      `),
    ).toEqual(['a 1 layer 0, deleted in 1']);
  });

  test('a list that is replaced by something else hides it', async () => {
    expect(
      await read(`
        layer  RUN a
          db/list  "a 1"
        layer  RUN b
          db/list -> other
      `),
    ).toEqual(['a 1 layer 0, overwritten in 1']);
  });

  test('what cannot be read of a later state is not taken to be gone', async () => {
    const { packages, unknowns } = await packagesOfText(
      `
        layer  RUN a
          db/list  "a 1\\nb 1"
        layer  RUN b
          db/list  "b 2\\n?"
      `,
      [list],
    );
    expect(packages.map(line)).toEqual(['a 1 layer 0', 'b 1 layer 0', 'b 2 layer 1']);
    expect(unknowns).toEqual([{ cataloger: 'list', path: '/db/list', layer: 1, reason: 'is broken' }]);
  });

  test('each place that tells of a package is told', async () => {
    const { packages } = await packagesOfText(
      `
        layer  RUN a
          x/list  "a 1"
          y/list  "a 1"
      `,
      [list],
    );
    expect(packages.map(({ path }) => path)).toEqual(['/x/list', '/y/list']);
  });

  test('a file that is too large is unknown', async () => {
    const { packages, unknowns } = await packagesOfText(
      `
        layer  RUN a
          x/list  "${'a'.repeat(1001)}"
      `,
      [list],
    );
    expect([packages, unknowns.map(({ reason }) => reason)]).toEqual([[], ['is larger than 1.00 kB']]);
  });
});

test('what a RECORD lists belongs to the package that METADATA beside it tells of', async () => {
  const { packages } = await packagesOfText(
    `
      layer  RUN pip install a
        lib/a-1.dist-info/METADATA  "Name: a\\nVersion: 1\\n"
        lib/a-1.dist-info/RECORD  "a.py,,\\n../bin/a,,\\ngone.py,,\\na-1.dist-info/METADATA,,\\n"
        lib/a.py  500
        bin/a  30
        lib/b.py  7000
    `,
    [python, pythonRecord],
  );
  expect(packages.map(({ name, files, bytes }) => [name, files, bytes])).toEqual([['a', 3, 549]]);
});
