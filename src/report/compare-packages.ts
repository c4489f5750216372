import { ecosystemOf } from '../analysis/vulnerabilities/ecosystems.ts';
import { compareVersions, isComparable } from '../analysis/vulnerabilities/versions.ts';
import type { VulnerabilitySeverity } from '../analysis/vulnerabilities/vulnerability.ts';
import type { PackageType } from '../packages/package.ts';
import type { PackageReport } from './package-reports.ts';
import type { ImageReport } from './report.ts';
import { severityRank, type VulnerabilityReport } from './vulnerability-reports.ts';

/** changed: its versions can't be put in order, or there are several. */
export type PackageChange = 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed';

/** A package of the final trees whose versions differ; those that both have are left out. */
export interface ComparedPackage {
  type: PackageType;
  name: string;
  change: PackageChange;
  before: string[];
  after: string[];
}

/** A known flaw that a package of one image has and that of the other has not. */
export interface ComparedVulnerability {
  id: string;
  severity: VulnerabilitySeverity;
  /** The package, and its version where it has the flaw. */
  name: string;
  version: string | null;
  fixed: string | null;
}

export interface ComparedPackages {
  packages: ComparedPackage[];
  vulnerabilities: {
    /** Both images were looked up; else nothing is said. */
    known: boolean;
    new: ComparedVulnerability[];
    ended: ComparedVulnerability[];
  };
}

type Side = Pick<ImageReport, 'packages' | 'vulnerabilities' | 'vulnerabilityData' | 'system'>;

/** The versions of each package that is there, by type and name. */
function versionsOf({ packages }: Side): Map<string, { one: PackageReport; versions: Set<string> }> {
  const known = new Map<string, { one: PackageReport; versions: Set<string> }>();
  for (const one of packages) {
    if (!one.visible) continue;
    const key = `${one.type}\0${one.name}`;
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { one, versions: new Set() }));
    entry.versions.add(one.version ?? '');
  }
  return known;
}

function changeOf(
  type: PackageType,
  before: readonly string[],
  after: readonly string[],
  { system }: Side,
): PackageChange {
  const [was, is] = [before[0], after[0]];
  if (was === undefined) return 'added';
  if (is === undefined) return 'removed';
  const ecosystem = ecosystemOf(type, system);
  const single = before.length === 1 && after.length === 1;
  if (!single || ecosystem === null || !isComparable(ecosystem, was) || !isComparable(ecosystem, is)) return 'changed';
  return compareVersions(ecosystem, is, was) > 0 ? 'upgraded' : 'downgraded';
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function comparePackages(before: Side, after: Side): ComparedPackage[] {
  const [was, is] = [versionsOf(before), versionsOf(after)];
  const changes: ComparedPackage[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key), is.get(key)];
    const { type, name } = (old ?? now)!.one;
    const gone = [...(old?.versions ?? [])].filter((version) => !now?.versions.has(version)).sort();
    const come = [...(now?.versions ?? [])].filter((version) => !old?.versions.has(version)).sort();
    if (gone.length + come.length > 0) {
      changes.push({ type, name, change: changeOf(type, gone, come, after), before: gone, after: come });
    }
  }
  return changes.sort((a, b) => compareText(a.type, b.type) || compareText(a.name, b.name));
}

/** Those that count: of the final tree, and not set apart. Each flaw once for a package, whatever its versions. */
function flawsOf({ vulnerabilities }: Side): Map<string, VulnerabilityReport> {
  const counting = vulnerabilities.filter(({ visible, suppressed }) => visible && !suppressed);
  return new Map(counting.map((one) => [`${one.id}\0${one.name}`, one]));
}

function onlyIn(
  flaws: ReadonlyMap<string, VulnerabilityReport>,
  other: ReadonlyMap<string, unknown>,
): ComparedVulnerability[] {
  return [...flaws]
    .filter(([key]) => !other.has(key))
    .map(([, { id, severity, name, version, fixed }]) => ({ id, severity, name, version, fixed }))
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || compareText(a.id, b.id));
}

/** What packages came, went and changed from one image to another, and the known flaws that came and went with them. */
export function comparePackagesAndFlaws(before: Side, after: Side): ComparedPackages {
  const [was, is] = [flawsOf(before), flawsOf(after)];
  const looked = ({ vulnerabilityData }: Side): boolean => vulnerabilityData !== null && vulnerabilityData.length > 0;
  const known = looked(before) && looked(after);
  return {
    packages: comparePackages(before, after),
    vulnerabilities: { known, new: known ? onlyIn(is, was) : [], ended: known ? onlyIn(was, is) : [] },
  };
}
