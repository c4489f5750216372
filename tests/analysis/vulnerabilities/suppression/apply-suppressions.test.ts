import { describe, expect, test } from 'vitest';
import { Suppressions } from '../../../../src/analysis/vulnerabilities/suppression/apply-suppressions.ts';
import { parsePurl } from '../../../../src/analysis/vulnerabilities/suppression/purl-pattern.ts';
import type { Suppression } from '../../../../src/analysis/vulnerabilities/suppression/suppression.ts';

const suppression = (more: Partial<Suppression>): Suppression => ({
  ...{ ids: ['CVE-1'], products: [], paths: [], status: 'ignored', reason: '', expires: null, stated: '' },
  ...{ file: 'a', line: 1 },
  ...more,
});
const product = (purl: string, ...subcomponents: string[]) => ({
  purl: parsePurl(purl)!,
  subcomponents: subcomponents.map((one) => parsePurl(one)!),
});

const image = { tags: ['ghcr.io/shop/web:1.4', 'docker.io/library/other:latest'], digests: ['sha256:aa'] };
const found = { purl: 'pkg:npm/lodash@4.17.20', path: '/srv/node_modules/lodash/package.json' };
const flaw = { ids: ['CVE-1', 'GHSA-1'] };
const now = '2026-11-27T12:00:00Z';
const isSetApart = (...all: Partial<Suppression>[]): boolean =>
  new Suppressions(all.map(suppression), image, now).of(flaw, found) !== null;

describe('what is set apart', () => {
  test.each<[string, Partial<Suppression>, boolean]>([
    ['by its id', {}, true],
    ['by an alias', { ids: ['X', 'GHSA-1'] }, true],
    ['not by another id', { ids: ['CVE-10'] }, false],
    ['not by __proto__', { ids: ['__proto__'] }, false],
    ['until a day', { expires: '2026-11-28T00:00:00Z' }, true],
    ['not from that day on', { expires: '2026-11-27T00:00:00Z' }, false],
    ['in a path', { paths: ['x', 'srv/**'] }, true],
    ['not in another', { paths: ['opt/**'] }, false],
    ['for a package', { products: [product('pkg:npm/lodash')] }, true],
    ['for its version', { products: [product('pkg:npm/lodash@4.17.20')] }, true],
    ['not for another', { products: [product('pkg:npm/lodash@4.17.21')] }, false],
    ['in this image', { products: [product('pkg:oci/web')] }, true],
    ['in this image by its tag', { products: [product('pkg:oci/web?tag=1.4&repository_url=ghcr.io/shop/web')] }, true],
    ['in this image by its registry', { products: [product('pkg:oci/web?repository_url=ghcr.io/shop')] }, true],
    [
      'by a name that Docker shortens',
      { products: [product('pkg:oci/other?repository_url=index.docker.io/library/other')] },
      true,
    ],
    ['not by another tag', { products: [product('pkg:oci/web?tag=1.5')] }, false],
    ['not of another registry', { products: [product('pkg:oci/web?repository_url=evil.test/web')] }, false],
    ['by its digest', { products: [product('pkg:oci/any@sha256%3Aaa')] }, true],
    ['not by another digest, whatever the name', { products: [product('pkg:oci/web@sha256%3Abb')] }, false],
    ['in this image for a package', { products: [product('pkg:oci/web', 'pkg:npm/lodash')] }, true],
    ['not for another package of it', { products: [product('pkg:oci/web', 'pkg:npm/a')] }, false],
    ['as fixed', { status: 'fixed' }, true],
    ['not while it is looked into', { status: 'under_investigation' }, false],
    ['not as affected', { status: 'affected' }, false],
  ])('%s', (_, change, expected) => {
    expect(isSetApart(change)).toBe(expected);
  });

  test('the later statement counts, of the same time the last one', () => {
    const [early, late] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00+02:00'];
    expect(isSetApart({ status: 'not_affected', stated: early }, { status: 'affected', stated: late })).toBe(false);
    expect(isSetApart({ status: 'affected', stated: late }, { status: 'not_affected', stated: early })).toBe(false);
    expect(isSetApart({ status: 'affected', stated: early }, { status: 'fixed', stated: early })).toBe(true);
    expect(isSetApart({ status: 'fixed', stated: '' }, { status: 'affected', stated: 'nonsense' })).toBe(false);
  });

  test('a user’s own list counts whatever is stated', () => {
    expect(isSetApart({ status: 'ignored' }, { status: 'affected', stated: now })).toBe(true);
  });
});

test('what was about nothing is known', () => {
  const all = [suppression({}), suppression({ ids: ['CVE-2'] }), suppression({ expires: '2020-01-01T00:00:00Z' })];
  const applied = new Suppressions(all, image, now);
  applied.of(flaw, found);
  expect(applied.unused(all)).toEqual(all.slice(1));
});

test('100,000 questions with 50,000 statements take no time', () => {
  const all = Array.from({ length: 50_000 }, (_, index) =>
    suppression({ ids: [`CVE-${index}`], products: [product('pkg:npm/lodash')] }),
  );
  const applied = new Suppressions(all, image, now);
  const start = performance.now();
  let count = 0;
  for (let index = 0; index < 100_000; index++) if (applied.of({ ids: [`CVE-${index}`] }, found)) count++;
  expect(count).toBe(50_000);
  expect(performance.now() - start).toBeLessThan(5000);
});
