import { describe, expect, test } from 'vitest';
import { readOpenVex } from '../../../../src/analysis/vulnerabilities/suppression/openvex.ts';
import { readSuppressions } from '../../../../src/analysis/vulnerabilities/suppression/read-suppressions.ts';
import { isSuppressionFile } from '../../../../src/analysis/vulnerabilities/suppression/suppression-file.ts';

const context = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': 'https://a.test/1', author: 'A', version: 1 };
const lodash = { '@id': 'pkg:npm/lodash@4.17.20' };
const statement = {
  vulnerability: { name: 'CVE-2021-23337', aliases: ['GHSA-35jh-r3h4-6jhm'] },
  products: [lodash],
  status: 'not_affected',
  justification: 'vulnerable_code_not_in_execute_path',
};

const written = (...statements: unknown[]): string =>
  JSON.stringify({ ...context, timestamp: '2026-01-01T00:00:00Z', statements }, null, 2);
const read = (...statements: unknown[]) => readOpenVex(written(...statements), 'a.vex.json');

describe('a statement', () => {
  test('names, product, status, reason, time, place', () => {
    const { suppressions, problems } = read(
      { ...statement, impact_statement: 'x', timestamp: '2026-02-01T00:00:00Z' },
      statement,
    );
    expect(problems).toEqual([]);
    expect(suppressions).toMatchObject([
      {
        ids: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'],
        products: [{ purl: { type: 'npm', name: 'lodash', version: '4.17.20' }, subcomponents: [] }],
        status: 'not_affected',
        reason: 'the vulnerable code is never run; x',
        stated: '2026-02-01T00:00:00Z',
        line: 8,
      },
      { stated: '2026-01-01T00:00:00Z', line: 25 },
    ]);
  });

  test('purls of identifiers, subcomponents of images, the older form', () => {
    const image = {
      identifiers: { purl: 'pkg:oci/web?tag=1.4' },
      '@id': 'https://a.test/web',
      subcomponents: [lodash],
    };
    const { suppressions } = read(
      { ...statement, products: [image] },
      { vulnerability: 'CVE-1', products: ['pkg:npm/a'], status: 'fixed' },
    );
    expect(suppressions).toMatchObject([
      { products: [{ purl: { type: 'oci', name: 'web' }, subcomponents: [{ name: 'lodash' }] }] },
      { ids: ['CVE-1'], products: [{ purl: { name: 'a' } }], status: 'fixed' },
    ]);
  });

  test.each<[string, object, string]>([
    ['no vulnerability', { vulnerability: {} }, 'the statement names no vulnerability'],
    [
      'an unknown status',
      { status: 'ok' },
      '“CVE-2021-23337” has the status “ok”; known are not_affected, affected, fixed, under_investigation',
    ],
    ['no product', { products: [] }, '“CVE-2021-23337” names no product, so it is about nothing'],
    [
      'a product without purl',
      { products: [{ '@id': 'https://a.test/web' }] },
      '“CVE-2021-23337”: the product “https://a.test/web” is no package URL (pkg:…), so it can’t be found in an image',
    ],
    [
      'parts of a package',
      { products: [{ ...lodash, subcomponents: [lodash] }] },
      '“CVE-2021-23337”: “lodash” is a package with subcomponents: an image does not say what is part of what; name the subcomponent as product',
    ],
    [
      'a part without purl',
      { products: [{ '@id': 'pkg:oci/a', subcomponents: [{}] }] },
      '“CVE-2021-23337”: a subcomponent of “pkg:oci/a” is no package URL (pkg:…), so it can’t be found in an image',
    ],
    [
      'no reason',
      { justification: undefined },
      '“CVE-2021-23337” is called not_affected without a justification or an impact_statement',
    ],
  ])('%s is told with its line, and does not count', (_, change, message) => {
    const { suppressions, problems } = read({ ...statement, status: 'fixed' }, { ...statement, ...change });
    expect(suppressions).toHaveLength(1);
    expect(problems).toEqual([{ line: 23, message }]);
  });

  test('what is no object, and names of prototypes', () => {
    const text = `{"statements": [5,\n null, {"vulnerability": {"name": "A"}, "status": "not_affected", "products": ["pkg:npm/a"],\n"justification": "__proto__"}]}`;
    const { suppressions, problems } = readOpenVex(text, 'a.json');
    expect(suppressions.map(({ reason }) => reason)).toEqual(['__proto__']);
    expect(problems.map(({ line }) => line)).toEqual([1, 2]);
  });
});

test.each([
  ['{"statements": [\n}', 'from line 2 on'],
  ['[]', 'no list of “statements”'],
  ['{"bomFormat": "CycloneDX"}', 'no list of “statements”'],
  ['['.repeat(10_000), 'nested too deeply'],
])('%#: is refused with what is wrong', (text, words) => {
  expect(() => readOpenVex(text, 'a.json')).toThrow(words);
});

test('of two lists the last counts, with its lines', () => {
  const one = JSON.stringify({ ...statement, justification: 'a"]}\\' });
  const text = `{"statements": [${one}], "x": {"statements": [1]},\n"statements": [\n${one},\n${one}]}`;
  expect(readOpenVex(text, 'a.json').suppressions.map(({ line }) => line)).toEqual([3, 4]);
});

test('fifty thousand statements are enough', () => {
  const { suppressions, problems } = readOpenVex(`{"statements": [${'0,'.repeat(50_001)}0]}`, 'a.json');
  expect(suppressions).toEqual([]);
  expect(problems.at(-1)?.message).toMatch(/more below/);
});

test('files are told by name and beginning', async () => {
  const vex = written(statement);
  expect(['.trivyignore', 'a/.trivyignore.yaml', 'trivyignore.yml'].map((name) => isSuppressionFile(name, ''))).toEqual(
    [true, true, true],
  );
  expect([
    isSuppressionFile('a.vex.json', vex),
    isSuppressionFile('a.json', '{}'),
    isSuppressionFile('trivyignore.txt', ''),
  ]).toEqual([true, false, false]);
  expect((await readSuppressions(vex, 'a.json')).suppressions).toHaveLength(1);
  expect((await readSuppressions('CVE-1', '.trivyignore')).suppressions).toHaveLength(1);
  expect((await readSuppressions('vulnerabilities: [{id: CVE-1}]', '.trivyignore.yml')).suppressions).toHaveLength(1);
});
