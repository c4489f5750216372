import type { ByteRange, Bytes } from '../bytes/units.ts';
import { FaultError } from '../fault.ts';
import type { JsonMeter, MeteredIndex } from './json-meter.ts';

/**
 * A file of metadata above these is refused before it is parsed: what the values take in memory can be twenty times their text.
 * A real config has some kB and six levels; the largest bills of materials met have a million values.
 */
export const jsonLimits = { bytes: 64 * 1024 * 1024, levels: 500, values: 4_000_000 } as const;

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a named JSON entry of the archive. Throws a FaultError where it is missing, too large or no JSON. */
export async function readJson(index: MeteredIndex, name: string, namedIn: string): Promise<unknown> {
  return parseJson(await readBytes(index, name, namedIn), index.fileName, name, index.json);
}

export async function readBytes(index: MeteredIndex, name: string, namedIn: string): Promise<Uint8Array<ArrayBuffer>> {
  const { fileName } = index;
  const entry = index.find(name);
  if (!entry) throw new FaultError({ kind: 'missing-blob', fileName, path: name, namedIn });
  return readWhole(index.files[entry.file]!, entry.range, fileName, name, index.json);
}

/**
 * A range of a file at once, which must not be above the limit; `what` is read, in words or by its name. `meter`: counts
 * it, where it is one of many.
 */
export async function readWhole(
  file: Blob,
  { start, end }: ByteRange,
  fileName: string,
  what: string,
  meter?: JsonMeter,
): Promise<Uint8Array<ArrayBuffer>> {
  if (end > file.size)
    throw new FaultError({ kind: 'truncated', fileName, offset: file.size, missing: end - file.size });
  if (end - start > jsonLimits.bytes) {
    throw new FaultError({ kind: 'limit', fileName, what, limit: jsonLimits.bytes, unit: 'bytes' });
  }
  meter?.countBytes(end - start);
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** Of a key named twice the last value counts. A byte order mark is passed over. Throws a FaultError, nothing else. */
export function parseJson(bytes: Uint8Array, fileName: string, path: string, meter?: JsonMeter): unknown {
  const { levels, values } = measureJson(bytes);
  const limit = (what: string, limit: number, unit: 'levels' | 'entries'): FaultError =>
    new FaultError({ kind: 'limit', fileName, what: `${what} of ${path}`, limit, unit });
  if (levels > jsonLimits.levels) throw limit('the nesting', jsonLimits.levels, 'levels');
  if (values > jsonLimits.values) throw limit('the values', jsonLimits.values, 'entries');
  meter?.countValues(values);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FaultError({ kind: 'bad-json', fileName, path, detail: 'it is not JSON' });
  }
}

/** What JSON would take, told from its brackets and commas outside strings. */
export interface JsonMeasure {
  readonly levels: number;
  readonly values: number;
  /** Σ levels of all values: what indenting adds, in steps. */
  readonly indents: number;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];

export function measureJson(bytes: Uint8Array): JsonMeasure {
  let level = 0;
  let levels = 0;
  let values = 1;
  let indents = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (inString) {
      if (byte === backslash) at++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++level > levels) levels = level;
      values++;
      indents += level;
    } else if (byte === 0x5d || byte === 0x7d) {
      level--;
      indents += Math.max(0, level);
    } else if (byte === comma) {
      values++;
      indents += Math.max(0, level);
    }
  }
  return { levels, values, indents };
}

/** An object's own properties; anything else is an empty object. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asTextOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A count of bytes; 0 for what is none. */
export function asSize(value: unknown): Bytes {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

export function asTexts(value: unknown): string[] {
  // CMD of very old images is a plain string.
  if (typeof value === 'string') return value === '' ? [] : [value];
  return asArray(value).filter((item) => typeof item === 'string');
}
