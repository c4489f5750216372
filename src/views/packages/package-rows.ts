import type { Bytes } from '../../bytes/units.ts';
import { licenceOf } from '../../packages/licences.ts';
import type { ImagePackage } from '../../packages/package.ts';

export type PackageColumn = 'name' | 'version' | 'type' | 'licence' | 'layer' | 'bytes';

/** Which packages are shown: those of the final tree by who brought them, or those that are only stored. */
export const packageShares = ['all', 'yours', 'base', 'hidden'] as const;
export type PackageShare = (typeof packageShares)[number];

export const packageGroupings = ['type', 'layer', 'licence'] as const;
export type PackageGrouping = (typeof packageGroupings)[number];

/** A package as the table shows it. */
export interface PackageRow {
  /** Its number among all, by which its address names it. */
  readonly key: string;
  readonly of: ImagePackage;
  /** An expression of SPDX, else as it is worded; '' where none is told. */
  readonly licence: string;
  /** It is told, but which one is meant is not known. */
  readonly isOddLicence: boolean;
  readonly isBase: boolean;
}

export interface PackageFilter {
  /** Looked for in names, versions, paths and licences. */
  readonly text: string;
  readonly share: PackageShare;
  /** One of the groups alone; null: all. */
  readonly group: { readonly by: PackageGrouping; readonly key: string } | null;
}

export interface PackageGroup {
  readonly key: string;
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: Bytes;
  /** How many have none that is known. */
  readonly unsized: number;
}

/** `baseLayers`: how many of the lowest layers are the base image. */
export function packageRows(packages: readonly ImagePackage[], baseLayers: number): PackageRow[] {
  return packages.map((of, index) => {
    const { expression, asWritten } = licenceOf(of.licences);
    const licence = { licence: expression ?? asWritten, isOddLicence: expression === null && asWritten !== '' };
    return { key: String(index), of, ...licence, isBase: of.layer < baseLayers };
  });
}

export function isInShare({ of, isBase }: PackageRow, share: PackageShare): boolean {
  if (share === 'all') return true;
  if (share === 'hidden') return of.hidden !== null;
  return of.hidden === null && isBase === (share === 'base');
}

export const countOfShare = (rows: readonly PackageRow[], share: PackageShare): number =>
  rows.filter((row) => isInShare(row, share)).length;

const groupKeys: Record<PackageGrouping, (row: PackageRow) => string> = {
  type: ({ of }) => of.type,
  layer: ({ of }) => String(of.layer),
  licence: ({ licence }) => licence,
};

export const groupKeyOf = (row: PackageRow, by: PackageGrouping): string => groupKeys[by](row);

/** The heaviest first. */
export function groupRows(rows: readonly PackageRow[], by: PackageGrouping): PackageGroup[] {
  const groups = new Map<string, { count: number; bytes: number; unsized: number }>();
  for (const row of rows) {
    const key = groupKeyOf(row, by);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { count: 0, bytes: 0, unsized: 0 }));
    group.count++;
    group.bytes += row.of.bytes ?? 0;
    if (row.of.bytes === null) group.unsized++;
  }
  const all = [...groups].map(([key, sums]) => ({ key, ...sums }));
  return all.sort((a, b) => b.bytes - a.bytes || b.count - a.count || (a.key < b.key ? -1 : 1));
}

function matches({ of, licence }: PackageRow, text: string): boolean {
  if (text === '') return true;
  const { name, version, path, inside } = of;
  return [name, version ?? '', path, inside ?? '', licence].some((one) => one.toLowerCase().includes(text));
}

export function filterRows(rows: readonly PackageRow[], { text, share, group }: PackageFilter): PackageRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    (row) => isInShare(row, share) && (!group || groupKeyOf(row, group.by) === group.key) && matches(row, wanted),
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const natural = new Intl.Collator('en', { numeric: true });

const orders: Record<PackageColumn, (a: PackageRow, b: PackageRow) => number> = {
  name: (a, b) => natural.compare(a.of.name, b.of.name),
  version: (a, b) => natural.compare(a.of.version ?? '', b.of.version ?? ''),
  type: (a, b) => byText(a.of.type, b.of.type),
  licence: (a, b) => byText(a.licence, b.licence),
  layer: (a, b) => a.of.layer - b.of.layer,
  bytes: (a, b) => (a.of.bytes ?? -1) - (b.of.bytes ?? -1),
};

/** Equal ones stay in the order of names. */
export function sortRows(rows: readonly PackageRow[], column: PackageColumn, descending: boolean): PackageRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * orders[column](a, b) || Number(a.key) - Number(b.key));
}

/** A package that stands in the final tree in more than one version. */
export interface SeveralVersions {
  readonly type: string;
  readonly name: string;
  readonly versions: readonly { readonly version: string; readonly rows: readonly PackageRow[] }[];
}

/** The one with most versions first. A version that is not told is none of them. */
export function severalVersions(rows: readonly PackageRow[]): SeveralVersions[] {
  const known = new Map<string, Map<string, PackageRow[]>>();
  for (const row of rows) {
    const { type, name, version, hidden } = row.of;
    if (hidden || version === null) continue;
    const key = `${type}\0${name}`;
    let versions = known.get(key);
    if (!versions) known.set(key, (versions = new Map<string, PackageRow[]>()));
    const same = versions.get(version);
    if (same) same.push(row);
    else versions.set(version, [row]);
  }
  const several = [...known].flatMap(([key, versions]): SeveralVersions[] => {
    if (versions.size < 2) return [];
    const [type = '', name = ''] = key.split('\0');
    const sorted = [...versions].sort(([a], [b]) => natural.compare(a, b));
    return [{ type, name, versions: sorted.map(([version, all]) => ({ version, rows: all })) }];
  });
  return several.sort((a, b) => b.versions.length - a.versions.length || byText(a.name, b.name));
}
