import { describe, expect, test } from 'vitest';
import { findUpgrades } from '../../../src/analysis/vulnerabilities/upgrades.ts';
import { upgradeCommand } from '../../../src/analysis/vulnerabilities/upgrade-command.ts';
import { countBySeverity } from '../../../src/analysis/vulnerabilities/affected.ts';
import { imagePackage as one, placed } from '../../support/affected.ts';

const jinja = one('Jinja2', '2.11.3');
const click = one('click', '7.1.2');

describe('upgrades', () => {
  test('the lowest version that ends all that can be ended, those that end most first', () => {
    const upgrades = findUpgrades([
      placed(click, 'CVE-9', '8.0'),
      placed(jinja, 'CVE-1', '2.11.10'),
      placed(jinja, 'CVE-2', '2.11.9'),
      placed(jinja, 'CVE-3', null),
    ]);
    expect(upgrades.map(({ names, to, ends, remain }) => [names, to, ends, remain])).toEqual([
      [['Jinja2'], '2.11.10', ['CVE-1', 'CVE-2'], ['CVE-3']],
      [['click'], '8.0', ['CVE-9'], []],
    ]);
  });

  test('packages of one source go together; hidden ones stay, and what no version ends is no upgrade', () => {
    const source = { name: 'openssl', version: '3.0.1-1' };
    const lib = one('libssl3', '3.0.1-1', { type: 'deb', source });
    const tool = one('openssl', '3.0.1-1', { type: 'deb', source });
    const hidden = one('openssl', '3.0.1-1', { type: 'deb', source, hidden: { how: 'overwritten', in: 2 } });
    const upgrades = findUpgrades([
      placed(lib, 'CVE-1', '3.0.9-1', 'Debian:12'),
      placed(tool, 'CVE-1', '3.0.9-1', 'Debian:12'),
      placed(hidden, 'CVE-1', '3.0.9-1', 'Debian:12'),
      placed(one('bash', '5', { type: 'deb' }), 'CVE-7', null, 'Debian:12'),
    ]);
    expect(upgrades.map(({ names, ends }) => [names, ends])).toEqual([[['libssl3', 'openssl'], ['CVE-1']]]);
    expect(upgradeCommand(upgrades[0]!)).toBe('apt-get update && apt-get install -y --only-upgrade libssl3 openssl');
  });

  test('a name from an image is no command', () => {
    const [upgrade] = findUpgrades([placed(one("a; rm -rf / '", '1'), 'CVE-1', '2')]);
    expect(upgradeCommand(upgrade!)).toBe(String.raw`pip install 'a; rm -rf / '\''==2'`);
  });

  test('a flaw in two packages is counted once, and is fixable where one of them can be mended', () => {
    const counts = countBySeverity([
      placed(jinja, 'CVE-1', null),
      placed(click, 'CVE-1', '8'),
      placed(click, 'CVE-2', null),
    ]);
    expect(counts.find(({ severity }) => severity === 'high')).toEqual({ severity: 'high', count: 2, fixable: 1 });
  });
});
