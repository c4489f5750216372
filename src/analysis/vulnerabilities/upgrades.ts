import type { ImagePackage } from '../../packages/package.ts';
import type { Affected } from './affected.ts';
import { compareVersions } from './versions.ts';

/** One step that ends flaws: a package, or all that are built from one source, to a newer version. */
export interface Upgrade {
  readonly ecosystem: string;
  /** As its package manager has it: of a distribution, those that are installed of the source. */
  readonly names: readonly string[];
  readonly from: string;
  /** The lowest version that ends all that a version ends. */
  readonly to: string;
  /** Ids of the flaws that it ends, and of those that no version does. */
  readonly ends: readonly string[];
  readonly remain: readonly string[];
  readonly packages: readonly ImagePackage[];
}

/** Built from the same source in the same version: they go together. */
function keyOf({ package: one, ecosystem }: Affected): string {
  const { type, name, version, source } = one;
  return [ecosystem, type, source?.name ?? name, source?.version ?? version].join('\0');
}

/**
 * The upgrades that end most flaws first; those that end none are none. Hidden packages are not upgraded, nor those whose files
 * are a distribution's, which mends them by its own.
 */
export function findUpgrades(affected: readonly Affected[]): Upgrade[] {
  const groups = new Map<string, Affected[]>();
  for (const one of affected) {
    const { hidden, version, osPackage } = one.package;
    if (hidden || version === null || osPackage !== null) continue;
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const upgrades = [...groups.values()].flatMap((group) => upgradeOf(group) ?? []);
  const named = upgrades.map((upgrade) => ({ upgrade, name: upgrade.names.join() }));
  named.sort((a, b) => b.upgrade.ends.length - a.upgrade.ends.length || (a.name < b.name ? -1 : 1));
  return named.map(({ upgrade }) => upgrade);
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

function upgradeOf(group: readonly Affected[]): Upgrade | null {
  const [first] = group;
  const fixed = group.filter(({ match }) => match.fixed !== null);
  if (!first || fixed.length === 0) return null;
  const { ecosystem } = first;
  const to = fixed
    .map(({ match }) => match.fixed as string)
    .reduce((highest, version) => (compareVersions(ecosystem, version, highest) > 0 ? version : highest));
  const ends = new Set(fixed.map(({ match }) => match.advisory.id));
  const remain = unique(group.map(({ match }) => match.advisory.id)).filter((id) => !ends.has(id));
  const packages = unique(group.map((one) => one.package));
  const from = first.package.source?.version ?? (first.package.version as string);
  return { ecosystem, names: unique(packages.map(({ name }) => name)), from, to, ends: [...ends], remain, packages };
}
