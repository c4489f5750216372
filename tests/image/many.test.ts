import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../src/image/archive-contents.ts';
import { describeFault } from '../../src/fault.ts';
import { openArchive } from '../../src/image/open-archive.ts';
import { file, manifest, packItems } from '../support/layouts.ts';
import { json, makeTar, sha256Hex, type TarItem } from '../support/make-archive.ts';
import { openBlob } from '../support/open-image.ts';

const layerNames = (count: number): string[] => Array.from({ length: count }, (_, at) => `layers/${at}.tar`);

function configOf(layers: number): Uint8Array {
  const history = Array.from({ length: layers }, (_, at) => ({ created_by: `RUN ${at}` }));
  const diffIds = history.map(({ created_by: command }) => `sha256:${sha256Hex(json(command))}`);
  return json({ os: 'linux', architecture: 'amd64', rootfs: { diff_ids: diffIds }, history });
}

/** How long the middle of three runs takes, in ms: the machine does other things as well. */
async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 3; count++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[1]!;
}

describe('10,000 layers', () => {
  const count = 10_000;
  const names = layerNames(count);
  const layer = makeTar([{ header: { name: 'a' }, body: new Uint8Array(1) }]);
  const items = async (): Promise<TarItem[]> => {
    const body = await layer;
    return [...names.map((name) => file(name, body)), file('c.json', configOf(count)), manifest('c.json', names)];
  };

  test('open within two seconds', { timeout: 60_000 }, async () => {
    const blob = await packItems(await items());
    expect(await median(() => openBlob(blob, 'web.tar'))).toBeLessThan(2000);
    const { images, faults } = await openBlob(blob, 'web.tar');
    expect(faults).toEqual([]);
    expect(images[0]!.layers).toHaveLength(count);
    expect(images[0]!.layers.at(-1)).toMatchObject({ index: 9999, command: 'RUN 9999', name: 'layers/9999.tar' });
  });

  test('open from a folder as well', { timeout: 60_000 }, async () => {
    const files = (await items()).map(({ header, body }) => ({
      path: header.name,
      file: new Blob([Uint8Array.from(body!)]),
    }));
    const source = { kind: 'folder', name: 'web', files } as const;
    expect(await median(() => openArchive(source))).toBeLessThan(2000);
    expect((await openArchive(source)).images[0]!.layers).toHaveLength(count);
  });

  test('10,001 are too many: the others are there', { timeout: 60_000 }, async () => {
    const more = [...(await items()).slice(0, -1), manifest('c.json', [...names, names[0]!])];
    const { images, faults } = await openBlob(await packItems(more), 'web.tar');
    expect(images[0]!.layers).toHaveLength(count);
    expect(faults).toMatchObject([{ kind: 'limit', what: 'the layers of an image', limit: count }]);
  });
});

describe('many faults', () => {
  test('of thousands of missing layers the first are listed, and the rest is counted', async () => {
    const items = [file('c.json', configOf(5000)), manifest('c.json', layerNames(5000))];
    const { images, faults } = await openBlob(await packItems(items), 'web.tar');
    expect(images[0]!.layers).toHaveLength(5000);
    expect(faults).toHaveLength(archiveLimits.faults + 1);
    expect(faults[0]).toMatchObject({ kind: 'missing-blob', path: 'layers/0.tar' });
    expect(describeFault(faults.at(-1)!)).toMatch(/4,980 more faults/);
  });

  test('one blob that many images miss is missed once', async () => {
    const item = { Config: 'c.json', Layers: ['gone.tar'] };
    const items = [file('c.json', configOf(1)), file('manifest.json', json(Array(50).fill(item)))];
    const { images, faults } = await openBlob(await packItems(items), 'web.tar');
    expect([images.length, faults.length]).toEqual([50, 1]);
  });
});

describe('many images', () => {
  test('above a thousand are left out, and that is told', async () => {
    const list = Array.from({ length: 1001 }, () => ({ Config: 'c.json', Layers: [] }));
    const items = [file('c.json', configOf(0)), file('manifest.json', json(list))];
    const { images, faults } = await openBlob(await packItems(items), 'web.tar');
    expect(images).toHaveLength(1000);
    expect(faults).toMatchObject([{ kind: 'limit', what: 'the images of an archive', limit: 1000 }]);
  });

  test('of ten thousand layers each end with their layers', { timeout: 60_000 }, async () => {
    const names = layerNames(1).concat(Array<string>(9999).fill('layers/0.tar'));
    const list = Array.from({ length: 40 }, () => ({ Config: 'c.json', Layers: names }));
    const items = [
      file('c.json', configOf(1)),
      file('layers/0.tar', new Uint8Array(1024)),
      file('manifest.json', json(list)),
    ];
    const { images, faults } = await openBlob(await packItems(items), 'web.tar');
    expect(images).toHaveLength(10);
    expect(faults).toMatchObject([{ kind: 'limit', what: 'the layers of an archive' }]);
  });
});
