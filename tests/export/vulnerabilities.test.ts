import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultCiSettings } from '../../src/analysis/ci/ci-rules.ts';
import { markdown } from '../../src/export/markdown.ts';
import { sarif } from '../../src/export/sarif.ts';
import { billInput, hostileBill, searchedImage } from './sample-bills.ts';
import { written } from './sample-findings.ts';

const sectionsOf = (text: string): string => {
  const start = text.indexOf('### Known vulnerabilities');
  return `${text.slice(start, text.indexOf('### Not analysed', start))}${text.slice(text.indexOf('### Not analysed'))}`;
};

describe('Markdown', () => {
  test('of an image', async () => {
    const text = written(markdown, billInput(searchedImage()));
    await expect(sectionsOf(text)).toMatchFileSnapshot(
      join(import.meta.dirname, '../golden/export/vulnerabilities.md'),
    );
  });

  test('nothing looked up is no section, nothing found is said with how many were looked up', () => {
    expect(written(markdown, billInput(searchedImage({ lookups: null })))).not.toContain('Known vulnerabilities');
    const none = searchedImage();
    const text = written(markdown, billInput({ ...none, vulnerabilities: [] }));
    expect(text).toContain('None are known of the 5 packages that were looked up.');
    expect(text).toContain('2 of 7 packages could not be looked up');
  });

  test('the CI rule stands with dive’s', () => {
    const rule = { highestVulnerability: 'medium', vulnerabilitiesWithFixOnly: 'true' };
    const image = searchedImage({ ciSettings: { ...defaultCiSettings, vulnerabilities: rule } });
    expect(written(markdown, billInput(image))).toContain(
      '| highestVulnerability | `medium`, with a fix only | fail | 2 above medium |',
    );
    expect(image.ci?.verdict).toBe('fail');
  });

  test('hostile words stay words', () => {
    const text = sectionsOf(written(markdown, billInput(hostileBill())));
    expect(text.replaceAll(/\\`/g, '').replaceAll(/(`+)(?:(?!\1).)*\1|\\./g, '')).not.toMatch(
      /<img|\[x\]\(|\ud800|\udce9|\u202e/,
    );
    for (const line of text.split('\n').filter((one) => one.startsWith('|'))) {
      expect(line.replaceAll(/\\\|/g, '').split('|').length).toBeLessThanOrEqual(8);
    }
  });
});

interface Result {
  ruleId: string;
  level: string;
  message: { text: string };
  suppressions?: object[];
  locations: { physicalLocation: { artifactLocation: object } }[];
}

describe('SARIF', () => {
  const log = JSON.parse(written(sarif, billInput(searchedImage()))) as {
    runs: {
      results: Result[];
      tool: { driver: { rules: { id: string; properties: Record<string, string>; helpUri?: string }[] } };
    }[];
  };
  const [run] = log.runs;
  const rule = (code: string) => run!.tool.driver.rules.find(({ id }) => id === code)!;

  test('those of a package stand together, what is set apart is suppressed', () => {
    expect(run!.results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.length ?? 0])).toEqual([
      ['CVE-2024-0001', 'error', 0],
      ['CVE-2024-0002', 'note', 1],
      ['CVE-2021-23337', 'error', 0],
      ['CVE-2020-28500', 'warning', 1],
      ['CVE-2021-23337', 'error', 0],
      ['CVE-2020-28500', 'warning', 1],
      ['PYSEC-2023-228', 'note', 0],
    ]);
    expect(run!.results[3]!.suppressions).toEqual([
      { kind: 'external', justification: 'not_affected; the vulnerable code is never run; shop.vex.json, line 12' },
    ]);
    expect(run!.results[0]!.locations[0]!.physicalLocation.artifactLocation).toEqual({
      uri: 'var/lib/dpkg/status',
      uriBaseId: '%IMAGEROOT%',
    });
  });

  test('the message says what, where, what ends it', () => {
    expect(run!.results[4]!.message.text).toBe(
      'CVE-2021-23337 (high) in lodash 4.17.20 at /srv/node_modules/a/node_modules/lodash/package.json, layer 1 (removed in layer 2, still stored): fixed in 4.17.21. Command injection in lodash',
    );
    expect(run!.results[6]!.message.text).toContain('no fix known; the distribution’s package python3-pip mends it.');
  });

  test('rules have the scores that GitHub sorts by, and a page', () => {
    expect(rule('CVE-2024-0001').properties['security-severity']).toBe('9.8');
    expect(rule('CVE-2024-0002').properties['security-severity']).toBe('0.1');
    expect(rule('PYSEC-2023-228').properties).not.toHaveProperty('security-severity');
    expect(rule('CVE-2021-23337').helpUri).toBe('https://osv.dev/vulnerability/CVE-2021-23337');
  });
});
