import { describe, expect, test } from 'vitest';
import { groupLines, packageGroups, sortGroups } from '../../../src/views/vulnerabilities/package-groups.ts';
import type { VulnerabilityRow } from '../../../src/views/vulnerabilities/vulnerability-rows.ts';
import type { VulnerabilitySeverity } from '../../../src/analysis/vulnerabilities/vulnerability.ts';
import { imagePackage, placed } from '../../support/affected.ts';

/** `jinja2 2.11.3 CVE-1 high 2.11.10 1`: a package, its flaw, what ends it (– for nothing), and its layer; then why it is kept out. */
function row(text: string): VulnerabilityRow {
  const [name = '', version = '', id = '', severity = '', fixed = '–', layer = '1', suppressed] = text.split(' ');
  const affected = placed(imagePackage(name, version, { layer: Number(layer) }), id, fixed === '–' ? null : fixed);
  const advisory = { ...affected.match.advisory, severity: severity as VulnerabilitySeverity };
  return {
    ...affected,
    match: { ...affected.match, advisory },
    key: `${id}/${name}/${version}`,
    origin: layer === '0' ? 'base' : 'yours',
    suppressed: suppressed ?? null,
  };
}

const groupsOf = (...rows: readonly string[]) => packageGroups(rows.map(row));

describe('vulnerabilities by package', () => {
  test('versions, what ends all that can be ended, what nothing ends, and counts by severity', () => {
    const [group, ...others] = groupsOf(
      'jinja2 2.9 CVE-1 low 2.11.9',
      'jinja2 2.11.3 CVE-1 low 2.11.9',
      'jinja2 2.11.3 CVE-2 high 2.11.10',
      'jinja2 2.11.3 CVE-3 critical –',
    );
    expect(others).toEqual([]);
    expect([group!.versions, group!.fixed, group!.unfixed, group!.layer]).toEqual([['2.9', '2.11.3'], '2.11.10', 1, 1]);
    // A flaw of both versions is one.
    expect(group!.counts.filter(({ count }) => count > 0).map(({ severity, count }) => `${count} ${severity}`)).toEqual(
      ['1 critical', '1 high', '1 low'],
    );
    expect(group!.rows.map(({ match }) => match.advisory.id)).toEqual(['CVE-3', 'CVE-2', 'CVE-1', 'CVE-1']);
    expect(group!.alike).not.toBeNull();
  });

  test('several layers and states are told as such; what is kept out is not counted', () => {
    const [group] = groupsOf('x 1 CVE-1 high – 0', 'x 2 CVE-2 high – 1', 'x 2 CVE-3 critical – 1 reason');
    expect([group!.layer, group!.alike, group!.fixed, group!.unfixed]).toEqual([null, null, null, 3]);
    expect(group!.counts.filter(({ count }) => count > 0)).toEqual([{ severity: 'high', count: 2, fixable: 0 }]);
  });

  test('the same name of another kind of package is another one', () => {
    const npm = { ...row('x 1 CVE-1 high –'), package: imagePackage('x', '1', { type: 'npm' }) };
    expect(packageGroups([row('x 1 CVE-1 high –'), npm])).toHaveLength(2);
  });

  test('those with most of the worst come first; one critical before many high', () => {
    const groups = groupsOf(
      'many 1 CVE-1 high –',
      'many 1 CVE-2 high –',
      'worst 1 CVE-3 critical –',
      'few 1 CVE-1 high – 0',
      'also 1 CVE-1 high –',
    );
    expect(sortGroups(groups, 'severity', true).map(({ name }) => name)).toEqual(['worst', 'many', 'also', 'few']);
    expect(sortGroups(groups, 'package', false).map(({ name }) => name)).toEqual(['also', 'few', 'many', 'worst']);
    expect(sortGroups(groups, 'layer', false)[0]!.name).toBe('few');
  });

  test('what is open has its flaws below it', () => {
    const groups = groupsOf('a 1 CVE-1 high –', 'b 1 CVE-2 high –', 'b 1 CVE-3 low –');
    const shown = groupLines(groups, ['pypi b', 'pypi gone']);
    expect(shown.map((line) => (line.kind === 'package' ? line.group.name : line.row.match.advisory.id))).toEqual([
      'a',
      'b',
      'CVE-2',
      'CVE-3',
    ]);
  });

  test('5,000 flaws of 500 packages: each flaw once, below its package', () => {
    const rows = Array.from({ length: 5000 }, (_, at) => row(`p${at % 500} 1.${at % 7} CVE-${at} high 2.${at % 9}`));
    const groups = sortGroups(packageGroups(rows), 'severity', true);
    expect(groups).toHaveLength(500);
    expect(
      groupLines(
        groups,
        groups.map(({ key }) => key),
      ),
    ).toHaveLength(5500);
  });
});
