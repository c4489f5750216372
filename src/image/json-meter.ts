import type { ArchiveIndex } from '../archive/archive-index.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';

/**
 * All JSON of an archive together, whatever is read twice counted twice: thousands of files, each below the limit of one,
 * fill the memory as well. A thousand images have some 40 MB.
 */
export const archiveJsonLimits = { bytes: 128 * 1024 * 1024, values: 8_000_000 } as const;

/** An archive that knows how much JSON was read of it. */
export interface MeteredIndex extends ArchiveIndex {
  readonly json: JsonMeter;
}

export function meter(index: ArchiveIndex): MeteredIndex {
  return { ...index, json: new JsonMeter(index.fileName) };
}

/** Counts what is about to be read; throws a FaultError where it goes beyond a limit, and smaller things may still fit. */
export class JsonMeter {
  private bytes: Bytes = 0;
  private values = 0;

  constructor(private readonly fileName: string) {}

  countBytes(bytes: Bytes): void {
    if (this.bytes + bytes > archiveJsonLimits.bytes) throw this.limit(archiveJsonLimits.bytes, 'bytes');
    this.bytes += bytes;
  }

  countValues(values: number): void {
    if (this.values + values > archiveJsonLimits.values) throw this.limit(archiveJsonLimits.values, 'entries');
    this.values += values;
  }

  private limit(limit: number, unit: 'bytes' | 'entries'): FaultError {
    return new FaultError({ kind: 'limit', fileName: this.fileName, what: 'all JSON of an archive', limit, unit });
  }
}
