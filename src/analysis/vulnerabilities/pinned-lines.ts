import type { PackageType } from '../../packages/package.ts';
import type { Upgrade } from './upgrades.ts';

/** Where a text pins the version that an upgrade replaces: lines and columns from 1, the end behind its last character. */
export interface PinnedVersion {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** In place of the version. */
  readonly text: string;
}

/** What stands between the name and the version on a command line that installs. */
const pins: Partial<Record<PackageType, string>> = {
  deb: '=',
  apk: '=',
  rpm: '-',
  pypi: '==',
  npm: '@',
  golang: '@',
  gem: ':',
  composer: ':',
  cargo: '@',
};

/** Python's names are the same in any case, and with any of these signs between their words. */
const sameName = (type: PackageType, a: string, b: string): boolean =>
  type === 'pypi' ? normal(a) === normal(b) : a === b;
const normal = (name: string): string => name.toLowerCase().replace(/[._-]+/g, '-');

/** Words of a line, with the column of each; quotes around a word are none of it. */
function* wordsOf(line: string): Generator<{ readonly word: string; readonly at: number }> {
  for (const { 0: word, index } of line.matchAll(/[^\s"'\\;&|]+/g)) yield { word, at: index };
}

/** Of a Dockerfile's text, the versions that are written out in it and that the upgrade replaces. Comments are left alone. */
export function pinnedVersions(text: string, upgrade: Upgrade): PinnedVersion[] {
  const [first] = upgrade.packages;
  const sign = first && pins[first.type];
  if (!first || sign === undefined) return [];
  const replaced = new Set([upgrade.from, ...upgrade.packages.map(({ version }) => version)]);
  return text.split('\n').flatMap((line, index) => {
    if (line.trimStart().startsWith('#')) return [];
    const found: PinnedVersion[] = [];
    for (const { word, at } of wordsOf(line)) {
      // Scoped names of npm begin with the sign.
      const split = word.indexOf(sign, 1);
      if (split < 0) continue;
      const start = split + sign.length;
      const version = word.slice(start);
      const bare = first.type === 'golang' ? version.replace(/^v/, '') : version;
      if (!replaced.has(version) && !replaced.has(bare)) continue;
      if (!upgrade.names.some((name) => sameName(first.type, name, word.slice(0, split)))) continue;
      const text = first.type === 'golang' ? `v${upgrade.to.replace(/^v/, '')}` : upgrade.to;
      found.push({ line: index + 1, column: at + start + 1, endColumn: at + word.length + 1, text });
    }
    return found;
  });
}
