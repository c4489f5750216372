import type { InstalledPackage } from '../compatibility/package-facts.ts';
import { withNeeds } from '../removal-guard.ts';
import { smallerPackagesOf, withoutTimeMark } from './variant-packages.ts';

/** Of Debian 12 and 13, for which it is noted what slim variants have: a package that every image of theirs has. */
const markOfRelease: ReadonlySet<string> = new Set(['gcc-12-base', 'gcc-14-base']);

/**
 * Packages of a full base image that its slim variant does not have, by name: those above its lowest layer, but for what is noted
 * of the variant, what came above the base, and what these need. None where it cannot be told.
 */
export function slimLacks(family: string, installed: readonly InstalledPackage[], baseLayers: number): string[] {
  const listed = smallerPackagesOf(family, 'slim');
  if (listed?.system !== 'debian' || !installed.some(({ name }) => markOfRelease.has(name))) return [];
  const stays = installed.filter(
    ({ name, layer }) =>
      layer === null || layer === 0 || layer >= baseLayers || listed.names.has(withoutTimeMark(name)),
  );
  const needs = new Map(installed.map((one) => [one.name, one.needs]));
  const kept = withNeeds(
    stays.map(({ name }) => name),
    needs,
  );
  return installed.map(({ name }) => name).filter((name) => !kept.has(name));
}
