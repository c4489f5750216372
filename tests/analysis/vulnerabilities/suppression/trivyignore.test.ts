import { describe, expect, test } from 'vitest';
import { readTrivyIgnoreYaml } from '../../../../src/analysis/vulnerabilities/suppression/trivyignore-yaml.ts';
import { readTrivyIgnore } from '../../../../src/analysis/vulnerabilities/suppression/trivyignore.ts';

describe('.trivyignore', () => {
  test('ids, comments, days, reasons', () => {
    const text =
      '# accepted\r\nCVE-2018-14618\n\n  CVE-2019-1543 exp:2026-12-31  # until the new base\nGHSA-x x y exp:2026-01-01\n';
    const { suppressions, problems } = readTrivyIgnore(text, '.trivyignore');
    expect(problems).toEqual([]);
    expect(suppressions.map(({ ids, expires, reason, line }) => [ids[0], expires, reason, line])).toEqual([
      ['CVE-2018-14618', null, '', 2],
      ['CVE-2019-1543', '2026-12-31T00:00:00Z', 'until the new base', 4],
      ['GHSA-x', '2026-01-01T00:00:00Z', '', 5],
    ]);
    expect(suppressions[0]).toMatchObject({ status: 'ignored', products: [], paths: [], file: '.trivyignore' });
  });

  test.each(['exp:2026-02-30', 'exp:soon', 'exp:', 'exp:2026-1-1', 'exp:2026-13-01'])(
    '%s is told with its line',
    (day) => {
      const { suppressions, problems } = readTrivyIgnore(`A-1\nCVE-1 ${day}\nB-2\n`, '.trivyignore');
      expect(suppressions.map(({ ids }) => ids[0])).toEqual(['A-1', 'B-2']);
      expect(problems).toEqual([
        { line: 2, message: `“CVE-1 ${day}” does not count: write its day as exp:YYYY-MM-DD` },
      ]);
    },
  );

  test('many lines and long ones have an end', () => {
    const { suppressions, problems } = readTrivyIgnore('CVE-1\n'.repeat(60_000), '.trivyignore');
    expect(suppressions).toHaveLength(50_000);
    expect(problems).toEqual([{ line: 50_001, message: 'more than 50000 ids: from here on none is read' }]);
    const bad = readTrivyIgnore(`${'x'.repeat(1_000_000)}\n${'CVE-1 exp:x\n'.repeat(80)}`, '.trivyignore').problems;
    expect(bad).toHaveLength(51);
    expect(bad[0]!.message.length).toBeLessThan(200);
    expect(bad.at(-1)!.message).toBe('31 more below are not listed');
  });
});

describe('.trivyignore.yaml', () => {
  const read = (text: string) => readTrivyIgnoreYaml(text, '.trivyignore.yaml');

  test('as Trivy documents it', () => {
    const { suppressions, problems } = read(`vulnerabilities:
  - id: CVE-2022-40897
    paths:
      - "usr/local/lib/python3.9/site-packages/setuptools-58.1.0.dist-info/METADATA"
    statement: Accept the risk
  - id: CVE-2023-2650
  - id: CVE-2023-3817
    purls:
      - "pkg:deb/debian/libssl1.1"
    expired_at: 2023-09-01
misconfigurations:
  - id: AVD-DS-0001
`);
    expect(problems).toEqual([]);
    expect(suppressions).toMatchObject([
      { ids: ['CVE-2022-40897'], paths: [expect.stringContaining('METADATA')], reason: 'Accept the risk', line: 2 },
      { ids: ['CVE-2023-2650'], products: [], paths: [], reason: '', expires: null, line: 6 },
      {
        ids: ['CVE-2023-3817'],
        products: [{ purl: { name: 'debian/libssl1.1', version: null } }],
        expires: '2023-09-01T00:00:00Z',
        line: 7,
      },
    ]);
  });

  test('what is wrong with an entry is told with its line, the rest counts', () => {
    const { suppressions, problems } = read(`vulnerabilities:
  - CVE-1
  - id: ""
  - {id: CVE-2, purls: [lodash]}
  - {id: CVE-3, purls: pkg:npm/a}
  - {id: CVE-4, paths: ["[a"]}
  - {id: CVE-5, expired_at: soon}
  - {id: CVE-6, expired_at: 2026-12-31T10:00:00Z}
`);
    expect(suppressions.map(({ ids, expires }) => [ids[0], expires])).toEqual([['CVE-6', '2026-12-31T10:00:00.000Z']]);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: an entry has to be a map with an id',
      '3: an entry without an id says nothing',
      '4: “CVE-2”: “lodash” is no package URL, such as pkg:npm/lodash',
      '5: “CVE-3”: purls and paths have to be lists of texts',
      '6: “CVE-4”: “[a” is no pattern of paths',
      '7: “CVE-5”: “soon” is no day; write it as 2026-12-31',
    ]);
  });

  test.each([
    ['- a\n', 'no map at its top'],
    ['vulnerabilities: x\n', 'no list'],
    ['a: [\n', 'line 2'],
    ['['.repeat(60_000), 'nested too deeply'],
    [`a: "${'x'.repeat(1_000_001)}"`, 'a million characters'],
  ])('%#: is refused with what is wrong', (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  test.each(['', '# nothing\n', 'vulnerabilities:\n', '{}'])('%j says nothing', (text) => {
    expect(read(text)).toEqual({ suppressions: [], problems: [] });
  });
});
