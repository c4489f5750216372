import { describe, expect, test } from 'vitest';
import { compareVersions, isComparable } from '../../../src/analysis/vulnerabilities/versions.ts';

/** Each line in rising order, `=` between versions that are the same. */
const rising: readonly (readonly [ecosystem: string, line: string])[] = [
  [
    'Debian:12',
    '1.0~~ < 1.0~rc1 < 1.0 = 1.0-0 = 0:1.0 < 1.0-1 < 1.0-1+b13 < 1.0a < 1.0+b < 1.0.1 < 1.9 < 1.10 < 1:0.1',
  ],
  ['Ubuntu:24.04:LTS', '2.36-9+deb12u9 < 2.36-9+deb12u10 < 99999999999999999998 < 99999999999999999999'],
  ['npm', '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0 = 1.0'],
  ['crates.io', '0.1.0-9007199254740993 < 0.1.0-9007199254740994 < 0.1.0 = 0.1.0+meta < 0.1.0.1'],
  ['Go', 'v1.2.3-0.20200101000000-abcdefabcdef < 1.2.3 = v1.2.3+incompatible < v1.2.4-rc.1 < v1.10.0'],
  ['Go', '1.22.0-0 < 1.22beta1 < 1.22rc1 = 1.22.0-rc.1 < 1.22rc2 < 1.22rc10 < go1.22 = 1.22.0 < 1.22.1'],
  [
    'PyPI',
    '1.dev0 < 1a1.dev1 < 1a1 = 1.0-alpha.1 < 1b2 < 1rc1 = 1C1 < 1.0 = v1 < 1+ubuntu < 1+1 < 1.post1.dev1 < 1-1 < 1!0',
  ],
  ['PyPI', '2004d < 2004 < 2005'],
  [
    'Alpine:v3.19',
    '1.2_alpha < 1.2_alpha2 < 1.2_beta < 1.2_pre < 1.2_rc1 < 1.2 = 1.2-r0 < 1.2-r1 < 1.2-r10 < 1.2_git1 < 1.2_p1',
  ],
  ['Wolfi', '1.02 < 1.1 < 1.2 < 1.2a < 1.2b-r3 < 1.2.1 = 1.2.1~abc123 < 1.10 < 20230506-r0 < 20230506-r1'],
  [
    'Rocky Linux:9',
    '1.0~rc1-1 < 1.0 < 1.0-1.el9 = 0:1.0-1.el9 < 1.0-1.el9_4 < 1.0-1.el10 < 1.0^git1-1 < 1.0a-1 < 1.0.1-1 < 1:0.1-1',
  ],
  ['openSUSE:Leap 15.5', '3.0.7-6.el9_2 < 3.0.7-27.el9 < 99999999999999999998-1 < 99999999999999999999-1'],
  ['RubyGems', '1.0.a < 1.0.b2 < 1.0-1 = 1.0.pre.1 < 1.0.rc1 < 1 = 1.0.0 < 1.0.1 < 1.9 < 1.10'],
  [
    'Maven:https://repo.example.org',
    '1-alpha-1 = 1-a1 < 1-beta-2 < 1.0.0.M1 < 1-rc1 = 1-CR1 < 1-SNAPSHOT < 1 = 1.0.Final = 1-ga < 1-sp < 1-jre < 1-1 < 1.1',
  ],
  [
    'Maven',
    '1.0.0.Final < 1.0.0.Final-redhat-1 < 2.13.4 < 2.13.4.2 < 5.3.0.M1 < 5.3.0.RELEASE < 31.1-android < 31.1-jre',
  ],
  [
    'Packagist',
    '1.0-foo < 1.0-dev < 1.0alpha1 < 1.0-beta2 < 1.0RC1 = 1.0-rc1 < v1.0 < 1.0.0 < 1.0.1 < 1.0pl1 = 1.0-patch1 < 1.9 < 1.10',
  ],
  ['NuGet', '1.0.0-ALPHA = 1.0-alpha < 1.0.0-alpha.2 < 1.0.0-alpha.10 < 1.0.0-beta < 1 = 1.0.0.0 < 1.0.0.1 < 1.0.1'],
];

describe('compareVersions', () => {
  test.each(rising)('%s: %s', (ecosystem, line) => {
    const words = line.split(' ');
    for (let at = 0; at + 2 < words.length; at += 2) {
      const [a = '', sign, b = ''] = words.slice(at, at + 3);
      const said = Math.sign(compareVersions(ecosystem, a, b));
      expect([a, b, said]).toEqual([a, b, sign === '=' ? 0 : -1]);
      expect(Math.sign(compareVersions(ecosystem, b, a)) + said).toBe(0);
    }
  });
});

describe('isComparable', () => {
  test.each([
    ['Debian:12', '1:2.38.1-5+deb12u3', true],
    ['Debian:12', '${source:Version}', false],
    ['Go', '(devel)', false],
    ['Go', 'v0.0.0-20200101000000-abcdefabcdef', true],
    ['npm', 'latest', false],
    ['PyPI', '1.0-final-v2', false],
    ['NuGet', '1.2.3.4.5', false],
    ['Alpine:v3.19', '1.2.3_rc1-r0', true],
    ['Alpine:v3.19', '1.2.3_new-r0', false],
    ['Alpine:v3.19', '1.2-r0-r1', false],
    ['AlmaLinux:9', '1:3.0.7-27.el9', true],
    ['AlmaLinux:9', '(none)', false],
    ['RubyGems', '1.0.pre-1', true],
    ['RubyGems', 'master', false],
    ['Maven', 'Finchley.SR1', true],
    ['Maven', '${project.version}', false],
    ['Packagist', 'v1.0.0-patch1', true],
    ['Packagist', 'dev-main', false],
    ['Packagist', '1.x-dev', false],
    ['crates.io', '1.0.0-rc..1', false],
    ['Amazon Linux:2', '1.0', false],
    ['', '1.0', false],
    ['PyPI', '', false],
  ])('%s %s: %s', (ecosystem, version, said) => {
    expect(isComparable(ecosystem, version)).toBe(said);
  });
});

test('an unknown ecosystem has an order, of numbers as numbers', () => {
  expect(compareVersions('Nobody:1', '1.9', '1.10')).toBeLessThan(0);
  expect(compareVersions('constructor', '1.9', '1.9')).toBe(0);
});
