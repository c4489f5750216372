import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeNote } from '../../src/image/notes.ts';
import type { OpenedArchive } from '../../src/image/model.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import { blobsOf, file, LayoutWriter, manifest, mediaTypes, packItems, withConfig } from '../support/layouts.ts';
import { json, sha256Hex, type Blobs } from '../support/make-archive.ts';
import { analyseBlob, faultsOf, openBlob } from '../support/open-image.ts';

const text = 'layer  RUN a\n  a  10\nlayer  RUN b\n  b  20\n';
const image = (architecture = 'arm64'): Promise<Blobs> =>
  blobsOf(text, true).then((blobs) => withConfig(blobs, (config) => Object.assign(config, { architecture })));
const open = async (layout: LayoutWriter): Promise<OpenedArchive> => openBlob(await layout.pack(), 'web.tar');
const platform = (architecture: string): object => ({ platform: { os: 'linux', architecture } });

describe('descriptors', () => {
  test('without media types, in nested indexes of Docker', async () => {
    const layout = new LayoutWriter();
    const bare = ({ digest }: { digest: string }): object => ({ digest });
    const inner = layout.putJson({ manifests: [bare(layout.image(await image()))] }, mediaTypes.docker.index);
    layout.index([bare(inner)]);
    layout.items.delete('oci-layout');
    const { images, faults } = await open(layout);
    expect([images.length, faults]).toEqual([1, []]);
  });

  test('with the blob in their data', async () => {
    const layout = new LayoutWriter();
    const blobs = await image();
    const described = layout.image(blobs);
    const name = `blobs/sha256/${described.digest.slice(7)}`;
    const data = Buffer.from(layout.items.get(name)!).toString('base64');
    layout.items.delete(name);
    const { images, faults } = await open(layout.index([{ ...described, data }]));
    expect([images[0]?.manifestDigest, images[0]?.layers.length, faults]).toEqual([described.digest, 2, []]);
  });

  test('with data that is no base64', async () => {
    const layout = new LayoutWriter().index([{ mediaType: mediaTypes.oci.manifest, digest: 'sha256:aa', data: '%%' }]);
    await expect(open(layout)).rejects.toThrow(/no base64/);
  });

  test('by other algorithms than SHA-256', async () => {
    const blobs = await image();
    const items = new Map<string, Uint8Array>();
    const put = (bytes: Uint8Array, mediaType: string): object => {
      const hex = createHash('sha512').update(bytes).digest('hex');
      items.set(`blobs/sha512/${hex}`, bytes);
      return { mediaType, digest: `sha512:${hex}`, size: bytes.length };
    };
    const { oci } = mediaTypes;
    const layers = blobs.layers.map(({ blob }) => put(blob, oci.layer));
    const described = put(json({ config: put(blobs.config, oci.config), layers }), oci.manifest);
    items.set('index.json', json({ manifests: [described] }));
    const opened = await analyseBlob(await packItems([...items].map(([name, bytes]) => file(name, bytes))), 'web.tar');
    expect(faultsOf(opened)).toEqual([]);
    expect(opened.image.id).toMatch(/^sha512:[0-9a-f]{128}$/);
    expect(opened.report.sizes.visible).toBe(30);
  });

  test.each([
    ['a config digest that is none', { config: { digest: '../odd' } }, 'missing-blob'],
    ['no digest at all', { config: {} }, 'bad-json'],
    ['a config of another type', { config: 5 }, 'bad-json'],
  ])('%s', async (_, change, kind) => {
    const layout = new LayoutWriter();
    layout.index([layout.image(await image(), 'oci', change)]);
    await expect(open(layout)).rejects.toMatchObject({ fault: { kind } });
  });

  test('one image under two names, one of them of an index', async () => {
    const layout = new LayoutWriter();
    const named = (name: string): object => ({ annotations: { 'org.opencontainers.image.ref.name': name } });
    const described = layout.image(await image());
    const inner = layout.putJson({ manifests: [described] }, mediaTypes.oci.index);
    layout.index([
      { ...described, ...named('web:1') },
      { ...inner, ...named('web:latest') },
      { ...described, ...named('web:1') },
    ]);
    const { images } = await open(layout);
    expect(images.map(({ tags }) => tags)).toEqual([['web:1', 'web:latest']]);
  });
});

