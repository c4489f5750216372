import { describe, expect, test } from 'vitest';
import { readTar, type ReadEntry } from '../archive/read-tar.ts';
import { paxHeader, rawTar } from '../archive/raw-tar.ts';
import { archiveOf, clean, cleanBlob, merged, type CleanedImage } from './support.ts';

async function entriesOf({ files, after }: CleanedImage, layer: number): Promise<ReadEntry[]> {
  const { start, end } = after.image.layers[layer]!.range!;
  const { entries, fault } = await readTar(new Uint8Array(await files.after.slice(start, end).arrayBuffer()));
  expect(fault).toBeNull();
  return entries;
}

const namesOf = async (image: CleanedImage, layer: number): Promise<string[]> =>
  (await entriesOf(image, layer)).map(({ path, link, type }) => (type === '1' ? `${path} => ${link}` : path));

async function expectSame(image: CleanedImage): Promise<void> {
  const before = await merged(image, 'before');
  expect(await merged(image, 'after')).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
}

const text = `
  layer  FROM base
    etc/
    etc/passwd  "root"
    usr/lib/x  "lib"
    usr/bin/x => usr/lib/x
  layer  COPY . .
    app/
    app/main.js  "start"  0644  1:2
    app/old.js  "gone"
  empty  ENV A=b
  layer  RUN rm
    app/.wh.old.js
    usr/lib/.wh.x
    app/other.js => app/main.js
    etc/passwd  "app"
`;

describe('all layers', () => {
  test('one entry of each path, whatever became of it', async () => {
    const image = await clean(text, { squashFrom: 0 });
    await expectSame(image);
    expect(image.after.image.layers).toHaveLength(1);
    expect(await namesOf(image, 0)).toEqual([
      'usr/',
      'usr/lib/',
      'usr/bin/',
      'etc/',
      'app/',
      'usr/bin/x',
      'app/main.js',
      'app/other.js => app/main.js',
      'etc/passwd',
    ]);
  });

  test('the history says so', async () => {
    const { after, layers, squashed } = await clean(text, { squashFrom: 0 });
    expect(squashed).toBe(3);
    expect(after.image.history.map(({ createdBy, layer, comment }) => [createdBy, layer, comment])).toEqual([
      ['FROM base', null, 'Plimsoll squashed this layer into that of a later instruction'],
      ['COPY . .', null, 'Plimsoll squashed this layer into that of a later instruction'],
      ['ENV A=b', null, ''],
      [
        'RUN rm',
        0,
        expect.stringMatching(/^Plimsoll squashed 3 layers into this one and removed 3 entries \([\d.]+ kB\)$/),
      ],
    ]);
    expect(layers.map(({ entries, whiteouts }) => [entries, whiteouts])).toEqual([
      [2, 0],
      [1, 0],
      [0, 2],
    ]);
  });

  test('with one time', async () => {
    const image = await clean(text, { squashFrom: 0, time: 7 });
    expect(new Set((await entriesOf(image, 0)).map(({ mtime }) => mtime))).toEqual(new Set([7]));
  });

  test('nothing left is no layer', async () => {
    const image = await clean('layer  A\n  a  "1"\nlayer  B\n  .wh.a\n', { squashFrom: 0 });
    expect(image.after.image.layers).toEqual([]);
    expect(image.layers.map(({ entries, whiteouts, diffId }) => [entries, whiteouts, diffId])).toEqual([
      [1, 0, null],
      [0, 1, null],
    ]);
  });

  test('what global headers say of entries goes with these, and no further', async () => {
    const layers = [
      rawTar([
        paxHeader({ mtime: '1000000000' }, 'g'),
        { name: 'a', body: '1' },
        paxHeader({ uid: '7' }, 'g'),
        { name: 'b' },
      ]),
      rawTar([{ name: 'c', body: '2' }]),
    ];
    const cleaning = { hidden: true, contents: new Set<number>(), paths: new Set<number>(), squashFrom: 0 };
    const image = await cleanBlob(await archiveOf(layers), () => cleaning);
    await expectSame(image);
    expect((await entriesOf(image, 0)).map(({ path, uid, mtime }) => [path, uid, mtime])).toEqual([
      ['a', 0, 1_000_000_000],
      ['b', 7, 1_000_000_000],
      ['c', 0, 0],
    ]);
  });

  test('an odd image keeps its layers', async () => {
    const image = await clean('layer  A\n  a => nothing\nlayer  B\n  b  "1"\n', { squashFrom: 0 });
    expect([image.squashed, image.after.image.layers.length]).toEqual([0, 2]);
  });
});

describe('those above the base', () => {
  test('the base keeps its layers, and what is deleted of it stays hidden', async () => {
    const image = await clean(text, { squashFrom: 1, hidden: false });
    await expectSame(image);
    const [base, own] = image.after.image.layers;
    expect(base?.diffId).toBe(image.before.image.layers[0]?.diffId);
    expect(own).toBeDefined();
    expect(await namesOf(image, 1)).toEqual([
      'app/',
      'app/main.js',
      'app/other.js => app/main.js',
      'etc/passwd',
      'usr/lib/.wh.x',
    ]);
  });

  test('hidden files of the base go too where that is chosen', async () => {
    const image = await clean(text, { squashFrom: 1 });
    await expectSame(image);
    // Contents that another name shows stay under the name that they had.
    expect(await namesOf(image, 0)).toEqual(['etc/', 'usr/lib/x', 'usr/bin/x => usr/lib/x']);
  });

  test('an opaque directory', async () => {
    const image = await clean(
      `
      layer  FROM base
        d/
        d/a  "1"
        d/e/b  "2"
      layer  RUN one
        d/
        d/.wh..wh..opq
        d/c  "3"
      layer  RUN two
        d/c  "4"
    `,
      { squashFrom: 1, hidden: false },
    );
    await expectSame(image);
    expect(await namesOf(image, 1)).toEqual(['d/', 'd/c', 'd/.wh.a', 'd/.wh.e']);
  });

  test('hard links to the base, and to what is no longer in it', async () => {
    const image = await clean(
      `
      layer  FROM base
        a  "1"
        b  "2"
      layer  RUN ln
        c => a
        d => b
        e => b
      layer  RUN rm
        .wh.b
        .wh.d
    `,
      { squashFrom: 1 },
    );
    await expectSame(image);
    expect(await namesOf(image, 0)).toEqual(['a']);
    expect(await namesOf(image, 1)).toEqual(['e', 'c => a']);
  });

  test('a directory in the place of a file of the base comes before what is in it', async () => {
    const image = await clean(
      `
      layer  FROM base
        x  "file"
      layer  RUN one
        x/
        x/y/
        x/y/z  "1"
        v/w  "2"
      layer  RUN two
        x/  0700
    `,
      { squashFrom: 1, hidden: false },
    );
    await expectSame(image);
    expect(await namesOf(image, 1)).toEqual(['x/', 'v/', 'x/y/', 'x/y/z', 'v/w']);
  });

  test('paths of the user’s choice go from both', async () => {
    const image = await clean(text, { squashFrom: 1, pathNames: ['/usr/lib', '/app/other.js', '/etc'] });
    expect((await merged(image, 'after')).map((one) => one.split(' ')[0])).toEqual([
      'app/',
      'app/main.js',
      'usr/',
      'usr/bin/',
      'usr/bin/x',
    ]);
  });
});

test.each(['gzip', 'zstd'] as const)('layers in %s', async (compression) => {
  const image = await clean(text, { squashFrom: 0 }, { compression });
  await expectSame(image);
  expect(image.after.image.layers).toHaveLength(1);
});
