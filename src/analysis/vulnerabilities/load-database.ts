// Loads of a site's database (scripts/vulndb.mjs) the files that an image needs, and no others. A file whose hash is not that of
// the manifest is refused: it is an old copy, or not what was built. Nothing of a package is in what is asked for.
import { createStreamingHash, toHex } from '../../bytes/streaming-hash.ts';
import type { AdvisoryLookup } from './advisory-record.ts';
import { gunzipText } from './gunzip.ts';
import { ageInDays, freshDays, type Manifest, type ManifestPart, parseManifest } from './manifest.ts';
import { DatabaseError, readDatabase } from './read-database.ts';
import type { DatabasePart } from './vulnerability.ts';

/** A file beside the manifest; null where there is none. */
export type FetchFile = (name: string) => Promise<Uint8Array<ArrayBuffer> | null>;

export interface LoadedDatabase {
  /** Whether the site has a database at all. */
  readonly isThere: boolean;
  /** When the site's files were written, RFC 3339. */
  readonly made: string | null;
  /** By ecosystem; none where the site has no records for it, or they were refused. */
  readonly lookups: ReadonlyMap<string, AdvisoryLookup>;
  readonly parts: readonly DatabasePart[];
  /** What was not used and what is old, in sentences. */
  readonly problems: readonly string[];
}

/** The largest that is to be expected, npm with the names of malicious packages, has some 10 MB. */
const mostUnpacked = 64_000_000;

const nothing = { made: null, lookups: new Map<string, AdvisoryLookup>(), parts: [] };

async function readManifest(fetchFile: FetchFile): Promise<Manifest | LoadedDatabase> {
  const bytes = await fetchFile('manifest.json');
  if (!bytes) return { ...nothing, isThere: false, problems: [] };
  const manifest = parseManifest(new TextDecoder().decode(bytes));
  if (manifest) return manifest;
  const problem =
    'manifest.json is no manifest of a database of advisories that this page reads. Build it again with npm run vulndb.';
  return { ...nothing, isThere: true, problems: [problem] };
}

/** The records of one part; or why they are not used, a sentence. */
async function loadPart(
  { file, sha256: expected, ecosystem }: ManifestPart,
  bytes: Uint8Array<ArrayBuffer> | null,
): Promise<AdvisoryLookup | string> {
  if (!bytes)
    return `${file} is named in the manifest and could not be had: ${ecosystem} was not looked up. Without network that is no wonder; else build the database again.`;
  const unpacked = await unpack(bytes);
  if (!unpacked) return `${file} could not be unpacked: ${ecosystem} was not looked up. Build the database again.`;
  if (unpacked.sha256 !== expected) {
    return `${file} was refused: its SHA-256 is not that of the manifest, so it is an old copy or was changed. Reload the page, or build the database again.`;
  }
  try {
    return readDatabase(unpacked.text, ecosystem);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return `${file} was refused: it ${error.message}. Build the database again.`;
  }
}

/** Its text, and the hash of the very bytes, which are hashed as they come: together they would lie there twice. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<{ text: string; sha256: string } | null> {
  const hash = await createStreamingHash('sha256');
  try {
    // Some servers unpack by themselves what ends with .gz, so that it comes as what the hash is of.
    if (!isGzip(bytes)) hash.update(bytes);
    const text = isGzip(bytes) ? await gunzipText(bytes, mostUnpacked, hash.update) : new TextDecoder().decode(bytes);
    return text === null ? null : { text, sha256: toHex(hash.finish()) };
  } finally {
    hash.release();
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** All are fetched at once, and unpacked one by one: what reading one takes beside its records is free again for the next. */
async function loadParts(wanted: readonly ManifestPart[], fetchFile: FetchFile): Promise<(AdvisoryLookup | string)[]> {
  const fetched = await Promise.all(wanted.map(({ file }) => fetchFile(file)));
  const loaded: (AdvisoryLookup | string)[] = [];
  for (const [at, part] of wanted.entries()) loaded.push(await loadPart(part, fetched[at] ?? null));
  return loaded;
}

/** Of data that is old: it has to be known beside every result. */
export function ageProblem({ ecosystem, date }: Pick<DatabasePart, 'ecosystem' | 'date'>, now: number): string[] {
  const days = ageInDays(date, now);
  if (days === null || days <= freshDays) return [];
  return [`The advisories of ${ecosystem} are ${days.toLocaleString('en')} days old: newer ones are not in them.`];
}

/** `ecosystems`: those that an image needs (`ecosystemsOf`). Rejects with what `fetchFile` rejects with. */
export async function loadDatabase(
  fetchFile: FetchFile,
  ecosystems: readonly string[],
  now: number = Date.now(),
): Promise<LoadedDatabase> {
  const manifest = await readManifest(fetchFile);
  if ('isThere' in manifest) return manifest;
  const wanted = manifest.parts.filter(({ ecosystem }) => ecosystems.includes(ecosystem));
  const loaded = await loadParts(wanted, fetchFile);
  const problems = loaded.filter((one) => typeof one === 'string');
  const used = wanted.flatMap((part, at) => {
    const lookup = loaded[at];
    return lookup && typeof lookup !== 'string' ? [{ part, lookup }] : [];
  });
  return {
    isThere: manifest.parts.length > 0,
    made: manifest.made,
    lookups: new Map(used.map(({ part, lookup }) => [part.ecosystem, lookup])),
    parts: used.map(({ part: { ecosystem, source, date, commit, licence, advisories } }) => {
      return { ecosystem, source, date, commit, licence, advisories };
    }),
    problems: [...problems, ...used.flatMap(({ part }) => ageProblem(part, now))],
  };
}
