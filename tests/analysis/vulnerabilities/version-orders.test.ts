// Each is a total order, over versions that look like its ecosystem's and over others.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, isComparable } from '../../../src/analysis/vulnerabilities/versions.ts';
import { versionLike } from '../../support/version-likes.ts';

const ecosystems: readonly (readonly [order: string, ecosystem: string])[] = [
  ['dpkg', 'Debian:12'],
  ['apk', 'Alpine:v3.19'],
  ['rpm', 'Red Hat:enterprise_linux:9::baseos'],
  ['semver', 'npm'],
  ['go', 'Go'],
  ['pep440', 'PyPI'],
  ['rubygems', 'RubyGems'],
  ['maven', 'Maven'],
  ['nuget', 'NuGet'],
  ['packagist', 'Packagist'],
];

const numRuns = Number(process.env['PLIMSOLL_FUZZ_CASES'] ?? 3000);

describe.each(ecosystems)('%s', (order, ecosystem) => {
  const compare = (a: string, b: string): number => Math.sign(compareVersions(ecosystem, a, b));
  const text = fc.string({ unit: fc.constantFrom(...'019.-_~^+:!aAbrcpvx é'), maxLength: 8 });
  const version = fc.oneof({ weight: 5, arbitrary: versionLike(order) }, { weight: 1, arbitrary: text });

  test('is reflexive and antisymmetric', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compare(a, a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
      }),
      { numRuns },
    );
  });

  test('is transitive', () => {
    fc.assert(
      fc.property(version, version, version, (...three) => {
        const [a, b, c] = three.sort(compare) as [string, string, string];
        expect([compare(a, b), compare(b, c), compare(a, c)].every((sign) => sign <= 0)).toBe(true);
        if (compare(a, b) === 0) expect(compare(a, c)).toBe(compare(b, c));
        if (compare(b, c) === 0) expect(compare(a, b)).toBe(compare(a, c));
      }),
      { numRuns },
    );
  });

  test.each([
    '1',
    '1.',
    '-',
    'a',
    '1a',
    '1-',
    '.a',
    '~',
    '1.0-rc.',
    '_p1',
    '_p',
    'é',
    ' ',
    '+',
    '-r0',
    '0',
    '-é',
    '!1',
    ':',
  ])('10,000 characters of %s end soon', (piece) => {
    const long = `1${piece.repeat(Math.ceil(10_000 / piece.length))}`;
    const before = process.cpuUsage();
    expect(compare(long, `${long}1`) + compare(`${long}1`, long)).toBe(0);
    isComparable(ecosystem, `${long}!`);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(250);
  });
});
