import { describe, expect, test } from 'vitest';
import { readTar } from '../archive/read-tar.ts';
import { paxHeader, rawTar } from '../archive/raw-tar.ts';
import { archiveOf, clean, cleanBlob, merged, type CleanedImage } from './support.ts';

async function expectSame(image: CleanedImage): Promise<void> {
  const [before, after] = [await merged(image, 'before'), await merged(image, 'after')];
  expect(after).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
}

/** Paths that any layer has an entry of, marks among them. */
async function entriesOf({ files, after }: CleanedImage): Promise<string[][]> {
  return Promise.all(
    after.image.layers.map(async ({ range }) => {
      const { entries } = await readTar(
        new Uint8Array(await files.after.slice(range!.start, range!.end).arrayBuffer()),
      );
      return entries.map(({ path }) => path);
    }),
  );
}

const text = `
  layer  COPY . .
    app/
    app/main.js  "start"  0644  1:2
    app/old.js  "gone"
    app/link -> main.js
  layer  RUN rm /app/old.js
    app/.wh.old.js
    app/main.js  "started"
`;

describe('what is hidden goes', () => {
  test('deleted and overwritten files, and the marks that hid them', async () => {
    const image = await clean(text);
    await expectSame(image);
    expect(await entriesOf(image)).toEqual([['app/', 'app/link'], ['app/main.js']]);
    expect(image.layers.map(({ entries, whiteouts }) => [entries, whiteouts])).toEqual([
      [2, 0],
      [0, 1],
    ]);
    expect(image.after.image.history.map(({ comment }) => comment)).toEqual([
      expect.stringMatching(/Plimsoll removed 2 entries \([\d.]+ kB\) from the layer$/),
      expect.stringMatching(/Plimsoll removed 1 whiteout \([\d.]+ \w+\) from the layer$/),
    ]);
  });

  test('a layer of nothing else is none any more', async () => {
    const image = await clean(`
      layer  COPY . .
        a  "1"
        b  "2"
      layer  RUN rm /a
        .wh.a
    `);
    await expectSame(image);
    expect(image.after.image.layers).toHaveLength(1);
    expect(image.after.image.history.map(({ emptyLayer, layer }) => [emptyLayer, layer])).toEqual([
      [false, 0],
      [true, null],
    ]);
  });

  test('a layer that loses nothing keeps its bytes and its digest', async () => {
    const image = await clean(`
      layer  COPY base /
        a  "1"
      layer  COPY . .
        b  "2"
    `);
    await expectSame(image);
    expect(image.after.image.layers.map(({ diffId }) => diffId)).toEqual(
      image.before.image.layers.map(({ diffId }) => diffId),
    );
  });

  test('a directory that a hidden file alone had implied stays', async () => {
    const image = await clean(`
      layer  COPY . .
        cache/deep/file  "1"
        b  "2"
      layer  RUN rm /cache/deep/file
        cache/deep/.wh.file
    `);
    await expectSame(image);
    expect((await entriesOf(image))[0]).toEqual(['cache/', 'cache/deep/', 'b']);
  });

  test('contents that another name shows stay, with the mark that hides the first one', async () => {
    const image = await clean(`
      layer  COPY . .
        a  "1"
        b => a
        c => b
      layer  RUN rm a b
        .wh.a
        .wh.b
    `);
    await expectSame(image);
    expect(await entriesOf(image)).toEqual([
      ['a', 'b', 'c'],
      ['.wh.a', '.wh.b'],
    ]);
  });

  test('an opaque directory', async () => {
    const image = await clean(`
      layer  COPY . .
        d/
        d/a  "1"
        d/b  "2"
      layer  COPY d /d
        d/
        d/.wh..wh..opq
        d/b  "3"
    `);
    await expectSame(image);
    expect(await entriesOf(image)).toEqual([['d/'], ['d/', 'd/b']]);
  });
});

