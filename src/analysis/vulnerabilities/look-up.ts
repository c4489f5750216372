import type { SystemRelease } from '../../packages/package.ts';
import type { AdvisoryLookup } from './advisory-record.ts';
import { type Asked, questionsOf } from './ecosystems.ts';
import { matchPackage } from './match.ts';
import { isComparable } from './versions.ts';
import type { Lookup, Match, PackageQuery } from './vulnerability.ts';

/** What records say of a package is about one stream of a module; of which, they do not say. */
function ofStream(match: Match, stream: string | undefined): Match {
  if (!stream) return match;
  const note = `It comes from the module stream ${stream}; the record may be about another one.`;
  return { ...match, note: match.note ? `${match.note} ${note}` : note };
}

/** A flaw that is told under both of a package's names is one. */
function matchAny(queries: readonly PackageQuery[], lookup: AdvisoryLookup): Match[] {
  const known = new Set<string>();
  return queries
    .flatMap((query) => matchPackage(query, lookup))
    .filter(({ advisory }) => !known.has(advisory.id) && known.add(advisory.id));
}

/** The name and the number of an rpm's module: `nodejs:18`. */
const streamOf = (module: string | undefined): string | undefined => module?.split(':').slice(0, 2).join(':');

/** What is known against a package: by ecosystem, `lookups` has what was loaded or dropped. */
export function lookUp(
  found: Asked & { readonly module?: string },
  system: SystemRelease | null,
  lookups: ReadonlyMap<string, AdvisoryLookup>,
): Lookup {
  const queries = questionsOf(found, system);
  if ('kind' in queries) return queries;
  const query = queries[0] as PackageQuery;
  const lookup = lookups.get(query.ecosystem);
  if (!lookup) return { kind: 'no-data', ecosystem: query.ecosystem };
  const matches = matchAny(queries, lookup).map((match) => ofStream(match, streamOf(found.module)));
  return { kind: isComparable(query.ecosystem, query.version) ? 'matched' : 'not-comparable', query, matches };
}
