import { groupBy } from '../bytes/group-by.ts';
import { formatBytes, formatCount } from '../bytes/units.ts';
import { licenceOf } from '../packages/licences.ts';
import type { ImageReport, PackageReport } from '../report/report.ts';
import { escapeMarkdown, table } from './markdown-text.ts';

const longestList = 10;

function byType(packages: readonly PackageReport[]): string[][] {
  const types = groupBy(packages, ({ type }) => type);
  return [...types].map(([type, all]) => {
    const base = all.filter((one) => one.base).length;
    const sized = all.filter(({ bytes }) => bytes !== null);
    const bytes = sized.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
    const size =
      sized.length === 0 ? 'not known' : `${sized.length < all.length ? 'at least ' : ''}${formatBytes(bytes)}`;
    return [type, formatCount(all.length), formatCount(base), formatCount(all.length - base), size];
  });
}

/** The most frequent licences, and how many packages say none. */
function licencesText(packages: readonly PackageReport[]): string {
  const counts = new Map<string, number>();
  for (const { licences } of packages) {
    const { expression, asWritten } = licenceOf(licences);
    const name = expression ?? (asWritten === '' ? 'none told' : 'others, as written');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const rest = sorted.length - longestList;
  const named = sorted.slice(0, longestList).map(([name, count]) => `${escapeMarkdown(name)} (${formatCount(count)})`);
  return `Licences: ${named.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}.`;
}

export function* packagesSection({ packages, system }: ImageReport): Generator<string> {
  if (packages.length === 0) return;
  yield '### Packages';
  if (system) yield `${escapeMarkdown(system.prettyName || system.id)}.`;
  yield table(['type', 'packages', 'of the base image', 'yours', 'size'], byType(packages));
  yield licencesText(packages);
}
