import { describe, expect, test } from 'vitest';
import { buildImageReport, layerChanges } from '../../src/report/build-report.ts';
import { gatherSecrets, type ImageSecrets } from '../../src/secrets/image-secrets.ts';
import { textsOfImage } from '../../src/secrets/image-texts.ts';
import { scanTexts } from '../../src/secrets/scan-texts.ts';
import { buildImage } from '../support/build-image.ts';
import { equalToNone, openMade, smallImage } from './sample-report.ts';

test('sizes add up, over the image and over its layers', async () => {
  const { report } = await openMade(smallImage);
  const { stored, visible, overwritten, deleted, duplicated } = report.sizes;
  expect({ stored, visible, overwritten, deleted, duplicated }).toEqual({
    stored: 2300 + 13 + 9000 + 8 + 12_000 + 9000,
    visible: 2300 + 8 + 9000,
    overwritten: 9000,
    deleted: 13 + 12_000,
    duplicated: 4,
  });
  expect(visible + overwritten + deleted).toBe(stored);
  expect(report.layers.reduce((sum, { size }) => sum + size, 0)).toBe(stored);
  expect(report.layers.reduce((sum, { wasted }) => sum + wasted, 0)).toBe(overwritten + deleted);
  expect(report.wasted.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(overwritten + deleted);
  expect(report.efficiency.score).toBe(visible / stored);
});

test('compressed sizes are those of the blobs, and null where a layer is not compressed', async () => {
  const gzipped = await openMade(smallImage, { compression: 'gzip' });
  const sizes = gzipped.report.layers.map(({ compressed }) => compressed);
  expect(sizes).toEqual(gzipped.image.layers.map(({ range }) => range!.end - range!.start));
  expect(gzipped.report.sizes.compressed).toBe(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0));
  expect((await openMade(smallImage)).report.sizes.compressed).toBeNull();
});

test('what was not analysed is said', async () => {
  const { image, analysis, rootfs } = await openMade(smallImage);
  const parts = { image, analysis, rootfs, contents: null, verification: null };
  const input = { file: 'web.tar', ...parts, unreadLayers: [1], source: null };
  expect(buildImageReport(input).unknowns.map(({ part }) => part)).toEqual(
    expect.arrayContaining(['duplicates', 'layers[1]', 'secrets', 'findings']),
  );
  const unknowns = (notCompared: number) =>
    buildImageReport({ ...input, contents: { ...equalToNone, notCompared } }).unknowns;
  expect(unknowns(0).map(({ part }) => part)).not.toContain('duplicates');
  expect(unknowns(1200)).toContainEqual({
    part: 'duplicates',
    reason: 'The contents of 1,200 files could not be read to compare them.',
  });
});

test('that the history fits the layers is not taken for granted', async () => {
  const { image, analysis, rootfs } = await openMade(smallImage);
  const parts = {
    file: 'web.tar',
    analysis,
    rootfs,
    contents: null,
    verification: null,
    unreadLayers: [],
    source: null,
  };
  const said = (history: typeof image.history) =>
    buildImageReport({ ...parts, image: { ...image, history } }).unknowns.filter(({ part }) => part === 'history');
  expect(said(image.history)).toEqual([]);
  expect(said([])).toEqual([
    { part: 'history', reason: 'The image has no history: how its layers were made is not known.' },
  ]);
  expect(said([...image.history, ...image.history])).toHaveLength(1);
});

test('an image without layers or files', () => {
  const { image, analysis, rootfs } = buildImage('empty  CMD true');
  const report = buildImageReport({
    file: 'a',
    image,
    analysis,
    rootfs,
    contents: equalToNone,
    verification: null,
    unreadLayers: [],
    source: null,
  });
  expect(report.efficiency).toEqual({ score: 1, dive: { efficiency: 1, wastedBytes: 0, userWastedPercent: 0 } });
  expect(report.layers).toEqual([]);
});

test('layers carry the line of the instruction that made them', () => {
  const { image, analysis, rootfs } = buildImage(smallImage);
  const source = { file: 'Dockerfile', lines: [null, 3, 7] };
  const parts = { image, analysis, rootfs, contents: equalToNone, verification: null };
  const report = buildImageReport({ file: 'a', ...parts, unreadLayers: [], source });
  expect(report.layers.map(({ dockerfile }) => dockerfile)).toEqual([
    null,
    { file: 'Dockerfile', line: 3 },
    { file: 'Dockerfile', line: 7 },
    null,
  ]);
});

test('layers carry how long their steps took at most, by the history', async () => {
  const { report } = await openMade(smallImage, { secondsApart: 1.5 });
  // The third layer's entry has one without a layer before it.
  expect(report.layers.map(({ secondsAtMost }) => secondsAtMost)).toEqual([null, 1.5, 1.5, 1.5]);
  const { report: untimed } = await openMade(smallImage);
  expect(untimed.layers.map(({ secondsAtMost }) => secondsAtMost)).toEqual([null, null, null, null]);
});

