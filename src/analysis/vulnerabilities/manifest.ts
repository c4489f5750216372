import { isObject, type JsonObject, textOf } from './json-values.ts';
import type { DatabasePart } from './vulnerability.ts';

export const manifestFormat = 'plimsoll-vulndb/1';

/** One file of the database. */
export interface ManifestPart extends DatabasePart {
  /** Its name beside the manifest: `Debian-12.json.gz`. */
  readonly file: string;
  /** Of what it unpacks to, in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly packages: number;
}

/** What a site's database holds: `vulndb/manifest.json`. */
export interface Manifest {
  readonly format: typeof manifestFormat;
  /** When the files were written, RFC 3339; the data may be older. */
  readonly made: string;
  readonly parts: readonly ManifestPart[];
}

/** `Red Hat:enterprise_linux:9` → `Red-Hat-enterprise_linux-9.json.gz`. */
export const fileNameOf = (ecosystem: string): string => `${ecosystem.replace(/[^A-Za-z0-9._]+/g, '-')}.json.gz`;

const textOrNull = (value: unknown): value is string | null => value === null || textOf(value) !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isPart(value: unknown): value is ManifestPart {
  if (!isObject(value)) return false;
  const { ecosystem, file, sha256 } = value;
  const named = textOf(ecosystem, 200) !== null && typeof file === 'string' && /^[\w.-]{1,200}\.json\.gz$/.test(file);
  const hashed = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  return named && hashed && textOf(value.source) !== null && hasDetails(value);
}

const hasDetails = ({ date, commit, licence, advisories, packages, bytes }: JsonObject): boolean =>
  [date, commit, licence].every(textOrNull) && [advisories, packages, bytes].every(isCount);

/** Null where it is no manifest that this page reads. */
export function parseManifest(text: string): Manifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.format !== manifestFormat || textOf(value.made, 40) === null) return null;
  const { parts } = value;
  if (!Array.isArray(parts) || parts.length > 10_000 || !parts.every(isPart)) return null;
  return value as unknown as Manifest;
}

const day = 86_400_000;

/** How many whole days ago the data were written; null where they do not say when. */
export function ageInDays(date: string | null, now: number): number | null {
  const written = date === null ? NaN : Date.parse(date);
  return Number.isNaN(written) ? null : Math.max(0, Math.floor((now - written) / day));
}

/** Older data are told as such. */
export const freshDays = 7;
