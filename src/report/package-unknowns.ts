import { freshDays } from '../analysis/vulnerabilities/manifest.ts';
import type { Lookup } from '../analysis/vulnerabilities/vulnerability.ts';
import { formatCount } from '../bytes/units.ts';
import { endOfLife } from '../packages/end-of-life.ts';
import type { ImagePackages, SystemRelease } from '../packages/package.ts';
import type { Unknown } from './report.ts';
import type { LookedUp } from './vulnerability-reports.ts';

const mostNamed = 20;
const dayLength = 24 * 60 * 60 * 1000;

const packagesOf = (count: number): string => (count === 1 ? 'one package' : `${formatCount(count)} packages`);

function unreadLayers(layers: readonly number[]): string[] {
  if (layers.length === 0) return [];
  const named = layers.slice(0, mostNamed).join(', ');
  const more = layers.length > mostNamed ? ` and ${formatCount(layers.length - mostNamed)} more` : '';
  const [word, them] = layers.length === 1 ? ['Layer', 'its'] : ['Layers', 'their'];
  return [`${word} ${named}${more} could not be read to ${them} end; packages of ${them} rest are missing.`];
}

/** What of the packages of an image is not known. */
export function unknownPackages(found: ImagePackages | null): Unknown[] {
  const part = 'packages';
  if (!found) return [{ part, reason: 'The image was not searched for packages.' }];
  const { unknowns, unreadLayers: layers } = found;
  const more = unknowns.length - mostNamed;
  const reasons = [
    ...unknowns.slice(0, mostNamed).map(({ path, layer, reason }) => `${path} in layer ${layer} ${reason}.`),
    ...(more > 0 ? [`${formatCount(more)} more files could not be read to their end.`] : []),
    ...unreadLayers(layers),
  ];
  return reasons.map((reason) => ({ part, reason }));
}

/** What was not, or not surely, looked up of some packages; '' where it was. */
function gapOf(lookup: Lookup, them: string): string {
  switch (lookup.kind) {
    case 'matched':
      return '';
    case 'no-data':
      return `There are no data for ${lookup.ecosystem} here: ${them} could not be looked up.`;
    case 'no-ecosystem':
      return `Nobody publishes such data for ${lookup.system}: ${them} could not be looked up.`;
    case 'not-comparable':
      return `${lookup.query.ecosystem} can’t order the version of ${them}: only records about all versions, or that very one, were found.`;
    case 'no-version':
      return `No version is told of ${them}, so nothing could be looked up.`;
    case 'guess':
      return `Name or version are guessed of ${them}, so nothing was looked up.`;
    default:
      return lookup satisfies never;
  }
}

/** Many packages share a gap: it is told once, with their number. */
function gapsOf(lookups: readonly Lookup[]): string[] {
  const gaps = new Map<string, { lookup: Lookup; count: number }>();
  for (const lookup of lookups) {
    const gap = gapOf(lookup, '');
    if (gap === '') continue;
    const known = gaps.get(gap);
    if (known) known.count++;
    else gaps.set(gap, { lookup, count: 1 });
  }
  return [...gaps.values()].map(({ lookup, count }) => gapOf(lookup, packagesOf(count)));
}

/** Of which time the records are, where that is long ago or not known. */
function agesOf({ data, now }: LookedUp): string[] {
  const time = Date.parse(now);
  return data.flatMap(({ ecosystem, date }) => {
    if (date === null) return [`The data for ${ecosystem} do not say of when they are.`];
    if (!(time - Date.parse(date) > freshDays * dayLength)) return [];
    return [
      `The data for ${ecosystem} are of ${date.slice(0, 10)}, more than a week old: what was found since is missing.`,
    ];
  });
}

/** As the image says, else by the table of dates. */
function unsupported(system: SystemRelease | null, now: string): string[] {
  if (!system) return [];
  const end = endOfLife(system, new Date(now));
  if (!end?.isOver) return [];
  return [
    `${system.prettyName || system.id} has had no support since ${end.date}: later flaws of its packages may be in no data.`,
  ];
}

/** What an empty list of vulnerabilities would pass over in silence. */
export function unknownVulnerabilities(found: ImagePackages | null, lookedUp: LookedUp | null): Unknown[] {
  const part = 'vulnerabilities';
  if (!found || !lookedUp) {
    return [{ part, reason: 'The packages were not looked up among known vulnerabilities.' }];
  }
  const reasons = [...gapsOf(lookedUp.lookups), ...agesOf(lookedUp), ...unsupported(found.system, lookedUp.now)];
  return reasons.map((reason) => ({ part, reason }));
}
