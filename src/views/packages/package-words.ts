import type { PackageType } from '../../packages/package.ts';
import type { PackageGrouping, PackageShare } from './package-rows.ts';

/** What people call the packages of a type. */
export const typeTitles: Record<PackageType, string> = {
  deb: 'Debian',
  apk: 'Alpine',
  rpm: 'RPM',
  pypi: 'Python',
  npm: 'npm',
  golang: 'Go',
  maven: 'Java',
  gem: 'Ruby',
  composer: 'PHP',
  nuget: '.NET',
  cargo: 'Rust',
};

export const typeTitle = (type: string): string => (type in typeTitles ? typeTitles[type as PackageType] : type);

export const shareTitles: Record<PackageShare, string> = {
  all: 'All',
  yours: 'Yours',
  base: 'Base image',
  hidden: 'Hidden but stored',
};

export const groupingTitles: Record<PackageGrouping, string> = { type: 'Type', layer: 'Layer', licence: 'Licence' };

/** The title of a group, by its key. */
export function groupTitle(by: PackageGrouping, key: string): string {
  if (by === 'type') return typeTitle(key);
  if (by === 'layer') return `Layer ${key}`;
  return key === '' ? 'Not told' : key;
}
