import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/export/json.ts';
import { markdown } from '../../src/export/markdown.ts';
import { reason } from '../../src/optimize/compatibility/reason.ts';
import type { BaseVariantsInput } from '../../src/outlook/base-variants/base-variants.ts';
import { buildBasesReport, type BasesReport } from '../../src/report/bases-report.ts';
import type { FigureReport, Report } from '../../src/report/report.ts';
import { searchedImage } from '../export/sample-bills.ts';
import { debs, flawsIn, variantsInput } from '../support/base-variants.ts';
import { reportOf, textOf } from './sample-report.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const hidden = 'made-up-token';
const hide = (text: string): string => text.replaceAll(hidden, 'made…en');

const packages = debs('libc6 bash curl@2 git@2 shop@3');
const input = variantsInput(packages, {
  flaws: flawsIn(packages, { libc6: ['CVE-2026-0001!'], git: ['CVE-2026-0002'], shop: ['CVE-2026-0002'] }),
  compatibility: [
    {
      target: 'alpine',
      verdict: 'does not fit',
      reasons: [reason('start', 'against', `It starts with bash --token=${hidden} | <b>`)],
    },
    { target: 'distroless', verdict: 'fits', reasons: [reason('packages', 'for', 'All that it needs is there.')] },
  ],
});
const baseOf = (base: Partial<BaseVariantsInput['base']>): BaseVariantsInput => ({
  ...input,
  base: { ...input.base, ...base },
});
const node = baseOf({ name: 'node:20' });

const reportWith = (of: BaseVariantsInput): Report =>
  reportOf({ ...searchedImage(), bases: buildBasesReport(of, hide) });

/** As a reader of the file sees it. */
function written(of: BaseVariantsInput): BasesReport {
  const report = JSON.parse(textOf(json, reportWith(of))) as Report;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return report.images[0]!.bases!;
}

const figuresOf = ({ base, yours, others }: BasesReport): FigureReport[] => [
  ...[base, yours].flatMap(({ size, packages: count, flaws }) => [size, count, flaws]),
  ...others.flatMap(({ size, packagesGone, flawsGone }) => [size, packagesGone, flawsGone]),
];

describe('the JSON report is valid, and each figure says what it rests on', () => {
  test.each<[string, BaseVariantsInput, boolean]>([
    ['a known base', node, true],
    ['an estimated end of the base', { ...node, base: { ...node.base, estimate: true } }, true],
    ['a base of which nothing is known', baseOf({ name: 'registry.example/team/base:1' }), false],
    ['from scratch', baseOf({ layers: 0, stored: 0 }), false],
    ['nothing tells where the base ends', baseOf({ layers: 0, from: 'none', reason: 'Nothing tells.' }), false],
    ['nothing was looked up', { ...node, flaws: { affected: [], lookupOf: () => null } }, true],
  ])('%s', (_, of, isTold) => {
    const bases = written(of);
    expect([bases.today !== null, bases.reason === null, bases.others.length > 0]).toEqual([isTold, isTold, isTold]);
    for (const { kind, value, basis } of figuresOf(bases)) {
      expect(basis).not.toBe('');
      expect(value === null).toBe(kind === 'unknown');
    }
  });
});

test('what the base brings against what is yours', () => {
  const { base, yours } = written(node);
  expect(
    [base, yours].map(({ size, packages: count, flaws }) => [size, count, flaws].map(({ value }) => value)),
  ).toEqual([
    [1_000_000_000, 4, 2],
    [40_000_000, 1, 1],
  ]);
  expect(base.size).toMatchObject({ kind: 'measured', basis: 'Of the lowest 3 layers. It says so.' });
  const guessed = written({ ...node, base: { ...node.base, estimate: true } });
  expect([guessed.base.packages.kind, guessed.yours.packages.kind]).toEqual(['estimated', 'estimated']);
});

test('where nothing tells the end of the base, neither side has a number', () => {
  const { base, yours } = written(baseOf({ layers: 0, from: 'none', reason: 'Nothing tells.' }));
  for (const figure of [base, yours].flatMap(({ size, packages: count, flaws }) => [size, count, flaws]))
    expect(figure).toEqual({ kind: 'unknown', value: null, basis: 'Nothing tells.' });
});

test('of another base: what goes, and nothing that the image speaks against is advised', () => {
  const { others } = written(node);
  const alpine = others.find(({ reference }) => reference === 'node:20-alpine')!;
  expect(alpine).toMatchObject({
    kind: 'alpine',
    size: { kind: 'estimated' },
    packagesGone: { kind: 'measured', value: 4 },
    flawsGone: { value: 1 },
    verdict: 'does not fit',
    advised: false,
  });
  expect(alpine.gone).toEqual(packages.slice(0, 4).map(({ purl }) => purl));
  expect(others.find(({ kind }) => kind === 'same')).toMatchObject({ verdict: null, advised: true, gone: [] });
  expect(others.at(-1)).toBe(alpine);
});

test('secrets stand nowhere in it', () => {
  for (const format of [json, markdown]) {
    const text = textOf(format, reportWith(node));
    expect(text).not.toContain(hidden);
    expect(text).toContain('made…en');
  }
});

// One file, to be read in a review; vitest -u writes it anew.
test('the summary of it', async () => {
  const text = textOf(markdown, reportWith(node));
  const at = text.indexOf('### The base image and others');
  await expect(text.slice(at, text.indexOf('\n### ', at))).toMatchFileSnapshot(
    join(import.meta.dirname, '../golden/report/bases.md'),
  );
});

test('the schema refuses what is none of it, and nothing is said where nobody asked', () => {
  const report = JSON.parse(textOf(json, reportWith(node))) as Report;
  const changes: ((bases: BasesReport) => object)[] = [
    (bases) => ({ ...bases, advice: 'x' }),
    (bases) => ({ ...bases, yours: { ...bases.yours, size: { kind: 'guessed', value: 1, basis: 'x' } } }),
    (bases) => ({ ...bases, others: [{ ...bases.others[0], verdict: 'maybe' }] }),
    (bases) => ({ ...bases, today: { reference: 'node:20' } }),
  ];
  const [image] = report.images;
  for (const change of changes)
    expect(validate({ ...report, images: [{ ...image, bases: change(image!.bases!) }] })).toBe(false);
  expect(textOf(json, reportOf(searchedImage()))).not.toContain('"bases"');
  expect(textOf(markdown, reportOf(searchedImage()))).not.toContain('The base image and others');
});
