import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { defaultCiSettings, type CiSettings } from '../../src/analysis/ci/ci-rules.ts';
import { compareFiles } from '../../src/analysis/comparison/compare-files.ts';
import { ComparedTree } from '../../src/analysis/comparison/compared-tree.ts';
import { json } from '../../src/export/json.ts';
import type { ImageConfig } from '../../src/image/model.ts';
import { buildImageReport } from '../../src/report/build-report.ts';
import { buildCompareReport, fileChanges, type CompareInput } from '../../src/report/compare-report.ts';
import {
  compareNotes,
  differenceText,
  directionOf,
  figureText,
  partingSentence,
} from '../../src/report/compare-words.ts';
import type { Report } from '../../src/report/report.ts';
import { buildImage } from '../support/build-image.ts';
import { equalToNone, reportOf } from './sample-report.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const base = 'layer  FROM\n  bin/sh  1000\n';
const before = `${base}layer  COPY . /app\n  app/a.js  500\n  app/b.js  100\n`;
const after = `${base}layer  COPY . /app\n  app/a.js  800\n  app/c.js  60\nlayer  RUN chown\n  app/a.js  800  5:5\n`;

interface SideOptions {
  readonly config?: Partial<ImageConfig>;
  readonly platform?: string;
  readonly id?: string;
  readonly unread?: number[];
  /** Of the layers, each by a letter. */
  readonly ids?: string;
}

function sideOf(text: string, index: number, options: SideOptions = {}): CompareInput['before'] & { rootfs: unknown } {
  const built = buildImage(text, options.config);
  const ids = [...(options.ids ?? '')];
  const image = {
    ...built.image,
    platform: options.platform ?? built.image.platform,
    id: options.id ?? `sha256:${String(index).padStart(64, 'a')}`,
    reference: `docker.io/library/web:1.${index}`,
    layers: built.image.layers.map((layer, at) => ({ ...layer, diffId: ids[at] ?? layer.diffId })),
  };
  const report = buildImageReport({
    ...{ file: `${index}.tar`, image, analysis: built.analysis, rootfs: built.rootfs, contents: equalToNone },
    ...{ verification: null, unreadLayers: options.unread ?? [], source: null },
  });
  return { index, image, report, rootfs: built.rootfs };
}

function compared(
  one: ReturnType<typeof sideOf>,
  other: ReturnType<typeof sideOf>,
  more: { ciSettings?: CiSettings | null; unfinished?: boolean } = {},
) {
  const columns = (side: typeof one) => ({ columns: (side.rootfs as ReturnType<typeof buildImage>['rootfs']).columns, layerIds: [0] }); // prettier-ignore
  const tree = new ComparedTree(compareFiles(columns(one), columns(other), 'a'));
  const input = {
    before: one,
    after: other,
    tree,
    ciSettings: null,
    defaultSettings: defaultCiSettings,
    unfinished: false,
  };
  return { tree, compare: buildCompareReport({ ...input, ...more }) };
}

const parted = { ids: 'abc' };
const usual = () => compared(sideOf(before, 0, { ids: 'ax' }), sideOf(after, 1, parted));

test('figures stand beside each other', () => {
  const { figures } = usual().compare;
  const told = figures.map(
    ({ title, unit, before, after }) =>
    before === null || after === null ? title : `${title}: ${figureText(before, unit)} ${figureText(after, unit)} ${differenceText(before, after, unit)}`, // prettier-ignore
  );
  expect(told).toEqual([
    'Stored: 1.60 kB 2.66 kB +1.06 kB',
    'Compressed layers',
    'Visible: 1.60 kB 1.86 kB +260 B',
    'Wasted: 0 B 800 B +800 B',
    'Efficiency: 100.0 % 69.9 % −30.1 points',
    'Layers: 2 3 +1',
    'Files: 3 3 no change',
    'Secrets: 0 0 no change',
    'Hardening findings: 0 0 no change',
    'Efficiency as dive counts: 100.0 % 69.9 % −30.1 points',
    'Wasted as dive counts: 0 B 1.60 kB +1.60 kB',
    'User-wasted share as dive counts: 0.0 % 96.4 % +96.4 points',
  ]);
  const byDirection = (direction: string): string[] =>
    figures.filter((figure) => directionOf(figure) === direction).map(({ id }) => id);
  expect(byDirection('worse')).toEqual(['stored', 'visible', 'wasted', 'efficiency', 'dive-efficiency', 'dive-wasted', 'dive-user-wasted']); // prettier-ignore
  expect(byDirection('better')).toEqual([]);
});

test('layers: shared, rebuilt by the same command, new', () => {
  const { compare } = usual();
  expect(compare.layers.pairs.map(({ kind }) => kind)).toEqual(['shared', 'rebuilt', 'after']);
  expect(compare.layers.pairs[1]!.after).toEqual({ index: 1, size: 860, wasted: 800, command: 'COPY . /app' });
  expect(partingSentence(compare)).toBe('The first layer is shared; they part behind it.');
});

