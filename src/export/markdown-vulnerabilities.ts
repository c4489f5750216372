import { groupBy } from '../bytes/group-by.ts';
import { formatCount } from '../bytes/units.ts';
import type { ImageReport, VulnerabilityReport } from '../report/report.ts';
import { severityOrder } from '../report/vulnerability-reports.ts';
import { codeSpan, escapeMarkdown, table } from './markdown-text.ts';
import { vulnerabilityState } from './vulnerability-words.ts';

const longestList = 30;
const mostNamed = 5;

/** The flaws of one version of a package, each once; it may lie in several places. */
interface Group {
  readonly first: VulnerabilityReport;
  readonly flaws: ReadonlyMap<string, VulnerabilityReport>;
  readonly places: ReadonlySet<string>;
}

/** In the order of the worst one. */
function groupsOf(vulnerabilities: readonly VulnerabilityReport[]): Group[] {
  const groups = groupBy(vulnerabilities, (one) => `${one.base} ${one.package}`);
  return [...groups.values()].map((all) => ({
    // What is there says more than what is gone.
    first: all.find(({ visible }) => visible) ?? (all[0] as VulnerabilityReport),
    flaws: new Map(all.map((one) => [one.id, one])),
    places: new Set(all.map(({ path }) => path)),
  }));
}

const isFixable = ({ fixed }: VulnerabilityReport): boolean => fixed !== null;

function severityRows(flaws: readonly VulnerabilityReport[]): string[][] {
  return severityOrder.flatMap((severity) => {
    const all = flaws.filter((one) => one.severity === severity);
    if (all.length === 0) return [];
    const base = all.filter((one) => one.base).length;
    const counts = [all.length, base, all.length - base, all.filter(isFixable).length];
    return [[severity, ...counts.map(formatCount)]];
  });
}

function firstOf(all: readonly string[]): string {
  const more = all.length - mostNamed;
  const named = all.slice(0, mostNamed).map(escapeMarkdown).join(', ');
  return more > 0 ? `${named} and ${formatCount(more)} more` : named;
}

function groupRow({ first, flaws, places }: Group): string[] {
  const all = [...flaws.values()];
  const fixes = [...new Set(all.flatMap(({ fixed }) => (fixed === null ? [] : [fixed])))];
  const open = all.filter((one) => !isFixable(one)).length;
  const owner = first.osPackage === null ? '' : `; the distribution’s ${escapeMarkdown(first.osPackage)} mends it`;
  const notFixed = open > 0 ? `${formatCount(open)} without a fix` : '';
  return [
    codeSpan(`${first.name}${first.version === null ? '' : ` ${first.version}`}`),
    (all[0] as VulnerabilityReport).severity,
    firstOf(all.map(({ id }) => id)),
    [firstOf(fixes), notFixed].filter(Boolean).join('; ') + owner,
    `${first.layer}${first.base ? ' (base)' : ''}${first.dockerfile ? `, line ${first.dockerfile.line}` : ''}`,
    `${vulnerabilityState(first)}${places.size > 1 ? `, in ${formatCount(places.size)} places` : ''}`,
  ];
}

function suppressedText(all: readonly VulnerabilityReport[]): string[] {
  if (all.length === 0) return [];
  const files = groupBy(all, ({ suppressed }) => suppressed?.by ?? '');
  const named = [...files].map(([file, ones]) => `${codeSpan(file)} ${formatCount(ones.length)}`);
  return [`Set apart, and not counted here: ${named.join(', ')}.`];
}

/** How many packages the figures say nothing about. */
function unknownText({ packages }: ImageReport): string[] {
  const count = packages.filter(({ lookup }) => lookup !== 'matched').length;
  if (count === 0) return [];
  return [
    `${formatCount(count)} of ${formatCount(packages.length)} packages could not be looked up, or not surely; why stands under “Not analysed”.`,
  ];
}

function dataText({ vulnerabilityData: data }: ImageReport): string[] {
  if (!data || data.length === 0) return [];
  const named = data.map(
    ({ ecosystem, date }) => `${escapeMarkdown(ecosystem)} of ${date === null ? 'no date' : date.slice(0, 10)}`,
  );
  return [`The data: ${named.join(', ')}.`];
}

export function* vulnerabilitiesSection(image: ImageReport): Generator<string> {
  const { vulnerabilities, vulnerabilityData } = image;
  if (!vulnerabilityData) return;
  yield '### Known vulnerabilities';
  const groups = groupsOf(vulnerabilities.filter(({ suppressed }) => !suppressed));
  if (groups.length === 0) yield noneText(image);
  else yield* tables(groups);
  yield* suppressedText(vulnerabilities.filter(({ suppressed }) => suppressed));
  yield* unknownText(image);
  yield* dataText(image);
}

function noneText({ packages }: ImageReport): string {
  const lookedUp = packages.filter(({ lookup }) => lookup === 'matched').length;
  return `None are known of the ${formatCount(lookedUp)} packages that were looked up.`;
}

function* tables(groups: readonly Group[]): Generator<string> {
  const flaws = groups.flatMap((group) => [...group.flaws.values()]);
  yield table(['severity', 'all', 'base image', 'yours', 'with a fix'], severityRows(flaws));
  yield table(
    ['package', 'worst', 'vulnerabilities', 'fixed in', 'layer', 'state'],
    groups.slice(0, longestList).map(groupRow),
  );
  const rest = groups.length - longestList;
  if (rest > 0) yield `and ${formatCount(rest)} more packages in the JSON report.`;
}
