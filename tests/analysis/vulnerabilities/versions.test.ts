import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, isComparable } from '../../../src/analysis/vulnerabilities/versions.ts';
import { allVersionPrograms, versionPrograms, type Pair } from '../../peers/versions.ts';

/** What the versions of an ecosystem are made of. */
const pieces: Record<string, readonly string[]> = {
  'Debian:12': ['0', '1', '2', '10', '.', '.', '~', '-', '+', 'a', 'rc', 'Z', '00', 'deb12u1', '~~', '+b13'],
  'Alpine:v3.19': ['0', '1', '2', '10', '.', '.0', '.01', 'a', '_alpha', '_rc1', '_p2', '_git3', '-r0', '-r3', '~abc'],
  'Rocky Linux:9': ['0', '1', '2', '10', '.', '.', '~', '^', '+', '_', 'a', 'rc', 'el9', '00', 'Z'],
  npm: ['0', '1', '2', '10', '.', '.', '-', 'alpha', 'rc', '.1', '+build', 'v', '99999999999999999999'],
  Go: ['0', '1', '2', '.', '.', '-', '0.20260225185322-738bad662b20', '+incompatible', 'rc1'],
  PyPI: [
    '0',
    '1',
    '2',
    '10',
    '.',
    '.',
    'a1',
    'b',
    'rc1',
    '.dev0',
    '.post1',
    '-1',
    '+local',
    '1!',
    'c2',
    '.dev',
    'alpha',
    'v',
  ],
  RubyGems: ['0', '1', '2', '10', '.', '.', '-', 'a', 'rc', 'pre', '.0', '00'],
  Maven: ['0', '1', '2', '10', '.', '.', '-', 'alpha', 'rc', 'RC1', 'SNAPSHOT', 'ga', 'final', 'sp', 'x', 'jre8', 'b2'],
  NuGet: ['0', '1', '2', '10', '.', '.', '-', 'Alpha', 'rc', '.1', '+b'],
  Packagist: ['0', '1', '2', '10', '.', '.', '-', 'dev', 'alpha', 'a', 'b', 'RC', 'rc', 'pl', 'p', 'x', '_', '+'],
};

const version = (ecosystem: string, most = 7): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...(pieces[ecosystem] ?? [])), { minLength: 1, maxLength: most })
    .map((parts) => parts.join(''));

