import { countBySeverity, type SeverityCount } from '../../analysis/vulnerabilities/affected.ts';
import { compareVersions } from '../../analysis/vulnerabilities/versions.ts';
import { sortRows, type VulnerabilityRow } from './vulnerability-rows.ts';

/** What is known against a package, in all its versions and places. */
export interface PackageGroup {
  readonly key: string;
  readonly name: string;
  /** As they are installed, the oldest first. */
  readonly versions: readonly string[];
  /** The worst first. */
  readonly rows: readonly VulnerabilityRow[];
  /** Of those that are not kept out, for every severity. */
  readonly counts: readonly SeverityCount[];
  /** The lowest version that ends all that a version ends; null where none does. */
  readonly fixed: string | null;
  /** How many no version ends. */
  readonly unfixed: number;
  /** That brought it; null: several. */
  readonly layer: number | null;
  /** Whose state is that of all; null where they differ. */
  readonly alike: VulnerabilityRow | null;
}

export type GroupColumn = 'package' | 'severity' | 'version' | 'fixed' | 'layer';

/** A line of the table: a package, or, where it is open, one of its flaws. */
export type GroupLine =
  | { readonly kind: 'package'; readonly group: PackageGroup }
  | { readonly kind: 'flaw'; readonly row: VulnerabilityRow };

export const keyOf = ({ package: of }: VulnerabilityRow): string => `${of.type} ${of.name}`;

export function packageGroups(rows: readonly VulnerabilityRow[]): PackageGroup[] {
  const groups = new Map<string, VulnerabilityRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, own]) => groupOf(key, own));
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

function groupOf(key: string, own: readonly VulnerabilityRow[]): PackageGroup {
  const { ecosystem, package: of } = own[0] as VulnerabilityRow;
  const inOrder = (a: string, b: string): number => compareVersions(ecosystem, a, b);
  const counting = own.filter(({ suppressed }) => suppressed === null);
  const layers = unique(own.map((row) => row.package.layer));
  return {
    key,
    name: of.name,
    versions: unique(own.flatMap((row) => row.package.version ?? [])).sort(inOrder),
    rows: sortRows(own, 'severity', true),
    counts: countBySeverity(counting),
    fixed:
      unique(own.flatMap(({ match }) => match.fixed ?? []))
        .sort(inOrder)
        .at(-1) ?? null,
    unfixed: new Set(own.filter(({ match }) => match.fixed === null).map(({ match }) => match.advisory.id)).size,
    layer: layers.length === 1 ? (layers[0] ?? null) : null,
    alike: unique(own.map(stateOf)).length === 1 ? (own[0] ?? null) : null,
  };
}

/** What OriginMark says of it. */
const stateOf = ({ suppressed, origin, package: of }: VulnerabilityRow): string =>
  suppressed !== null ? 'kept out' : of.osPackage !== null ? 'doubtful' : origin;

const natural = new Intl.Collator('en', { numeric: true });

/** Positive where the first has more of the worst severity in which they differ. */
function compareCounts(a: PackageGroup, b: PackageGroup): number {
  const differences = a.counts.map(({ count }, at) => count - (b.counts[at]?.count ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

const orders: Record<GroupColumn, (a: PackageGroup, b: PackageGroup) => number> = {
  package: (a, b) => natural.compare(a.name, b.name),
  severity: compareCounts,
  version: (a, b) => natural.compare(a.versions[0] ?? '', b.versions[0] ?? ''),
  fixed: (a, b) => natural.compare(a.fixed ?? '', b.fixed ?? ''),
  layer: (a, b) => (a.layer ?? Infinity) - (b.layer ?? Infinity) || 0,
};

export function sortGroups(groups: readonly PackageGroup[], column: GroupColumn, descending: boolean): PackageGroup[] {
  const sign = descending ? -1 : 1;
  return [...groups].sort((a, b) => sign * orders[column](a, b) || natural.compare(a.name, b.name));
}

/** `open`: keys of the groups whose flaws are shown. */
export function groupLines(groups: readonly PackageGroup[], open: readonly string[]): GroupLine[] {
  const shown = new Set(open);
  return groups.flatMap((group): GroupLine[] => [
    { kind: 'package', group },
    ...(shown.has(group.key) ? group.rows.map((row): GroupLine => ({ kind: 'flaw', row })) : []),
  ]);
}