describe('a folder', () => {
  test('is an OCI layout', async () => {
    const layout = new LayoutWriter();
    layout.index([layout.image(await image())]);
    const files = [...layout.items].map(([path, bytes]) => ({ path, file: new Blob([Uint8Array.from(bytes)]) }));
    const { images, faults } = await openArchive({ kind: 'folder', name: 'layout', files });
    expect(faults).toEqual([]);
    expect(images).toMatchObject([
      { format: 'oci-layout', layers: [{ compression: 'gzip' }, { compression: 'gzip' }] },
    ]);
    for (const { file: number, range } of images[0]!.layers) expect(files[number]!.file.size).toBe(range!.end);
  });

  test('without an image in it is no image, and not to be read as one layer', async () => {
    const files = ['etc', 'usr', 'var', 'bin'].map((top) => ({ path: `${top}/a`, file: new Blob(['a']) }));
    const opening = openArchive({ kind: 'folder', name: 'root', files });
    await expect(opening).rejects.toMatchObject({ fault: { kind: 'not-an-image', readable: false } });
  });
});

describe('platforms that are left out', () => {
  const twoOf = async (keep: (name: string, gone: Blobs) => boolean): Promise<LayoutWriter> => {
    const layout = new LayoutWriter();
    const gone = await blobsOf('layer  RUN other\n  other  70\n', true).then((blobs) =>
      withConfig(blobs, (config) => Object.assign(config, { architecture: 'amd64' })),
    );
    const absent = { ...layout.image(gone), ...platform('amd64') };
    const there = { ...layout.image(await image()), ...platform('arm64') };
    const index = layout.putJson({ manifests: [absent, there] }, mediaTypes.oci.index);
    for (const name of [...layout.items.keys()]) {
      const hex = name.split('/').at(-1)!;
      const isGone =
        absent.digest.endsWith(hex) || [gone.config, gone.layers[0]!.blob].some((b) => sha256Hex(b) === hex);
      if (isGone && !keep(name, gone)) layout.items.delete(name);
    }
    return layout.index([index]);
  };

  test.each([
    ['not even the manifest is there', () => false],
    [
      'the manifest is there',
      (name: string, gone: Blobs) =>
        ![gone.config, gone.layers[0]!.blob].some((blob) => name.endsWith(sha256Hex(blob))),
    ],
    ['config and manifest are there', (name: string, gone: Blobs) => !name.endsWith(sha256Hex(gone.layers[0]!.blob))],
  ])('%s', async (_, keep) => {
    const { images, faults, notes } = await open(await twoOf(keep));
    expect(images.map((each) => each.platform)).toEqual(['linux/arm64/v8']);
    expect(faults).toEqual([]);
    expect(notes).toEqual([{ kind: 'absent-platforms', platforms: ['linux/amd64'] }]);
    expect(describeNote(notes[0]!)).toBe('Platform linux/amd64 is named, but not in the archive.');
  });

  test('all of them: that is a fault', async () => {
    const layout = new LayoutWriter();
    const described = layout.image(await image());
    layout.items.clear();
    layout.index([{ ...described, ...platform('arm64') }]);
    await expect(open(layout)).rejects.toMatchObject({ fault: { kind: 'missing-blob', namedIn: 'index.json' } });
  });

  test('beside manifest.json, as docker save --platform writes it; what is there twice is one image', async () => {
    const layout = new LayoutWriter();
    const blobs = await image();
    const there = { ...layout.image(blobs), ...platform('arm64') };
    const elsewhere = { mediaType: mediaTypes.oci.manifest, digest: `sha256:${'0'.repeat(64)}`, ...platform('s390x') };
    layout.index([there, elsewhere]);
    const names = blobs.layers.map(({ blob }) => `blobs/sha256/${sha256Hex(blob)}`);
    const items = [...layout.tarItems(), manifest(`blobs/sha256/${sha256Hex(blobs.config)}`, names)];
    const { images, faults, notes } = await openBlob(await packItems(items), 'web.tar');
    expect(images).toMatchObject([{ format: 'docker-archive', reference: 'web:1.4', manifestDigest: there.digest }]);
    expect(faults).toEqual([]);
    expect(notes).toEqual([{ kind: 'absent-platforms', platforms: ['linux/s390x'] }]);
  });

  test('a platform of the index that manifest.json does not list is an image too', async () => {
    const layout = new LayoutWriter();
    const [first, second] = [await image(), await image('riscv64')];
    layout.index([layout.image(first), layout.image(second)]);
    const names = first.layers.map(({ blob }) => `blobs/sha256/${sha256Hex(blob)}`);
    const items = [...layout.tarItems(), manifest(`blobs/sha256/${sha256Hex(first.config)}`, names)];
    const { images } = await openBlob(await packItems(items), 'web.tar');
    expect(images.map((each) => [each.format, each.platform])).toEqual([
      ['docker-archive', 'linux/arm64/v8'],
      ['docker-archive', 'linux/riscv64/v8'],
    ]);
  });
});

