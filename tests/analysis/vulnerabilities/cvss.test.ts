import { calculateBaseScore } from 'cvss4';
import { describe, expect, test } from 'vitest';
import { severityOfScore } from '../../../src/analysis/vulnerabilities/cvss-scale.ts';
import { scoreOf } from '../../../src/analysis/vulnerabilities/cvss.ts';

describe('base scores', () => {
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N', 3.3],
    ['CVSS:3.0/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H/E:U/RL:O', 5.9],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
  ])('%s', (vector, score) => expect(scoreOf(vector)).toBe(score));

  test.each([
    ['nothing', ''],
    ['another version', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
    ['a metric is missing', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H'],
    ['a value that there is none of', 'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['no scope', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H'],
    ['a name of every object', 'CVSS:3.1/AV:constructor/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['version 4 without most of it', 'CVSS:4.0/AV:N'],
    ['version 4 with nonsense', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:Q/VI:H/VA:H/SC:N/SI:N/SA:N'],
    ['endless', `CVSS:3.1/${'AV:N/'.repeat(1_000)}`],
  ])('null: %s', (_, vector) => expect(scoreOf(vector)).toBeNull());

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
