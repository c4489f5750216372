import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ByteSink } from '../../src/bytes/byte-sink.ts';
import { GzipSink } from '../../src/cleaning/gzip-sink.ts';
import { json } from '../support/make-archive.ts';
import { clean, merged, type CleanedImage } from './support.ts';

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const text = `
  layer  FROM base
    a  "1"
    b  "2"
  layer  COPY . .
    c  "3"
  layer  RUN rm a
    .wh.a
`;

async function blobsOf({ files, after }: CleanedImage): Promise<Uint8Array[]> {
  return Promise.all(
    after.image.layers.map(
      async ({ range }) => new Uint8Array(await files.after.slice(range!.start, range!.end).arrayBuffer()),
    ),
  );
}

/** A document of the archive, by its name. */
async function documentOf({ files }: CleanedImage, name: string): Promise<Record<string, never>> {
  const { readTar } = await import('../archive/read-tar.ts');
  const { entries } = await readTar(new Uint8Array(await files.after.arrayBuffer()));
  return JSON.parse(new TextDecoder().decode(entries.find(({ path }) => path === name)!.body)) as Record<string, never>;
}

describe('layers with gzip', () => {
  test('the manifest names the blobs, the config their tars', async () => {
    const image = await clean(text, { compress: true });
    expect(await merged(image, 'after')).toEqual(await merged(image, 'before'));
    const blobs = await blobsOf(image);
    expect(image.after.image.layers.map(({ compression, diffId }) => [compression, diffId])).toEqual(
      blobs.map((blob) => ['gzip', sha256(gunzipSync(blob))]),
    );
    const index = await documentOf(image, 'index.json');
    const [{ digest }] = index.manifests as unknown as [{ digest: string }];
    const manifest = await documentOf(image, `blobs/sha256/${digest.slice(7)}`);
    expect(manifest.layers).toEqual(
      blobs.map((blob) => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: sha256(blob),
        size: blob.length,
      })),
    );
    expect(image.layers.map(({ stored }) => stored)).toEqual([...blobs.map(({ length }) => length), 0]);
  });

  test('one that loses nothing and was so already keeps its digest', async () => {
    const image = await clean(text, { compress: true }, { layout: 'oci', compression: 'gzip' });
    const digests = (await blobsOf(image)).map(sha256);
    expect(digests[1]).toBe(image.before.image.layers[1]!.digest);
    expect(digests[0]).not.toBe(image.before.image.layers[0]!.digest);
    expect(image.after.image.layers.map(({ digest }) => digest)).toEqual(digests);
    expect(image.layers.map(({ isSame }) => isSame)).toEqual([false, true, false]);
    expect(await merged(image, 'after')).toEqual(await merged(image, 'before'));
  });

  test('made one, with one time', async () => {
    const image = await clean(text, { compress: true, squashFrom: 0, time: 5 });
    const [blob, ...others] = await blobsOf(image);
    expect(others).toEqual([]);
    expect(image.after.image.layers[0]!.diffId).toBe(sha256(gunzipSync(blob!)));
    const names = (await merged(image, 'after')).map((one) => one.split(' ')[0]);
    expect(names).toEqual(['b', 'c']);
  });
});

describe('a sink that compresses', () => {
  test('hands on what is larger than any buffer', async () => {
    const pieces: Uint8Array[] = [];
    const gzip = new GzipSink({ write: async (piece) => void pieces.push(piece.slice()) });
    // A generator of noise, which does not get smaller.
    let state = 1;
    const noise = Uint8Array.from({ length: 3_000_000 }, () => (state = (state * 48_271) % 2_147_483_647) & 255);
    for (let at = 0; at < noise.length; at += 500_000) await gzip.write(noise.subarray(at, at + 500_000));
    await gzip.finish();
    expect(Buffer.compare(gunzipSync(Buffer.concat(pieces)), noise)).toBe(0);
  });

  test.each([0, 1])('ends where what is behind it fails at write %d', async (last) => {
    let writes = 0;
    const full: ByteSink = {
      write: async () => {
        if (writes++ >= last) throw new Error('no space');
      },
    };
    const gzip = new GzipSink(full);
    const noise = json(Array.from({ length: 400_000 }, (_, at) => (at * 48_271) % 2_147_483));
    const writing = async (): Promise<void> => {
      for (let round = 0; round < 5; round++) await gzip.write(noise);
      await gzip.finish();
    };
    await expect(writing()).rejects.toThrow('no space');
    await gzip.discard();
  });
});