describe('layers that are kept elsewhere', () => {
  const withLayer = async (layer: object): Promise<LayoutWriter> => {
    const layout = new LayoutWriter();
    const { config, layers } = await image();
    const rest = layout.put(layers[1]!.blob, mediaTypes.oci.layer);
    const described = { config: layout.put(config, mediaTypes.oci.config), layers: [layer, rest] };
    return layout.index([layout.putJson(described, mediaTypes.oci.manifest)]);
  };
  const digest = `sha256:${'a'.repeat(64)}`;
  const url = 'https://mcr.example.com/v2/windows/blobs/aa';

  test.each([
    ['by their address', { mediaType: mediaTypes.oci.layer, digest, urls: [url] }],
    ['by OCI', { mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', digest }],
    ['by Docker', { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', digest }],
  ])('are named as such %s', async (_, layer) => {
    const opened = await analyseBlob(await (await withLayer(layer)).pack(), 'web.tar');
    expect(opened.archive.faults).toEqual([
      {
        kind: 'foreign-layer',
        fileName: 'web.tar',
        path: `blobs/sha256/${'a'.repeat(64)}`,
        urls: 'urls' in layer ? [url] : [],
      },
    ]);
    expect(opened.report.sizes.visible).toBe(20);
  });

  test('in LayerSources of a docker-archive', async () => {
    const { config, layers } = await blobsOf(text, false);
    const [first, second] = layers;
    const item = {
      Config: 'c.json',
      Layers: ['gone.tar', 'there.tar'],
      LayerSources: { [`sha256:${first!.diffHex}`]: { mediaType: mediaTypes.docker.layer, urls: [url] } },
    };
    const items = [file('c.json', config), file('there.tar', second!.blob), file('manifest.json', json([item]))];
    const { faults } = await openBlob(await packItems(items), 'web.tar');
    expect(faults).toMatchObject([{ kind: 'foreign-layer', path: 'gone.tar', urls: [url] }]);
  });

  test('an encrypted layer is named, not read as a damaged one', async () => {
    const layout = new LayoutWriter();
    const { config, layers } = await image();
    const described = [`${mediaTypes.oci.layer}+encrypted`, mediaTypes.oci.layer].map((type, at) =>
      layout.put(layers[at]!.blob, type),
    );
    const manifestOf = { config: layout.put(config, mediaTypes.oci.config), layers: described };
    const { images, faults } = await open(layout.index([layout.putJson(manifestOf, mediaTypes.oci.manifest)]));
    expect(faults).toMatchObject([{ kind: 'encrypted-layer' }]);
    expect(images[0]!.layers.map(({ range }) => range !== null)).toEqual([false, true]);
  });
});

describe('artifacts that are no images', () => {
  const artifact = (layout: LayoutWriter, config: string, layer: string, more: object = {}): object =>
    layout.putJson(
      { config: layout.put(json({}), config), layers: [layout.put(json({ layer }), layer)], ...more },
      mediaTypes.oci.manifest,
    );
  const empty = 'application/vnd.oci.empty.v1+json';
  const cases: readonly [string, string, string, object][] = [
    [
      'a Helm chart',
      'application/vnd.cncf.helm.config.v1+json',
      'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
      {},
    ],
    ['a cosign signature', mediaTypes.oci.config, 'application/vnd.dev.cosign.simplesigning.v1+json', {}],
    ['a Notary signature', 'application/vnd.cncf.notary.signature', 'application/jose+json', {}],
    ['a bill of materials (SPDX)', mediaTypes.oci.config, 'text/spdx+json', {}],
    ['a WebAssembly module', 'application/vnd.wasm.config.v0+json', 'application/wasm', {}],
    ['an artifact of type application/x-own', empty, empty, { artifactType: 'application/x-own' }],
    ['an artifact without a type', empty, empty, {}],
  ];

  test.each(cases)('%s alone', async (what, config, layer, more) => {
    const layout = new LayoutWriter();
    const opening = open(layout.index([artifact(layout, config, layer, more)]));
    await expect(opening).rejects.toMatchObject({
      fault: { kind: 'not-an-image', looksLike: `an OCI artifact without an image: ${what}`, readable: false },
    });
  });

  test.each(cases)('%s beside an image', async (what, config, layer, more) => {
    const layout = new LayoutWriter();
    const { images, faults, notes } = await open(
      layout.index([artifact(layout, config, layer, more), layout.image(await image())]),
    );
    expect([images.length, faults]).toEqual([1, []]);
    expect(notes).toMatchObject([{ kind: 'artifact', what }]);
    expect(describeNote(notes[0]!)).toBe(`The archive also holds ${what}, which is no image.`);
  });

  test('a blob that is no manifest', async () => {
    const layout = new LayoutWriter();
    const blob = layout.put(json('x'), 'application/xml');
    const { images, notes } = await open(layout.index([blob, layout.image(await image())]));
    expect([images.length, notes]).toMatchObject([1, [{ kind: 'artifact', what: 'a blob of type application/xml' }]]);
  });

  test('an index without a manifest', async () => {
    await expect(open(new LayoutWriter().index([]))).rejects.toThrow(/list of images is empty/);
  });
});

describe('indexes that lead nowhere', () => {
  test('a thousand names of one index of a thousand names are read once each', async () => {
    const layout = new LayoutWriter();
    const described = layout.image(await image());
    let inner: object = layout.putJson({ manifests: Array(1000).fill(described) }, mediaTypes.oci.index);
    for (let level = 0; level < 6; level++) {
      inner = layout.putJson({ manifests: Array(1000).fill(inner) }, mediaTypes.oci.index);
    }
    const started = performance.now();
    const { images, faults } = await open(layout.index([inner]));
    expect(images).toHaveLength(1);
    expect(faults).toMatchObject([{ kind: 'limit', what: 'the manifests of an OCI layout' }]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a broken index beside a good image', async () => {
    const layout = new LayoutWriter();
    const broken = layout.put(new TextEncoder().encode('{'), mediaTypes.oci.index);
    const { images, faults } = await open(layout.index([broken, layout.image(await image())]));
    expect(images).toHaveLength(1);
    expect(faults).toMatchObject([{ kind: 'bad-json', path: `blobs/sha256/${broken.digest.slice(7)}` }]);
  });
});
