// What an upgrade is in a Dockerfile: another version in the place of the one that a line asks for.
import type { Upgrade } from '../analysis/vulnerabilities/upgrades.ts';
import { compareVersions, isComparable } from '../analysis/vulnerabilities/versions.ts';
import type { FindingFix } from '../lint/finding.ts';
import type { PinnedPackage } from '../lint/pins/pinned-packages.ts';
import type { ImagePackage, PackageType } from '../packages/package.ts';

export interface PinnedUpgrade {
  /** What asks for the version that is installed. */
  readonly pins: readonly PinnedPackage[];
  /** Writes the newer one in their place; null where that cannot be told, or where there is none. */
  readonly fix: FindingFix | null;
  /** Why not: the version is that of a distribution's source, or cannot be put in order with the installed one. */
  readonly unwritten: 'source' | 'order' | null;
  /** What asks for the newer version, or one that is newer yet: it comes with the next build. */
  readonly asked: readonly PinnedPackage[];
}

const normal = (name: string): string => name.toLowerCase().replace(/[._-]+/g, '-');

/** Python's names are the same in any case, and with any sign between their words; Go installs what lies in a module. */
function isSame(type: PackageType, asked: string, name: string): boolean {
  if (type === 'pypi') return normal(asked) === normal(name);
  return asked === name || (type === 'golang' && asked.startsWith(`${name}/`));
}

const bare = ({ type }: ImagePackage, version: string): string =>
  type === 'golang' ? version.replace(/^v/, '') : version;

/** A distribution's advisories tell the version of the source: that of a package may be another one, or have no epoch. */
function whyUnwritten({ from, to, ecosystem, packages }: Upgrade): PinnedUpgrade['unwritten'] {
  const isOfSource = packages.some(({ type, version }) => version !== from || (type === 'rpm' && to.includes(':')));
  if (isOfSource) return 'source';
  const isKnown = isComparable(ecosystem, from) && isComparable(ecosystem, to);
  return isKnown && compareVersions(ecosystem, to, from) > 0 ? null : 'order';
}

/** What of a Dockerfile's pins is about an upgrade. `installed`: all that the image has. */
export function pinnedUpgrade(
  upgrade: Upgrade,
  pinned: readonly PinnedPackage[],
  installed: readonly ImagePackage[],
): PinnedUpgrade {
  const [first] = upgrade.packages;
  if (!first || pinned.length === 0) return { pins: [], fix: null, unwritten: null, asked: [] };
  const { ecosystem } = upgrade;
  const named = pinned.filter(
    (pin) => pin.type === first.type && upgrade.names.some((name) => isSame(pin.type, pin.name, name)),
  );
  const has = (packages: readonly ImagePackage[], { name, version }: PinnedPackage): boolean =>
    packages.some(
      (one) => isSame(first.type, name, one.name) && one.version !== null && bare(one, one.version) === version,
    );
  const pins = named.filter((pin) => has(upgrade.packages, pin));
  const to = bare(first, upgrade.to);
  const asked = named.filter((pin) => {
    // What lies below a module may be a module with versions of its own.
    if (pin.type === 'golang' && !upgrade.names.includes(pin.name)) return false;
    if (!isComparable(ecosystem, pin.version) || compareVersions(ecosystem, pin.version, to) < 0) return false;
    return !has(
      installed.filter(({ type }) => type === first.type),
      pin,
    );
  });
  const unwritten = pins.length > 0 ? whyUnwritten(upgrade) : null;
  const edits = pins.map(({ at }) => ({ ...at, text: to }));
  const fix = edits.length > 0 && unwritten === null ? { title: `Write ${to}`, edits } : null;
  return { pins, fix, unwritten, asked };
}