test('files: sums, and the largest changes first', () => {
  const { files } = usual().compare;
  expect(files).toMatchObject({
    added: { files: 1, before: 0, after: 60 },
    modified: { files: 1, before: 500, after: 800 },
    removed: { files: 1, before: 100, after: 0 },
    unchanged: { files: 1 },
  });
  expect(files.largest).toEqual([
    { path: '/app/a.js', kind: 'modified', before: 500, after: 800, differs: ['size', 'contents', 'owner'] },
    { path: '/app/b.js', kind: 'removed', before: 100, after: null, differs: [] },
    { path: '/app/c.js', kind: 'added', before: null, after: 60, differs: [] },
  ]);
});

describe('thresholds', () => {
  test('dive’s own where none were set; those that fail now and passed before', () => {
    const { ci } = usual().compare;
    expect(ci).toMatchObject({ source: 'default', before: { verdict: 'pass' }, after: { verdict: 'fail' } });
    expect(ci.newlyFailing).toEqual(['lowestEfficiency', 'highestUserWastedPercent']);
  });

  test('of a .dive-ci; what failed before is not new, and what is disabled does not fail', () => {
    const settings = { lowestEfficiency: 'disabled', highestWastedBytes: '1kB', highestUserWastedPercent: '0.99' };
    const { ci } = compared(sideOf(after, 0, parted), sideOf(after, 1, parted), { ciSettings: settings }).compare;
    expect(ci.after.rules.map(({ verdict }) => verdict)).toEqual(['skip', 'fail', 'pass']);
    expect(ci).toMatchObject({ source: 'set', newlyFailing: [] });
  });
});

describe('what has to be known first', () => {
  test('the same image', () => {
    const id = `sha256:${'f'.repeat(64)}`;
    const { compare } = compared(sideOf(before, 0, { id, ids: 'ax' }), sideOf(before, 1, { id, ids: 'ax' }));
    expect(compare.same).toBe(true);
    expect(compareNotes(compare)).toEqual(['These are the same image: both have one id.']);
    expect(partingSentence(compare)).toBe('All 2 layers are shared.');
  });

  test('another platform', () => {
    const { compare } = compared(sideOf(before, 0), sideOf(after, 1, { platform: 'linux/arm64/v8' }));
    expect(compareNotes(compare)).toEqual([
      'They are for different platforms, linux/amd64 and linux/arm64/v8: nearly every program differs for that reason alone.',
    ]);
  });

  test('a layer that failed, and contents that nobody could read', () => {
    const { compare } = compared(sideOf(before, 0, { ids: 'xy' }), sideOf(before, 1, { ids: 'vw', unread: [1] }));
    expect(compare.unknowns).toEqual([
      {
        part: 'after.layers[1]',
        reason: 'Layer 1 could not be read to its end: files that are only missing there may count as removed.',
      },
      {
        part: 'files',
        reason: 'The contents of 2 files of the same size could not be compared; they count as unchanged.',
      },
    ]);
  });

  test('a layer that is not what its digest says', () => {
    const wrong = sideOf(before, 1, { ids: 'ax' });
    const item = { what: 'layer', layer: 1, expected: 'x', actual: 'y', ok: false } as const;
    wrong.report.verification = { state: 'mismatch', items: [item, { ...item, layer: 0, ok: true }] };
    const { unknowns } = compared(sideOf(before, 0, { ids: 'ax' }), wrong).compare;
    expect(unknowns.map(({ part }) => part)).toEqual(['after.layers[1]', 'files']);
    expect(unknowns[0]?.reason).toContain('its files may differ all the same');
  });

  test('contents that are still being compared', () => {
    const sides = [sideOf(before, 0), sideOf(before, 1)] as const;
    expect(compared(...sides, { unfinished: true }).compare.unknowns[0]?.reason).toMatch(/still being compared/);
  });
});

test('every changed file is in the full JSON report, which is valid and always the same', () => {
  const { compare, tree } = usual();
  const report: Report = { ...reportOf(), compare };
  const text = [...json.write({ report, rootfs: [], texts: [], compared: tree })].join('');
  const back = JSON.parse(text) as Report;
  validate(back);
  expect(validate.errors ?? []).toEqual([]);
  expect([...(back.compare?.files.changes ?? [])].map(({ path }) => path).sort()).toEqual([
    '/app/a.js',
    '/app/b.js',
    '/app/c.js',
  ]);
  const again = usual();
  expect([...json.write({ report: { ...reportOf(), compare: again.compare }, rootfs: [], texts: [], compared: again.tree })].join('')).toBe(text); // prettier-ignore
  validate({ ...back, compare: { ...back.compare, extra: 1 } });
  expect(validate.errors).not.toBeNull();
});

test('hostile names are in it as they are', () => {
  const text = 'layer  A\n  <img src=x>/a|b``c  50\n  caf\udce9\u202egnp.exe  30\n  __proto__/constructor  20\n';
  const { compare, tree } = compared(sideOf(base, 0), sideOf(text, 1));
  const full = { ...reportOf(), compare: { ...compare, files: { ...compare.files, changes: [...fileChanges(tree)] } } };
  validate(JSON.parse(JSON.stringify(full)));
  expect(validate.errors ?? []).toEqual([]);
  const paths = ['/bin/sh', '/<img src=x>/a|b``c', '/caf\udce9\u202egnp.exe', '/__proto__/constructor'];
  expect(compare.files.largest.map(({ path }) => path)).toEqual(paths);
});