test('the base image is told by the user, else the Dockerfile, else the history', () => {
  const { image, analysis, rootfs } = buildImage(smallImage);
  const input = {
    file: 'a',
    image,
    analysis,
    rootfs,
    contents: null,
    verification: null,
    unreadLayers: [],
    source: null,
  };
  const base = { layers: 2, from: 'dockerfile', estimate: false, reason: 'R.', name: 'debian' } as const;
  const source = { file: 'Dockerfile', lines: [], base };
  expect(buildImageReport(input).base).toMatchObject({ from: 'none', layers: 0, stored: 0, wasted: 0 });
  expect(buildImageReport({ ...input, source }).base).toMatchObject({ ...base, stored: 2300 + 21_021 });
  const set = buildImageReport({ ...input, source, baseLayers: 1 });
  expect(set.base).toMatchObject({ from: 'user', layers: 1, stored: 2300, wasted: 0, hiddenByYours: 0 });
  expect(set.yours.stored + set.base.stored).toBe(set.sizes.stored);
  expect(buildImageReport({ ...input, baseLayers: 9 }).base.layers).toBe(4);
});

test('the CI rules are in the report where some are set', () => {
  const { image, analysis, rootfs } = buildImage(smallImage);
  const input = {
    file: 'a',
    image,
    analysis,
    rootfs,
    contents: null,
    verification: null,
    unreadLayers: [],
    source: null,
  };
  expect(buildImageReport(input).ci).toBeNull();
  const ciSettings = { lowestEfficiency: 'disabled', highestWastedBytes: '1kB', highestUserWastedPercent: 1 };
  const { ci } = buildImageReport({ ...input, ciSettings });
  expect(ci?.verdict).toBe('fail');
  expect(ci?.rules.map(({ verdict, threshold }) => [verdict, threshold])).toEqual([
    ['skip', null],
    ['fail', 1000],
    ['pass', 1],
  ]);
});

describe('the changed files of a layer', () => {
  const { rootfs } = buildImage(`
    layer
      a  1
      d/b  2
      d/c  3
    layer
      a  4
      a  5
      .wh.d
      new  6
      link => a
      x/`);
  test('directories left out, of a path written twice the last state', () => {
    expect([...layerChanges(rootfs, 1)].sort((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
      { path: '/a', kind: 'modified', size: 5 },
      { path: '/d/b', kind: 'removed', size: 0 },
      { path: '/d/c', kind: 'removed', size: 0 },
      { path: '/link', kind: 'added', size: 0 },
      { path: '/new', kind: 'added', size: 6 },
    ]);
  });

  test('as many as the layer counts', async () => {
    const opened = await openMade(smallImage);
    for (const layer of opened.report.layers) {
      const kinds = [...layerChanges(opened.rootfs, layer.index)].map(({ kind }) => kind);
      const count = (kind: string): number => kinds.filter((other) => other === kind).length;
      expect([count('added'), count('modified'), count('removed')]).toEqual([
        layer.added,
        layer.modified,
        layer.removed,
      ]);
    }
  });
});

test('a value that one text of the config gives away is hidden in all of them', async () => {
  const password = 'Xk7:Jd2mQz=9XvB4nRt';
  const commands = `
    layer  RUN |2 A=1 DB_PASSWORD=${password} /bin/sh -c make # buildkit
      a  1
    layer  /bin/sh -c mysql -u root "-p${password}"
      b  1`;
  const env = ['A=1', `DB_PASSWORD=${password}`, `A=${password}`];
  const { image, analysis, rootfs } = buildImage(commands, { env, labels: { note: `the ${password}!` } });
  const texts = textsOfImage(image);
  const secrets = gatherSecrets(rootfs, [], texts, await scanTexts(texts.map(({ text }) => text)));
  expect(secrets.secrets.flatMap(({ places }) => places.map(({ where }) => where))).not.toContain('label');
  const parts = { image, analysis, rootfs, contents: null, verification: null, unreadLayers: [], source: null };
  const report = buildImageReport({ file: 'a', ...parts, secrets });
  expect(JSON.stringify(report)).not.toContain(password);
  expect(report.config.env).toEqual(['A=1', 'DB_PASSWORD=Xk7…Rt', 'A=Xk7…Rt']);
  expect(report.config.labels['note']).toBe('the Xk7…Rt!');
  expect(report.layers.map(({ command }) => command)).toEqual([
    'RUN |2 A=1 DB_PASSWORD=Xk7…Rt /bin/sh -c make # buildkit',
    '/bin/sh -c mysql -u root "-pXk7…Rt"',
  ]);
});

test.each<[string, Partial<ImageSecrets>, string]>([
  ['a layer', { incomplete: [3] }, 'Layer 3 could not be searched to its end.'],
  ['layers', { incomplete: [1, 3] }, 'Layers 1, 3 could not be searched to their end.'],
  ['a file', { capped: ['/srv/a.txt'] }, '/srv/a.txt holds more secrets than are listed.'],
  [
    'hundreds of files',
    { capped: Array.from({ length: 1200 }, (_, index) => `/${index}`) },
    '/0, /1, /2, /3, /4, /5, /6, /7, /8, /9, /10, /11, /12, /13, /14, /15, /16, /17, /18, /19 and 1,180 more hold more secrets than are listed.',
  ],
])('what was not searched of %s is told in one sentence', async (_, of, reason) => {
  const { image, analysis, rootfs } = await openMade(smallImage);
  const none = { files: 0, bytes: 0 };
  const secrets = { secrets: [], capped: [], partial: none, searched: none, incomplete: [], ...of };
  const parts = { image, analysis, rootfs, contents: null, verification: null, secrets };
  const { unknowns } = buildImageReport({ file: 'web.tar', ...parts, unreadLayers: [], source: null });
  expect(unknowns.filter(({ part }) => part === 'secrets')).toEqual([{ part: 'secrets', reason }]);
});
