import { describe, expect, test } from 'vitest';
import { describeFault, FaultError, type Fault } from '../../src/fault.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import { analyseImage } from '../../src/analysis/analyse-image.ts';
import { Rootfs } from '../../src/rootfs/rootfs.ts';
import { scanLayer } from '../../src/layer/scan-layer.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import { docker24, file, folder, gzipBlob, blobsOf, LayoutWriter, packItems, symlink } from '../support/layouts.ts';
import type { TarItem } from '../support/make-archive.ts';
import { openBlob } from '../support/open-image.ts';

const bytes = (length = 4): Uint8Array => new Uint8Array(length);
const names = (...all: string[]): TarItem[] => all.map((name) => file(name, bytes()));
const hex = (digit: string): string => digit.repeat(64);

async function faultOf(blob: Blob): Promise<Fault> {
  const error = await openBlob(blob, 'dropped.tar').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FaultError);
  return (error as FaultError).fault;
}

const exported = [
  file('.dockerenv', bytes(0)),
  symlink('bin', 'usr/bin'),
  folder('etc'),
  file('etc/passwd', bytes(100)),
  file('usr/bin/sh', bytes(3000)),
  folder('var/lib'),
];

describe('a tar without an image is named for what it is', () => {
  test.each<[string, TarItem[], RegExp, RegExp, boolean]>([
    ['docker export', exported, /flattened root file system/, /docker save/, true],
    [
      'a root file system of another tool',
      names('./bin/sh', './etc/passwd', './lib/a', './usr/b'),
      /flattened/,
      /one layer/,
      true,
    ],
    ['a layer', names('app/a', 'app/.wh.b'), /a single layer/, /one layer/, true],
    [
      'a backup of a volume',
      names('data/db.sqlite', 'data/wal'),
      /backup of a volume.*holds no image/,
      /one layer/,
      true,
    ],
    ['a source tree', names('src/a.c', 'Makefile', 'etc/x'), /a tar of files/, /docker save/, true],
    ['a Helm chart', names('web/Chart.yaml', 'web/values.yaml'), /a Helm chart/, /helm template/, false],
    ['a virtual machine', names('vm.ovf', 'vm-disk1.vmdk'), /OVA/, /docker save/, false],
    [
      'archives in a tar',
      names('images/a.tar', 'images/b.tar.gz', 'README'),
      /a tar of other archives \(images\/a\.tar\)/,
      /tar -xf/,
      false,
    ],
    [
      'an archive without its manifest',
      names(`${hex('a')}.tar`, `${hex('b')}.json`),
      /lost its manifest\.json/,
      /docker save/,
      false,
    ],
    ['a tar without files', [folder('a')], /without a file/, /docker save/, false],
    [
      'an image packed inside a folder',
      [...names('my/oci-layout', 'my/index.json', `my/blobs/sha256/${hex('a')}`)],
      /inside the folder my/,
      /tar -C my/,
      false,
    ],
  ])('%s', async (_, items, looksLike, instead, readable) => {
    const fault = await faultOf(await packItems(items));
    expect(fault).toMatchObject({
      kind: 'not-an-image',
      fileName: 'dropped.tar',
      looksLike: expect.stringMatching(looksLike) as string,
      instead: expect.stringMatching(instead) as string,
      readable,
    });
    expect(describeFault(fault)).toMatch(/^dropped\.tar is an? .*\. Looked for manifest\.json .*(?:\.|image\.tar)$/);
  });

  test('names of files are shown so that they can be seen', async () => {
    const fault = await faultOf(await packItems(names('a\u202e/b.tar')));
    expect(fault).toMatchObject({ looksLike: 'a tar of other archives (a\\u{202E}/b.tar)' });
  });

  test('a file system that is cut short is one all the same; what is nothing known is cut short', async () => {
    const cut = async (items: TarItem[]): Promise<Blob> => {
      const whole = await packItems([...items, file('zz', bytes(5000))]);
      return whole.slice(0, whole.size - 4096);
    };
    expect(await faultOf(await cut(exported))).toMatchObject({ kind: 'not-an-image', readable: true });
    expect(await faultOf(await cut(names('data/a')))).toMatchObject({ kind: 'truncated' });
  });

  test('files above the limit of an index: told from those before', async () => {
    const header = new Uint8Array(await (await packItems([file('etc/passwd', bytes(0))])).arrayBuffer()).subarray(
      0,
      512,
    );
    const many = new Uint8Array(512 * 200_100);
    for (let at = 0; at < 200_100; at++) many.set(numbered(header, at), at * 512);
    const fault = await faultOf(new Blob([many]));
    expect(fault).toMatchObject({ kind: 'not-an-image', looksLike: expect.stringMatching(/tar of files/) as string });
  });
});

/** The header with a number for a name, and its checksum. */
function numbered(header: Uint8Array, number: number): Uint8Array {
  const block = header.slice();
  block.fill(0, 0, 100);
  block.set(new TextEncoder().encode(`etc/${number}`));
  block.fill(32, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

describe('read as one layer', () => {
  const openAsRootfs = (blob: Blob): ReturnType<typeof openArchive> =>
    openArchive({ kind: 'file', name: 'root.tar', file: blob }, { as: 'rootfs' });

  test.each<[string, (blob: Blob) => Promise<Blob>]>([
    ['as it is', (blob) => Promise.resolve(blob)],
    ['gzipped', gzipBlob],
  ])('what docker export writes, %s', async (_, wrap) => {
    const blob = await wrap(await packItems(exported));
    const { images, faults, bytes: size } = await openAsRootfs(blob);
    expect([images.length, faults, size]).toEqual([1, [], blob.size]);
    const [image] = images;
    expect(image).toMatchObject({ format: 'rootfs', id: '', reference: null, tags: [], platform: 'unknown/unknown' });
    expect(image!.history).toEqual([]);
    expect(image!.layers).toMatchObject([{ index: 0, range: { start: 0, end: blob.size }, diffId: '', command: '' }]);
    const scan = await scanLayer(blob, image!.layers[0]!, 'root.tar');
    expect(scan.fault).toBeNull();
    const { analysis, rootfs } = analyseImage([scan.table]);
    expect(analysis.sizes).toMatchObject({ stored: 3100, visible: 3100 });
    const report = buildImageReport({
      file: 'root.tar',
      image: image!,
      analysis,
      rootfs: new Rootfs(rootfs),
      contents: null,
      verification: null,
      unreadLayers: [],
      source: null,
    });
    expect(report.layers).toMatchObject([{ size: 3100, added: 4 }]);
  });

  test('is not tried by itself, and an empty file is none', async () => {
    expect(await faultOf(await packItems(exported))).toMatchObject({ kind: 'not-an-image' });
    await expect(openAsRootfs(new Blob([]))).rejects.toMatchObject({ fault: { kind: 'empty-file' } });
  });

  test('an image archive can be looked into as files', async () => {
    const blob = await packItems(docker24(await blobsOf('layer  RUN a\n  a  10\n', false)));
    const { images } = await openAsRootfs(blob);
    expect((await scanLayer(blob, images[0]!.layers[0]!, 'a')).table.count).toBeGreaterThan(4);
  });
});

test('a layout with nothing in it has an empty list', async () => {
  const fault = await faultOf(await new LayoutWriter().index([]).pack());
  expect(fault).toMatchObject({ kind: 'not-an-image', readable: false });
});
