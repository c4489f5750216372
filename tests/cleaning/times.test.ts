import { expect, test } from 'vitest';
import type { Cleaning } from '../../src/cleaning/cleaning.ts';
import { octal, paxHeader, rawTar, type RawEntry } from '../archive/raw-tar.ts';
import { readTar } from '../archive/read-tar.ts';
import { archiveOf, clean, cleanBlob, merged, type CleanedImage } from './support.ts';

const all = (): Cleaning => ({ hidden: true, contents: new Set(), paths: new Set() });
const day = 86_400;

/** Three layers as built at a time, with a fraction of a second in a record or not. */
async function builtAt(seconds: number, fraction: string): Promise<Blob> {
  const at = (entry: RawEntry): RawEntry[] => [
    ...(fraction === '' ? [] : [paxHeader({ mtime: `${seconds}${fraction}`, atime: `${seconds + 1}` })]),
    { mtime: octal(seconds), ...entry },
  ];
  const created = new Date(seconds * 1000).toISOString();
  const history = ['COPY . .', 'RUN rm /app/b', 'CMD ["a"]'].map((created_by, index) => ({
    created_by,
    created,
    ...(index === 2 && { empty_layer: true }),
  }));
  const layers = [
    [
      ...at({ name: 'app/', type: '5' }),
      ...at({ name: 'app/a', body: 'text' }),
      ...at({ name: 'app/b', body: 'gone' }),
    ],
    [
      ...at({ name: 'app/.wh.b' }),
      ...at({ name: 'app/c', type: '1', link: 'app/a' }),
      ...at({ name: 'd/e', body: '1' }),
    ],
    [...at({ name: 'd/.wh.e' })],
  ];
  return archiveOf(layers.map(rawTar), { created, architecture: 'amd64', os: 'linux', history });
}

const bytesOf = async ({ files }: CleanedImage): Promise<Uint8Array> => new Uint8Array(await files.after.arrayBuffer());

test('two images that differ in times alone become one', async () => {
  const images = [
    await cleanBlob(await builtAt(1_700_000_000, ''), all, { time: day }),
    await cleanBlob(await builtAt(1_600_000_000, '.125'), all, { time: day }),
    await cleanBlob(await builtAt(day, ''), all, { time: day }),
  ];
  const [first, ...others] = await Promise.all(images.map(bytesOf));
  for (const other of others) expect(Buffer.compare(first!, other)).toBe(0);
  expect(new Set(images.map(({ id }) => id)).size).toBe(1);
});

test('each entry has the time, and nothing else is another', async () => {
  const image = await cleanBlob(await builtAt(1_600_000_000, '.125'), all, { time: day });
  const { files, after } = image;
  const times = await Promise.all(
    after.image.layers.map(async ({ range }) => {
      const bytes = new Uint8Array(await files.after.slice(range!.start, range!.end).arrayBuffer());
      return (await readTar(bytes)).entries.map(({ path, mtime }) => [path, mtime]);
    }),
  );
  expect(times).toEqual([
    [
      ['app/', day],
      ['app/a', day],
    ],
    [
      ['d/', day],
      ['app/c', day],
    ],
  ]);
  const withoutTimes = async (which: 'before' | 'after'): Promise<string[]> =>
    (await merged(image, which)).map((one) => one.split(' ').toSpliced(4, 1).join(' '));
  expect(await withoutTimes('after')).toEqual(await withoutTimes('before'));
});

test('the config and its history have it too, and tell so', async () => {
  const { after } = await cleanBlob(await builtAt(1_600_000_000, ''), all, { time: day });
  const iso = '1970-01-02T00:00:00Z';
  expect(JSON.parse(after.image.configText)).toMatchObject({ created: iso, architecture: 'amd64' });
  expect(after.image.history.map(({ created, comment }) => [created, comment])).toEqual([
    [iso, `Plimsoll removed 1 entry from the layer; Plimsoll set its times to ${iso}`],
    [iso, `Plimsoll removed 1 entry and 1 whiteout from the layer; Plimsoll set its times to ${iso}`],
    [iso, ''],
  ]);
});

test('layers that have the time already keep their digests', async () => {
  const text = 'layer  COPY . .\n  a  "1"\n  b => a\n';
  const image = await clean(text, { time: 1_700_000_000 });
  expect(image.layers.map(({ isSame, diffId }) => [isSame, diffId])).toEqual([
    [true, image.before.image.layers[0]!.diffId],
  ]);
  expect((await clean(text, { time: 1 })).layers[0]).toMatchObject({ isSame: false, entries: 0 });
});

test.each(['gzip', 'zstd'] as const)('layers in %s', async (compression) => {
  const image = await clean('layer  COPY . .\n  a  "1"\n', { time: 5 }, { compression });
  expect((await merged(image, 'after'))[0]).toMatch(/^a 0 \d+ \d+ 5 {2}1 a$/);
});