describe('what the user chooses goes', () => {
  test('a path from every layer, and nothing else', async () => {
    const image = await clean(text, { hidden: false, pathNames: ['/app/main.js'] });
    expect(await entriesOf(image)).toEqual([['app/', 'app/old.js', 'app/link'], ['app/.wh.old.js']]);
  });

  test('a folder with all that is below it', async () => {
    const image = await clean(text, { hidden: false, pathNames: ['/app'] });
    expect(image.after.image.layers).toEqual([]);
    expect(image.layers.map(({ diffId }) => diffId)).toEqual([null, null]);
  });

  test('contents under each of their names', async () => {
    const image = await clean(
      `
      layer  COPY . .
        key  "secret"
        other => key
        b  "2"
    `,
      { hidden: false, contentsOf: ['/key'] },
    );
    expect(await entriesOf(image)).toEqual([['b']]);
  });

  test('a folder that goes hides nothing of what a hard link needs of it', async () => {
    const image = await clean(
      `
      layer  COPY . .
        d/e/a  "1"
      layer  RUN ln d/e/a a
        d/
        a => d/e/a
    `,
      { hidden: false, pathNames: ['/d'] },
    );
    expect(await entriesOf(image)).toEqual([['d/e/a'], ['a']]);
    expect(image.heldBack.map((node) => image.before.rootfs.pathOf(node))).toEqual(['/d/e/a']);
  });

  test('nor is that hidden from a link beside the file that took its place', async () => {
    const image = await clean(
      `
      layer  COPY . .
        d/e  "1"
      layer  RUN mv
        a => d/e
        b => d/e
        d  "secret"
    `,
      { hidden: false, contentsOf: ['/d'] },
    );
    expect(await entriesOf(image)).toEqual([['d/e'], ['a', 'b']]);
    expect(image.heldBack.map((node) => image.before.rootfs.pathOf(node))).toEqual(['/d/e']);
  });

  test('what contents that go had replaced in their own layer goes as well', async () => {
    const image = await clean(
      `
      layer  COPY . .
        a  "1"
        a  "secret"
        b  "2"
    `,
      { hidden: false, newestOf: ['/a'] },
    );
    expect(await entriesOf(image)).toEqual([['b']]);
  });

  test('an older file below contents that go stays hidden', async () => {
    const text = `
      layer  COPY . .
        config  "old"
        key  "other"
      layer  COPY . .
        config  "secret"
        b  "2"
      layer  RUN rm key
        .wh.key
        key  "secret"
    `;
    for (const time of [null, 5]) {
      const image = await clean(text, { hidden: false, newestOf: ['/config', '/key'], time });
      // Of key the layer has a mark already, and one is enough.
      expect(await entriesOf(image)).toEqual([['config', 'key'], ['.wh.config', 'b'], ['.wh.key']]);
      expect(await merged(image, 'after')).toHaveLength(1);
    }
    const both = await clean(text, { hidden: false, contentsOf: ['/config'] });
    expect(await entriesOf(both)).toEqual([['key'], ['b'], ['.wh.key', 'key']]);
  });

  test('what a hard link elsewhere needs is held back, and told', async () => {
    const image = await clean(
      `
      layer  COPY . .
        lib/a  "1"
        b => lib/a
    `,
      { pathNames: ['/lib'] },
    );
    expect(await entriesOf(image)).toEqual([['lib/a', 'b']]);
    expect(image.heldBack.map((node) => image.before.rootfs.pathOf(node))).toEqual(['/lib/a']);
  });
});

test.each(['gzip', 'zstd'] as const)('layers in %s', async (compression) => {
  const image = await clean(text, {}, { compression });
  await expectSame(image);
  expect(await entriesOf(image)).toEqual([['app/', 'app/link'], ['app/main.js']]);
});

test('what a global header says of the entries behind it stays when the first of them goes', async () => {
  const layers = [
    rawTar([paxHeader({ mtime: '1000000000' }, 'g'), { name: 'a', body: '1' }, { name: 'b', body: '2' }]),
    rawTar([{ name: '.wh.a' }, { name: 'c', body: '3' }]),
  ];
  const none = { contents: new Set<number>(), paths: new Set<number>() };
  const image = await cleanBlob(await archiveOf(layers), () => ({ hidden: true, ...none }));
  await expectSame(image);
  expect(await entriesOf(image)).toEqual([['b'], ['c']]);
  expect((await merged(image, 'after'))[0]).toMatch(/^b 0 \d+ \d+ 1000000000 {2}2 b$/);
});

test('a layer that an image has twice is stored once, unless one of the two loses something', async () => {
  const text = 'layer  COPY a\n  a  "one"\nlayer  COPY b\n  b  "two"\nlayer  COPY a again\n  a  "one"';
  const blobsOf = async (hidden: boolean): Promise<string[]> => {
    const { after, files } = await clean(text, { hidden }, { layout: 'docker25' });
    const { entries } = await readTar(new Uint8Array(await files.after.arrayBuffer()));
    const names = entries
      .map(({ path }) => path)
      .filter((path) => path.startsWith('blobs/sha256/') && !path.endsWith('/'));
    expect(new Set(names).size).toBe(names.length);
    expect(after.image.layers.map(({ index }) => index)).toEqual(hidden ? [0, 1] : [0, 1, 2]);
    return names;
  };
  // Two layers, config and manifest.
  expect(await blobsOf(false)).toHaveLength(4);
  expect(await blobsOf(true)).toHaveLength(4);
});
