import { apk } from './orders/apk.ts';
import { dpkg } from './orders/dpkg.ts';
import { maven } from './orders/maven.ts';
import { nuget } from './orders/nuget.ts';
import type { VersionOrder } from './orders/order.ts';
import { packagist } from './orders/packagist.ts';
import { pep440 } from './orders/pep440.ts';
import { rpm } from './orders/rpm.ts';
import { rubygems } from './orders/rubygems.ts';
import { semver } from './orders/semver.ts';

/** By an ecosystem's name as OSV writes it, without its release. */
const orders: ReadonlyMap<string, VersionOrder> = new Map([
  ['Debian', dpkg],
  ['Ubuntu', dpkg],
  ['Echo', dpkg],
  ['Alpine', apk],
  ['Alpaquita', apk],
  ['Wolfi', apk],
  ['Chainguard', apk],
  ['MinimOS', apk],
  ['Red Hat', rpm],
  ['Rocky Linux', rpm],
  ['AlmaLinux', rpm],
  ['openSUSE', rpm],
  ['SUSE', rpm],
  ['Azure Linux', rpm],
  ['Mageia', rpm],
  ['openEuler', rpm],
  ['BellSoft Hardened Containers', apk],
  ['npm', semver],
  ['Go', semver],
  ['crates.io', semver],
  ['Hex', semver],
  ['Pub', semver],
  ['SwiftURL', semver],
  ['PyPI', pep440],
  ['RubyGems', rubygems],
  ['Maven', maven],
  ['NuGet', nuget],
  ['Packagist', packagist],
]);

function orderOf(ecosystem: string): VersionOrder | undefined {
  const colon = ecosystem.indexOf(':');
  return orders.get(colon < 0 ? ecosystem : ecosystem.slice(0, colon));
}

/**
 * Negative where `a` is older than `b`, 0 where they are the same version, positive where it is newer, in the order of an
 * ecosystem as OSV names it (`PyPI`, `Debian:12`). One that is not known has that of SemVer. Never throws; of texts that are
 * no versions of the ecosystem the order means nothing (`isComparable`).
 */
export const compareVersions = (ecosystem: string, a: string, b: string): number =>
  (orderOf(ecosystem) ?? semver).compare(a, b);

/** Whether it is a version of an ecosystem whose order is known. */
export const isComparable = (ecosystem: string, version: string): boolean =>
  orderOf(ecosystem)?.isVersion(version) ?? false;
