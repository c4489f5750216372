import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentCandidates, type HashRequest } from '../../src/analysis/content-candidates.ts';
import { digestSize, hashFiles } from '../../src/analysis/hash-files.ts';
import { toHex } from '../../src/bytes/streaming-hash.ts';
import type { LayerBlob } from '../../src/image/model.ts';
import { layouts, makeArchive } from '../support/make-archive.ts';
import { analyseBlob, openImage } from '../support/open-image.ts';

const layer: LayerBlob = {
  index: 0,
  name: 'layer.tar',
  file: 0,
  range: null,
  compression: 'none',
  digest: null,
  diffId: '',
  command: '',
  created: null,
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hex digests by event. */
async function hash(blob: Blob, of: LayerBlob, { files }: Pick<HashRequest, 'files'>): Promise<Map<number, string>> {
  const { events, digests } = await hashFiles(blob, of, files, { fileName: 'web.tar' });
  return new Map(
    Array.from(events, (event, at) => [event, toHex(digests.subarray(at * digestSize, (at + 1) * digestSize))]),
  );
}

const sizes = [1, 511, 512, 513, 100_000, 3_000_000];
const bodyOf = (size: number): string => String.fromCharCode(97 + (size % 26)).repeat(size);
const manySizes = `layer\n${sizes.flatMap((size) => ['a', 'b'].map((name) => `${name}${size}  "${bodyOf(size)}"`)).join('\n')}`;

test.each(layouts)('files of every size, cut into jobs or not, in the layout %s', async (layout) => {
  const blob = await makeArchive(manySizes, { layout });
  const { image, rootfs } = await analyseBlob(blob, 'web.tar');
  const compressions = image.layers.map(({ compression }) => compression);
  for (const largest of [1, 200_000, Infinity]) {
    const { requests } = contentCandidates(rootfs.columns, compressions, largest);
    const jobs = await Promise.all(requests.map((request) => hash(blob, image.layers[0]!, request)));
    const digests = new Map(jobs.flatMap((job) => [...job]));
    expect(digests.size).toBe(sizes.length * 2);
    for (const { event, size } of rootfs.storedCopies()) {
      expect(digests.get(event)).toBe(sha256(new TextEncoder().encode(bodyOf(size))));
    }
  }
});

test('sparse files are read through their headers; the truth has the digest', async () => {
  const { rootfs, contents } = await openImage(join(import.meta.dirname, '../fixtures/images/whiteouts-crafted.tar'));
  const { eventHeaderSizes } = rootfs.columns;
  const sparse = [...rootfs.storedCopies()].filter(({ event }) => eventHeaderSizes[event] === 0);
  const paths = sparse.map(({ node }) => rootfs.pathOf(node)).sort();
  expect(paths).toEqual(['/opt/sparse-pax0_1.img', '/opt/sparse-pax1_0.img']);
  expect(contents.duplicates).toContainEqual(expect.objectContaining({ size: 4_194_304, paths }));
});

describe('what can not be read is left out', () => {
  const text = 'layer\n a  "first"\n b  "other"\n c  "third"';

  test('of a layer that is cut, what stands before the cut is hashed', async () => {
    const blob = await makeArchive(text, { layout: 'skopeo' });
    const { image, rootfs } = await analyseBlob(blob, 'web.tar');
    const [request] = contentCandidates(rootfs.columns, ['none']).requests;
    const { range } = image.layers[0]!;
    const cut = { ...image.layers[0]!, range: { start: range!.start, end: range!.start + 512 + 512 + 512 + 3 } };
    expect([...(await hash(blob, cut, request!)).values()]).toEqual([sha256(new TextEncoder().encode('first'))]);
  });

  test('damaged compression', async () => {
    const opened = await analyseBlob(await makeArchive(text, { layout: 'skopeo' }), 'web.tar');
    const [request] = contentCandidates(opened.rootfs.columns, ['gzip']).requests;
    const garbage = new Blob([new Uint8Array(4000).fill(0x1f)]);
    const of = { ...layer, compression: 'gzip' as const, range: { start: 0, end: 4000 } };
    expect(await hash(garbage, of, request!)).toEqual(new Map());
  });

  test('a layer that the archive does not hold, and no files at all', async () => {
    const one = {
      events: Uint32Array.of(3),
      offsets: Float64Array.of(0),
      headerSizes: Uint32Array.of(512),
      sizes: Float64Array.of(5),
    };
    expect((await hashFiles(new Blob([]), layer, one, { fileName: 'web.tar' })).events).toHaveLength(0);
    const none = {
      events: new Uint32Array(0),
      offsets: new Float64Array(0),
      headerSizes: new Uint32Array(0),
      sizes: new Float64Array(0),
    };
    expect(
      (await hashFiles(new Blob([]), { ...layer, range: { start: 0, end: 0 } }, none, { fileName: 'web.tar' })).events,
    ).toHaveLength(0);
  });
});

test('progress is told in bytes hashed', async () => {
  const names = Array.from({ length: 200 }, (_, at) => `f${at}  "ten bytes!"`);
  const blob = await makeArchive(`layer\n${names.join('\n')}`, { layout: 'skopeo' });
  const { image, rootfs } = await analyseBlob(blob, 'web.tar');
  const [request] = contentCandidates(rootfs.columns, ['none']).requests;
  const told: number[] = [];
  await hashFiles(blob, image.layers[0]!, request!.files, { fileName: 'web.tar' }, (done) => told.push(done));
  expect(told).toEqual([640, 1280, 1920]);
});