describe.each(Object.keys(pieces))('the order of %s', (ecosystem) => {
  const compare = (a: string, b: string): number => Math.sign(compareVersions(ecosystem, a, b));

  test('is antisymmetric, and a version is its own equal', () => {
    fc.assert(
      fc.property(version(ecosystem), version(ecosystem), (a, b) => {
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(compare(a, a)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  // Maven's own order is not: of 1-0b2, 1ga0 and 1 two are equal, and the third lies between.
  test.skipIf(ecosystem === 'Maven')('is transitive', () => {
    const comparable = version(ecosystem, 4).filter((one) => isComparable(ecosystem, one));
    fc.assert(
      fc.property(fc.tuple(comparable, comparable, comparable), (taken) => {
        const [low, middle, high] = [...taken].sort(compare) as [string, string, string];
        expect(compare(low, high)).toBeLessThanOrEqual(0);
        if (compare(low, middle) === 0 && compare(middle, high) === 0) expect(compare(low, high)).toBe(0);
        if (compare(low, middle) < 0 || compare(middle, high) < 0) expect(compare(low, high)).toBeLessThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes any text, of any length, in time', () => {
    const long = [
      '1'.repeat(10_000),
      '1.'.repeat(5000),
      '1-'.repeat(5000),
      '~'.repeat(10_000),
      'a'.repeat(10_000),
      `1${'_p'.repeat(5000)}`,
      `1+${'a.'.repeat(5000)}`,
      '\0\u{1f600}',
    ];
    const start = performance.now();
    for (const a of long) for (const b of long) expect(compare(a, b)).toBe(-compare(b, a) + 0);
    for (const a of long) isComparable(ecosystem, a);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

const ascending: Record<string, readonly string[]> = {
  'Debian:12': ['1.0~rc1-1', '1.0', '1.0-1~bpo1', '1.0-1', '1.0-1+deb12u1', '1.0-2', '1.0a-1', '1.0+dfsg-1', '1:0.5-1'],
  'Alpine:v3.19': ['1.2_alpha1', '1.2_beta', '1.2_rc1', '1.2', '1.2-r3', '1.2_git5', '1.2_p1', '1.2a', '1.2.1', '1.10'],
  'Rocky Linux:9': ['1.0~rc1-1', '1.0', '1.0-1.el9', '1.0-2.el9', '1.0^git1-1', '1.0.1-1', '1:0.1-1'],
  npm: ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.10.0'],
  Go: ['v1.0.0-20200101000000-abcdef', '1.0.0', '1.0.1-0.20260225185322-738bad662b20', '1.0.1', '2.0.0+incompatible'],
  PyPI: [
    'not a version',
    '1.0.dev1',
    '1.0a1.dev1',
    '1.0a1',
    '1.0b2',
    '1.0rc1',
    '1.0',
    '1.0+local.1',
    '1.0.post1',
    '1.1',
    '1!0.1',
  ],
  RubyGems: ['1.0.a', '1.0.pre', '1.0', '1.0.1', '1.2', '1.10'],
  Maven: ['1-alpha-1', '1-beta-1', '1-milestone-1', '1-rc-1', '1-SNAPSHOT', '1', '1-sp', '1-abc', '1-1', '1.1'],
  NuGet: ['1.0.0-alpha', '1.0.0-RC', '1.0.0', '1.0.0.1', '1.0.1'],
  Packagist: ['1.0-x', '1.0-dev', '1.0-alpha1', '1.0-beta', '1.0RC1', '1.0', '1.0-pl1', '1.1'],
};

describe.each(Object.entries(ascending))('%s, oldest first', (ecosystem, versions) => {
  test.each(versions.slice(1).map((newer, at) => [versions[at] as string, newer]))('%s < %s', (older, newer) => {
    expect(compareVersions(ecosystem, older, newer)).toBeLessThan(0);
  });
});

test.each([
  ['Debian:12', '1.0', '1.0-0'],
  ['Debian:12', '0:1.0-1', '1.0-1'],
  ['Alpine:v3.19', '1.2', '1.2-r0'],
  ['npm', 'v1.0', '1.0.0+build'],
  ['PyPI', '1.0', '1.0.0'],
  ['PyPI', '1.0c1', '1.0RC1'],
  ['RubyGems', '1.0', '1.0.0'],
  ['Maven', '1.0.ga', '1'],
  ['Maven', '1-cr1', '1-rc1'],
  ['NuGet', '1.0-RC', '1.0.0.0-rc'],
  ['Packagist', 'v1.0b2', '1.0-beta2'],
])('%s: %s is %s', (ecosystem, a, b) => {
  expect(compareVersions(ecosystem, a, b)).toBe(0);
});

test('an ecosystem that is not known has no comparable versions', () => {
  expect([isComparable('Nobody', '1.0'), isComparable('PyPI', '1.0'), isComparable('PyPI', 'latest')]).toEqual([
    false,
    true,
    false,
  ]);
});

const here = versionPrograms();

describe.each(allVersionPrograms)('$program', ({ ecosystem, program, name, compare }) => {
  test.skipIf(!here.some((one) => one.program === program))('orders versions as it does', () => {
    const count = program === 'dpkg' ? 700 : 30_000;
    const flat = fc.sample(version(ecosystem), { numRuns: 2 * count, seed: 12 });
    // PHP says of a version that ends with a sign that it is older than itself.
    const versions = flat.map((one) => `1${one}`.replace(/[.+_-]+$/, ''));
    const pairs = Array.from({ length: count }, (_, at): Pair => [versions[2 * at]!, versions[2 * at + 1]!]);
    const orders = compare(pairs);
    const taken = pairs.flatMap((pair, at) => {
      const order = orders[at];
      return order === null || order === undefined ? [] : [{ pair, order }];
    });
    const differ = taken.filter(({ pair, order }) => Math.sign(compareVersions(ecosystem, ...pair)) !== order);
    console.log(`${name()}: ${taken.length} of ${count} pairs taken, ${differ.length} differ`);
    expect(taken.length).toBeGreaterThan(count / 20);
    expect(differ.slice(0, 10)).toEqual([]);
  });
});
