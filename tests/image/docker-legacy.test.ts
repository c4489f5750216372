import { describe, expect, test } from 'vitest';
import type { OpenedArchive } from '../../src/image/model.ts';
import { blobsOf, docker19, file, idOf, packItems } from '../support/layouts.ts';
import { json, type TarItem } from '../support/make-archive.ts';
import { analyseBlob, faultsOf, openBlob } from '../support/open-image.ts';

const text = `
  layer  #(nop) ADD file:0123 in /
    bin/busybox  3000
    etc/passwd  100
  layer  rm /etc/passwd
    etc/.wh.passwd
  layer  #(nop) CMD ["sh"]
`;

type Change = Parameters<typeof docker19>[1];
const items = async (change?: Change): Promise<TarItem[]> =>
  docker19(await blobsOf(text, false, { Cmd: ['sh'], User: 'app' }), change);
const open = async (list: readonly TarItem[]): Promise<OpenedArchive> => openBlob(await packItems(list), 'old.tar');
const without = (list: readonly TarItem[], name: string): TarItem[] =>
  list.filter(({ header }) => header.name !== name);

test('docker save up to 1.9 reads to the byte', async () => {
  const opened = await analyseBlob(await packItems(await items()), 'old.tar');
  expect(faultsOf(opened)).toEqual([]);
  expect(opened.image).toMatchObject({
    format: 'docker-archive',
    reference: 'web:1.4',
    id: idOf(2),
    manifestDigest: null,
    platform: 'linux/arm64',
    created: '2024-05-01T10:00:00Z',
    config: { user: 'app', cmd: ['sh'] },
  });
  expect(opened.image.layers.map(({ command, diffId, digest }) => [command, diffId, digest])).toEqual([
    ['/bin/sh -c #(nop) ADD file:0123 in /', '', null],
    ['/bin/sh -c rm /etc/passwd', '', null],
    ['/bin/sh -c #(nop) CMD ["sh"]', '', null],
  ]);
  expect(opened.image.history.map(({ layer, emptyLayer }) => [layer, emptyLayer])).toEqual([
    [0, false],
    [1, false],
    [2, false],
  ]);
  expect(opened.report.sizes).toMatchObject({ stored: 3100, visible: 3000, deleted: 100 });
});

test('an OCI index beside it is read in its place', async () => {
  await expect(open([...(await items()), file('index.json', json({ manifests: [] }))])).rejects.toThrow(/old\.tar/);
});

describe('repositories', () => {
  test('is missing: the images that no other one builds on, without a name', async () => {
    const { images, faults } = await open(without(await items(), 'repositories'));
    expect(images.map(({ id, reference, layers }) => [id, reference, layers.length])).toEqual([[idOf(2), null, 3]]);
    expect(faults).toEqual([]);
  });

  test('several tags of one image, and an image below another', async () => {
    const repositories = { web: { '1.4': idOf(2), latest: idOf(2) }, base: { '1': idOf(0) } };
    const { images } = await open([
      ...without(await items(), 'repositories'),
      file('repositories', json(repositories)),
    ]);
    expect(images.map(({ tags, layers }) => [tags, layers.length])).toEqual([
      [['web:1.4', 'web:latest'], 3],
      [['base:1'], 1],
    ]);
  });

  test.each([
    ['a list', []],
    ['numbers for ids', { web: { '1.4': 5 } }],
    ['tags that are no object', { web: 'latest' }],
  ])('is %s: passed over', async (_, value) => {
    const { images } = await open([...without(await items(), 'repositories'), file('repositories', json(value))]);
    expect(images.map(({ id }) => id)).toEqual([idOf(2)]);
  });
});

describe('damage', () => {
  test('a missing parent', async () => {
    await expect(open(without(await items(), `${idOf(0)}/json`))).rejects.toThrow(`names ${idOf(0)}/json`);
  });

  test('an image that is its own ancestor', async () => {
    const cycle = await items((v1, index) => {
      if (index === 0) v1.parent = idOf(2);
    });
    await expect(open(cycle)).rejects.toThrow(/its own parent/);
  });

  test('a json that is none: told once, and what lies below it is shown', async () => {
    const broken = [...without(await items(), `${idOf(1)}/json`), file(`${idOf(1)}/json`, new Uint8Array([123]))];
    const { images, faults } = await open(broken);
    expect(images.map(({ id }) => id)).toEqual([idOf(0)]);
    expect(faults).toMatchObject([{ kind: 'bad-json', path: `${idOf(1)}/json` }]);
    expect(faults).toHaveLength(1);
  });

  test('a missing layer: the others are there', async () => {
    const { images, faults } = await open(without(await items(), `${idOf(1)}/layer.tar`));
    expect(images[0]!.layers.map(({ range }) => range !== null)).toEqual([true, false, true]);
    expect(faults).toMatchObject([{ kind: 'missing-blob', path: `${idOf(1)}/layer.tar`, namedIn: `${idOf(1)}/json` }]);
  });

  test('wrong types in a json', async () => {
    const odd = await items((v1) => Object.assign(v1, { container_config: 5, config: [], created: {}, os: 1 }));
    const { images } = await open(odd);
    expect(images[0]!.layers.map(({ command }) => command)).toEqual(['', '', '']);
    expect(images[0]).toMatchObject({ platform: 'unknown/arm64', created: null });
  });
});
