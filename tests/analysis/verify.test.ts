import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesToVerify, summarise, type Verification } from '../../src/analysis/verification.ts';
import { verifyLayer } from '../../src/analysis/verify-layer.ts';
import { openRootfs } from '../../src/image/formats/rootfs.ts';
import type { ArchiveImage, LayerBlob } from '../../src/image/model.ts';
import { layouts, makeArchive, type ArchiveFiles, type ArchiveOptions } from '../support/make-archive.ts';
import { openBlob } from '../support/open-image.ts';

const text = `
  layer  COPY a /
    a  5000
  layer  COPY b /
    b  700
`;

async function verify(
  blob: Blob,
  change: (image: ArchiveImage) => ArchiveImage = (image) => image,
): Promise<Verification> {
  const { images } = await openBlob(blob, 'web.tar');
  const image = change(images[0]!);
  return summarise(
    image,
    await Promise.all(image.layers.map((layer) => verifyLayer(blob, layer, { fileName: 'web.tar' }))),
  );
}

const verdicts = ({ items }: Verification): string[] =>
  items.map(({ what, layer, ok }) => `${what}${layer === null ? '' : ` ${layer}`}: ${ok}`);

const open = async (options: ArchiveOptions): Promise<Verification> => verify(await makeArchive(text, options));

describe('what is as it should be', () => {
  test.each([
    ...layouts.map((layout) => ({ layout, compression: layout === 'oci' ? 'gzip' : 'none' }) as const),
    { layout: 'docker25', compression: 'gzip' },
    { layout: 'oci', compression: 'zstd' },
    { layout: 'oci', compression: 'none' },
    { layout: 'oci', compression: 'gzip', nested: true },
  ] as const)('%o', async (options) => {
    const verification = await open(options);
    expect(verification.state).toBe('verified');
    const stored =
      options.compression !== 'none'
        ? ['blob 0: true', 'layer 0: true', 'blob 1: true', 'layer 1: true']
        : ['layer 0: true', 'layer 1: true'];
    const hasManifest = options.layout === 'oci' || options.layout === 'docker25';
    const documents = hasManifest ? ['manifest: true', 'config: true'] : ['config: true'];
    expect(verdicts(verification)).toEqual([...documents, ...stored]);
  });

  test('the digests are those of the bytes', async () => {
    const { items } = await open({ layout: 'oci' });
    for (const { expected, actual } of items) expect(actual).toBe(expected);
  });
});

/** Changes one byte of the largest file with this beginning of its bytes. */
function flip(pick: (name: string, bytes: Uint8Array) => boolean, at: number): (files: ArchiveFiles) => void {
  return (files) => {
    const [name, bytes] = [...files].find(([name, bytes]) => bytes instanceof Uint8Array && pick(name, bytes))!;
    const changed = Uint8Array.from(bytes as Uint8Array);
    changed[at < 0 ? changed.length + at : at]! ^= 1;
    files.set(name, changed);
  };
}

const isLayer = (first: string) => (_: string, bytes: Uint8Array) =>
  bytes[0] === first.charCodeAt(0) && bytes.length > 1024;

describe('a changed byte is a mismatch that names the layer', () => {
  test.each(['legacy', 'docker25', 'skopeo'] as const)('%s, in a file of the second layer', async (layout) => {
    const verification = await open({ layout, change: flip(isLayer('b'), 600) });
    expect(verification.state).toBe('mismatch');
    const documents = layout === 'docker25' ? ['manifest: true', 'config: true'] : ['config: true'];
    expect(verdicts(verification)).toEqual([...documents, 'layer 0: true', 'layer 1: false']);
    const wrong = verification.items.at(-1)!;
    expect(wrong.actual).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(wrong.actual).not.toBe(wrong.expected);
  });

  test('in the padding behind the last entry, which no file of the image holds', async () => {
    const verification = await open({ layout: 'skopeo', change: flip(isLayer('a'), -1) });
    expect(verdicts(verification)).toEqual(['config: true', 'layer 0: false', 'layer 1: true']);
  });

  test('in the header of a gzip stream: the blob is another, the tar inside is not', async () => {
    const isGzip = (_: string, bytes: Uint8Array): boolean => bytes[0] === 0x1f;
    const verification = await open({ layout: 'oci', change: flip(isGzip, 4) });
    expect(verdicts(verification)).toEqual([
      'manifest: true',
      'config: true',
      'blob 0: false',
      'layer 0: true',
      'blob 1: true',
      'layer 1: true',
    ]);
  });

  test('in damaged gzip: the tar could not be read, the reason says so', async () => {
    const isGzip = (_: string, bytes: Uint8Array): boolean => bytes[0] === 0x1f;
    const { state, items } = await open({ layout: 'oci', change: flip(isGzip, 20) });
    expect(state).toBe('mismatch');
    expect(items.find(({ what, layer }) => what === 'layer' && layer === 0)).toMatchObject({
      ok: null,
      actual: null,
      reason: expect.stringContaining('damaged gzip data') as string,
    });
  });

  test('in the config', async () => {
    const isConfig = (_: string, bytes: Uint8Array): boolean =>
      new TextDecoder().decode(bytes).startsWith('{"architecture":"arm64"');
    for (const layout of ['skopeo', 'oci'] as const) {
      const verification = await open({ layout, change: flip(isConfig, 17) });
      expect(verification.state).toBe('mismatch');
      expect(verdicts(verification)).toContain('config: false');
    }
  });
});

