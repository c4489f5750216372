// A zip of OSV records, as https://osv-vulnerabilities.storage.googleapis.com/<ecosystem>/all.zip has them: one file of JSON
// for each. All are read, and what is known of the wanted packages is kept.
import type { Bytes } from '../../bytes/units.ts';
import { AdvisoryCollection } from './advisory-table.ts';
import { decodeOsvRecord, type DecodedRecord } from './osv-record.ts';
import { ZipContents } from './zip-contents.ts';
import { type ZipEntry, ZipError, zipEntries } from './zip-directory.ts';

/** Ecosystem and release by `partOf`, and the package by `nameKey`. */
export type Wants = (part: string, name: string) => boolean;

export interface OsvZipOptions {
  readonly wants: Wants;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: Bytes, total: Bytes) => void;
  readonly limits?: Partial<typeof zipLimits>;
}

export const zipLimits = {
  /** npm has 230,000. */
  entries: 1_000_000,
  /** The largest record of a database has some 2 MB. */
  recordBytes: 32_000_000,
  /** All records together; npm has 0.4 GB. */
  bytes: 8_000_000_000,
};

/** Of so many first files one has to be a record. */
const tried = 20;

export interface OsvZip {
  readonly kind: 'osv';
  readonly collection: AdvisoryCollection;
  /** How many records are about each part, wanted or not: of what is there none, nothing is known. */
  readonly advisories: ReadonlyMap<string, number>;
  readonly records: number;
  readonly withdrawn: number;
  /** What of it was not used, in sentences. */
  readonly problems: readonly string[];
}

/** `reason`: a sentence about what was found and what to do. */
export type DroppedOsv = OsvZip | { readonly kind: 'not-osv'; readonly reason: string };

const utf8 = new TextDecoder();

function decode(bytes: Uint8Array, wants: Wants): DecodedRecord {
  try {
    return decodeOsvRecord(JSON.parse(utf8.decode(bytes)), wants);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'not-osv', reason: 'is nested too deep' };
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'not-osv', reason: 'is no JSON' };
  }
}

/** What becomes of the entries, counted. */
class OsvZipReading {
  readonly collection = new AdvisoryCollection();
  readonly advisories = new Map<string, number>();
  records = 0;
  withdrawn = 0;
  bytes: Bytes = 0;
  unusable = 0;
  firstUnusable = '';
  private readonly seen = new Set<string>();

  constructor(private readonly wants: Wants) {}

  get files(): number {
    return this.records + this.withdrawn + this.unusable;
  }

  take(entry: ZipEntry, bytes: Uint8Array): void {
    this.bytes += bytes.length;
    this.seen.clear();
    const decoded = decode(bytes, (part, name) => {
      this.seen.add(part);
      return this.wants(part, name);
    });
    if (decoded.kind === 'not-osv') return this.pass(entry, decoded.reason);
    if (decoded.kind === 'withdrawn') {
      this.withdrawn++;
      return this.collection.noteDate(decoded.modified);
    }
    this.records++;
    for (const part of this.seen) this.advisories.set(part, (this.advisories.get(part) ?? 0) + 1);
    this.collection.add(decoded.record);
  }

  pass({ name }: ZipEntry, reason: string): void {
    if (this.unusable++ === 0) this.firstUnusable = `${name.slice(0, 100)} ${reason}`;
  }

  problems(): string[] {
    const problems: string[] = [];
    const ranges = this.collection.unusableRanges;
    if (this.unusable > 0) {
      problems.push(`Of its files ${count(this.unusable)} could not be used; the first: ${this.firstUnusable}.`);
    }
    if (ranges > 0) problems.push(`Ranges of versions without usable bounds were left out: ${count(ranges)}.`);
    return problems;
  }
}

const count = (value: number): string => value.toLocaleString('en');

const advice = 'Drop an all.zip as OSV publishes it for each ecosystem (https://osv.dev, "Data").';

async function readEntries(blob: Blob, reading: OsvZipReading, options: OsvZipOptions): Promise<string | null> {
  const limits = { ...zipLimits, ...options.limits };
  const contents = new ZipContents(blob, limits.recordBytes);
  let entries = 0;
  try {
    for await (const entry of zipEntries(blob)) {
      if (entries++ >= limits.entries) return `It has more than ${count(limits.entries)} files; the rest was not read.`;
      if (!entry.name.endsWith('.json')) continue;
      if ((entries & 255) === 1) {
        options.signal?.throwIfAborted();
        options.onProgress?.(contents.position, blob.size);
      }
      const content = await contents.read(entry);
      if ('problem' in content) reading.pass(entry, content.problem);
      else reading.take(entry, content.bytes);
      if (reading.records + reading.withdrawn === 0 && reading.files >= tried) return null;
      if (reading.bytes > limits.bytes)
        return `It unpacks to more than ${count(limits.bytes)} bytes; the rest was not read.`;
    }
    return null;
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return `It ${error.message}.`;
  } finally {
    await contents.close();
  }
}

/** Reads a zip that may be one of OSV. Throws where it cannot be read at all, or an AbortError. */
export async function readOsvZip(blob: Blob, options: OsvZipOptions): Promise<DroppedOsv> {
  const reading = new OsvZipReading(options.wants);
  const stopped = await readEntries(blob, reading, options);
  if (reading.records + reading.withdrawn === 0) {
    const found =
      reading.unusable > 0
        ? `None of its first files is an OSV record: ${reading.firstUnusable}.`
        : 'It holds no OSV records.';
    return { kind: 'not-osv', reason: [stopped ?? found, advice].join(' ') };
  }
  const { collection, advisories, records, withdrawn } = reading;
  const problems = [...reading.problems(), ...(stopped ? [stopped] : [])];
  return { kind: 'osv', collection, advisories, records, withdrawn, problems };
}

/** Whether the first of its files are OSV records. */
export async function isOsvZip(blob: Blob): Promise<boolean> {
  const contents = new ZipContents(blob, zipLimits.recordBytes);
  let left = tried;
  try {
    for await (const entry of zipEntries(blob)) {
      if (!entry.name.endsWith('.json')) {
        if (--left === 0) return false;
        continue;
      }
      const content = await contents.read(entry);
      if ('bytes' in content && decode(content.bytes, () => false).kind !== 'not-osv') return true;
      if (--left === 0) return false;
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
  } finally {
    await contents.close();
  }
  return false;
}
