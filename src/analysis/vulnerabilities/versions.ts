import { apk } from './orders/apk.ts';
import { dpkg } from './orders/dpkg.ts';
import { go } from './orders/go.ts';
import { maven } from './orders/maven.ts';
import { nuget } from './orders/nuget.ts';
import type { VersionOrder } from './orders/order.ts';
import { packagist } from './orders/packagist.ts';
import { pep440 } from './orders/pep440.ts';
import { rpm } from './orders/rpm.ts';
import { rubygems } from './orders/rubygems.ts';
import { semver } from './orders/semver.ts';

/** The ecosystems of OSV (ossf.github.io/osv-schema, "Defined ecosystems") whose order is known, without their suffixes. */
const ecosystems: readonly (readonly [VersionOrder, readonly string[]])[] = [
  [dpkg, ['Debian', 'Ubuntu', 'Echo']],
  [apk, ['Alpine', 'Wolfi', 'Chainguard', 'MinimOS', 'Alpaquita', 'BellSoft Hardened Containers']],
  [rpm, ['Red Hat', 'Rocky Linux', 'AlmaLinux', 'openSUSE', 'SUSE', 'Azure Linux', 'Mageia', 'Photon OS', 'openEuler']],
  [semver, ['npm', 'crates.io', 'Hex', 'Pub', 'SwiftURL', 'Bitnami', 'GitHub Actions', 'Julia', 'VSCode']],
  [go, ['Go']],
  [pep440, ['PyPI']],
  [rubygems, ['RubyGems']],
  [maven, ['Maven']],
  [nuget, ['NuGet']],
  [packagist, ['Packagist']],
];

const orders: ReadonlyMap<string, VersionOrder> = new Map(
  ecosystems.flatMap(([order, names]) => names.map((name) => [name, order] as const)),
);

/** Of an ecosystem that nobody knows: numbers as numbers, as dpkg has them; and no version of it counts as comparable. */
const unknownOrder: VersionOrder = { compare: dpkg.compare, isComparable: () => false };

/** `Debian:12`, `Ubuntu:24.04:LTS`, `Packagist:https://…`: the order is that of the part before the first colon. */
function orderOf(ecosystem: string): VersionOrder {
  const [name = ''] = ecosystem.split(':', 1);
  return orders.get(name) ?? unknownOrder;
}

/** Negative where `a` comes before `b`, 0 where they are the same version, positive where it comes after. */
export function compareVersions(ecosystem: string, a: string, b: string): number {
  return orderOf(ecosystem).compare(a, b);
}

/** False where comparing would say nothing: the version is none of the ecosystem's, or its order is not known. */
export function isComparable(ecosystem: string, version: string): boolean {
  return orderOf(ecosystem).isComparable(version);
}