describe('what is not checked says why', () => {
  const changed = (change: Partial<LayerBlob>) => (image: ArchiveImage) => ({
    ...image,
    layers: image.layers.map((layer) => (layer.index === 0 ? { ...layer, ...change } : layer)),
  });

  test.each<[string, Partial<LayerBlob>, string]>([
    [
      'no diff_ids',
      { diffId: '', digest: null },
      'The config names no digest for it in rootfs.diff_ids, as in images from before Docker 1.10.',
    ],
    ['another algorithm', { diffId: 'blake3:00', digest: null }, 'Its digest has an algorithm that is not known here.'],
    ['a layer that is not there', { range: null }, 'The archive does not hold it.'],
  ])('%s', async (_, change, reason) => {
    const verification = await verify(await makeArchive(text, { layout: 'skopeo' }), changed(change));
    expect(verification.state).toBe('partly');
    expect(verification.items).toContainEqual(expect.objectContaining({ layer: 0, ok: null, actual: null, reason }));
  });

  test('a root file system without an image, and an image that names nothing', async () => {
    const file = new Blob([new Uint8Array(1024)]);
    const image = await openRootfs(file, 'root.tar');
    const digests = await verifyLayer(file, image.layers[0]!, { fileName: 'root.tar' });
    const reason = 'A root file system without an image around it has no digests.';
    expect(summarise(image, [digests])).toMatchObject({ state: 'partly', items: [{ ok: null, reason }] });
    expect(summarise({ ...image, layers: [] }, [])).toEqual({ state: 'partly', items: [] });
  });

  test('a config whose name is no digest', async () => {
    const change = (files: ArchiveFiles): void => {
      const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json') as Uint8Array)) as [
        { Config: string },
      ];
      files.set('config.json', files.get(manifest[0].Config)!);
      manifest[0].Config = 'config.json';
      files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
    };
    const { state, items } = await open({ layout: 'skopeo', change });
    expect(state).toBe('partly');
    expect(items[0]).toMatchObject({
      what: 'config',
      expected: null,
      ok: null,
      reason: 'The archive names no digest of the config.',
    });
  });

  test('a file name in a docker-archive that is not the digest of the bytes promises nothing', async () => {
    const other = `sha256:${'0'.repeat(64)}`;
    const named = await verify(await makeArchive(text, { layout: 'skopeo' }), changed({ digest: other }));
    expect(named.state).toBe('partly');
    expect(verdicts(named)).toEqual(['config: true', 'blob 0: null', 'layer 0: true', 'layer 1: true']);
    const promised = await verify(await makeArchive(text, { layout: 'docker25' }), changed({ digest: other }));
    expect(verdicts(promised)).toContain('blob 0: false');
  });
});

test('a digest that names the tar inside: enough as the name of a file, wrong in an OCI manifest', async () => {
  const named = await open({ layout: 'skopeo', compression: 'gzip' });
  expect(verdicts(named)).toEqual(['config: true', 'layer 0: true', 'layer 1: true']);
  const asTar = (image: ArchiveImage): ArchiveImage => ({
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, digest: layer.diffId })),
  });
  const promised = await verify(await makeArchive(text, { layout: 'oci', compression: 'gzip' }), asTar);
  expect(verdicts(promised)).toContain('blob 0: false');
});

test('sha512 beside sha256; progress goes as far as was announced', async () => {
  for (const compression of ['none', 'gzip', 'zstd'] as const) {
    const blob = await makeArchive(text, { layout: 'oci', compression });
    const layer = (await openBlob(blob, 'web.tar')).images[0]!.layers[0]!;
    const stored = new Uint8Array(await blob.slice(layer.range!.start, layer.range!.end).arrayBuffer());
    const sha512 = `sha512:${createHash('sha512').update(stored).digest('hex')}`;
    const of = { ...layer, digest: sha512 };
    const told: number[] = [];
    const digests = await verifyLayer(blob, of, { fileName: 'web.tar' }, (done) => told.push(done));
    expect(digests).toEqual({ blob: sha512, tar: layer.diffId, fault: null });
    expect(Math.max(...told)).toBe(bytesToVerify(of));
    expect(bytesToVerify(of)).toBe(stored.length);
    expect(bytesToVerify({ ...of, digest: 'md5:1', diffId: '' })).toBe(0);
  }
});
