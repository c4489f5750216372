import { calculateBaseScore } from 'cvss4';
import { describe, expect, test } from 'vitest';
import { severityOfScore } from '../../../src/analysis/vulnerabilities/cvss-scale.ts';
import version2 from '../../fixtures/cvss/version-2.json' with { type: 'json' };
import { scoreOf } from '../../../src/analysis/vulnerabilities/cvss.ts';

describe('base scores', () => {
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N', 3.3],
    ['CVSS:3.0/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H/E:U/RL:O', 5.9],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C', 6.2],
    ['AV:N/AC:L/Au:N/C:N/I:N/A:N', 0],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
  ])('%s', (vector, score) => expect(scoreOf(vector)).toBe(score));

  test.each([
    ['nothing', ''],
    ['another version', 'CVSS:1.0/AV:N/AC:L/Au:N/C:P/I:P/A:P'],
    ['version 2 without a metric', 'AV:N/AC:L/Au:N/C:P/I:P'],
    ['version 2 without harm and with a value that there is none of', 'AV:X/AC:L/Au:N/C:N/I:N/A:N'],
    ['version 2 with a name of every object', 'AV:N/AC:toString/Au:N/C:P/I:P/A:P'],
    ['a metric is missing', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H'],
    ['a value that there is none of', 'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['no scope', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H'],
    ['a name of every object', 'CVSS:3.1/AV:constructor/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['version 4 without most of it', 'CVSS:4.0/AV:N'],
    ['version 4 with nonsense', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:Q/VI:H/VA:H/SC:N/SI:N/SA:N'],
    ['endless', `CVSS:3.1/${'AV:N/'.repeat(1_000)}`],
  ])('null: %s', (_, vector) => expect(scoreOf(vector)).toBeNull());

  test(`every vector of version 2 as ${version2.version} of PyPI`, () => {
    const known = version2.scores.map((line) => line.split(' '));
    expect(known).toHaveLength(3 ** 6);
    expect(known.map(([vector]) => scoreOf(vector as string))).toEqual(known.map(([, score]) => Number(score)));
  });

  test('every vector of version 3.1 as another implementation', () => {
    const metrics: [string, string][] = [
      ['AV', 'NALP'],
      ['AC', 'LH'],
      ['PR', 'NLH'],
      ['UI', 'NR'],
      ['S', 'UC'],
      ['C', 'HLN'],
      ['I', 'HLN'],
      ['A', 'HLN'],
    ];
    const vectors = metrics.reduce(
      (heads, [name, values]) => heads.flatMap((head) => [...values].map((value) => `${head}/${name}:${value}`)),
      ['CVSS:3.1'],
    );
    expect(vectors).toHaveLength(2_592);
    expect(vectors.map(scoreOf)).toEqual(vectors.map((vector) => calculateBaseScore(vector)));
  });
});

test.each([
  [null, 'unknown'],
  [0, 'unknown'],
  [0.1, 'low'],
  [3.9, 'low'],
  [4, 'medium'],
  [7, 'high'],
  [8.9, 'high'],
  [9, 'critical'],
])('severity of %s is %s', (score, severity) => expect(severityOfScore(score)).toBe(severity));
