// One image in the layout of every tool: it has to come out the same.
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../support/make-archive.ts';
import {
  blobsOf,
  docker24,
  file,
  manifest,
  packAs,
  packItems,
  toolLayouts,
  withConfig,
  type Tool,
} from '../support/layouts.ts';
import { analyseBlob, faultsOf, openBlob } from '../support/open-image.ts';

const text = `
  layer  ADD rootfs.tar /
    bin/busybox  3000  0755
    etc/passwd  100
  empty  ENV A=1
  layer  RUN rm /etc/passwd
    etc/.wh.passwd
  layer  RUN true
  layer  RUN touch /etc/motd
    etc/motd  "hello"
  layer  RUN true
`;

describe.each(Object.keys(toolLayouts) as Tool[])('%s', (tool) => {
  const { format, gzip } = toolLayouts[tool];

  test('the image is there, to the byte', async () => {
    const opened = await analyseBlob(await packAs(tool, text), 'unknown');
    const { image, report } = opened;
    expect(faultsOf(opened)).toEqual([]);
    expect(opened.archive.images).toHaveLength(1);
    expect(image).toMatchObject({ format, reference: 'web:1.4', tags: ['web:1.4'], platform: 'linux/arm64/v8' });
    expect(image.id).toBe(`sha256:${sha256Hex((await blobsOf(text, gzip)).config)}`);
    expect(report.layers.map(({ command, size, added, removed }) => [command, size, added, removed])).toEqual([
      ['ADD rootfs.tar /', 3100, 2, 0],
      ['RUN rm /etc/passwd', 0, 0, 1],
      ['RUN true', 0, 0, 0],
      ['RUN touch /etc/motd', 5, 1, 0],
      ['RUN true', 0, 0, 0],
    ]);
    expect(report.sizes).toMatchObject({ stored: 3105, visible: 3005, deleted: 100, overwritten: 0 });
    expect(image.layers.map(({ compression }) => compression)).toEqual(Array(5).fill(gzip ? 'gzip' : 'none'));
  });

  test('a digest in a name is the digest of the blob', async () => {
    const blob = await packAs(tool, text);
    const { images } = await openBlob(blob, 'web.tar');
    for (const { digest, range } of images[0]!.layers) {
      const bytes = new Uint8Array(await blob.slice(range!.start, range!.end).arrayBuffer());
      expect([null, `sha256:${sha256Hex(bytes)}`]).toContain(digest);
    }
  });

  test('a layer that is named twice is stored once and opens twice', async () => {
    const { images } = await openBlob(await packAs(tool, text), 'web.tar');
    const [, , third, , fifth] = images[0]!.layers;
    expect(third!.range).toEqual(fifth!.range);
    expect([third!.index, fifth!.index]).toEqual([2, 4]);
  });
});

describe('manifest.json and config', () => {
  const pack = async (change: Parameters<typeof withConfig>[1]): Promise<Blob> =>
    packItems(docker24(withConfig(await blobsOf(text, false), change)));

  test.each([
    ['null', null, []],
    ['empty', [], []],
    ['several', ['web:1.4', 'registry.example.com/web:latest'], ['web:1.4', 'registry.example.com/web:latest']],
  ])('RepoTags: %s', async (_, repoTags, tags) => {
    const { config, layers } = await blobsOf('layer  RUN a\n  a  1\n', false);
    const items = [file('l.tar', layers[0]!.blob), file('c.json', config), manifest('c.json', ['l.tar'], repoTags)];
    const { images, faults } = await openBlob(await packItems(items), 'web.tar');
    expect([images[0]!.tags, images[0]!.reference, faults]).toEqual([tags, tags[0] ?? null, []]);
  });

  test('no history: the layers are there, without commands', async () => {
    const { images } = await openBlob(await pack((config) => delete config.history), 'web.tar');
    expect(images[0]!.layers.map(({ command }) => command)).toEqual(['', '', '', '', '']);
    expect(images[0]!.history).toEqual([]);
  });

  test('a history shorter than the layers', async () => {
    const { images } = await openBlob(await pack((config) => (config.history as []).splice(2)), 'web.tar');
    expect(images[0]!.layers.map(({ command }) => command)).toEqual(['ADD rootfs.tar /', '', '', '', '']);
  });

  test('a history longer than the layers names no layer that is not there', async () => {
    const longer = await pack((config) => (config.history as object[]).push({ created_by: 'RUN more' }));
    const { images } = await openBlob(longer, 'web.tar');
    expect(images[0]!.history.at(-1)).toMatchObject({ createdBy: 'RUN more', emptyLayer: false, layer: null });
  });

  test('a comment in place of a command, as nix writes it', async () => {
    const comment = "store paths: ['/nix/store/abc-hello']";
    const commented = await pack((config) => (config.history = [{ created: '1970-01-01T00:00:01Z', comment }]));
    const { images } = await openBlob(commented, 'web.tar');
    expect(images[0]!.layers[0]!.command).toBe(comment);
  });

  test('a config of sha256:<hex> is no missing file because of its colon', async () => {
    const { images } = await openBlob(await packAs('kaniko, ko, crane', text), 'web.tar');
    expect(images).toHaveLength(1);
  });

  test('a hundred layers, as nix makes them', async () => {
    const many = Array.from({ length: 120 }, (_, at) => `layer  store ${at}\n  nix/store/p${at}/f  ${at + 1}\n`).join(
      '',
    );
    const { report, image } = await analyseBlob(await packAs('nix streamLayeredImage', many), 'nix.tar');
    expect(image.layers).toHaveLength(120);
    expect(report.sizes.visible).toBe((120 * 121) / 2);
  });

  test('a layer without a byte in it: an empty file', async () => {
    const { config } = await blobsOf('layer  RUN a\n', false);
    const items = [file('l.tar', new Uint8Array(0)), file('c.json', config), manifest('c.json', ['l.tar'])];
    const opened = await analyseBlob(await packItems(items), 'web.tar');
    expect([faultsOf(opened), opened.report.sizes.stored]).toEqual([[], 0]);
  });

  test('what skopeo writes with dir: is named', async () => {
    const { config } = await blobsOf('layer  RUN a\n', false);
    const dir = [file('version', new Uint8Array(1)), file(sha256Hex(config), config)];
    const items = [...dir, file('manifest.json', new TextEncoder().encode('{"schemaVersion":2,"layers":[]}'))];
    await expect(openBlob(await packItems(items), 'dir.tar')).rejects.toThrow(
      /dir\.tar is what skopeo writes with dir:/,
    );
  });
});
