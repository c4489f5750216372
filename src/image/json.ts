import type { ArchiveIndex } from '../archive/archive-index.ts';
import { FaultError } from '../fault.ts';

/** Metadata above this is refused: a real manifest or config has some kB. */
export const maxJsonBytes = 64 * 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a named JSON entry of the archive. Throws a FaultError where it is missing, too large or no JSON. */
export async function readJson(index: ArchiveIndex, name: string, namedIn: string): Promise<unknown> {
  return parseJson(await readBytes(index, name, namedIn), index.fileName, name);
}

export async function readBytes(index: ArchiveIndex, name: string, namedIn: string): Promise<Uint8Array<ArrayBuffer>> {
  const { fileName } = index;
  const entry = index.find(name);
  if (!entry) throw new FaultError({ kind: 'missing-blob', fileName, path: name, namedIn });
  const { start, end } = entry.range;
  const file = index.files[entry.file]!;
  if (end > file.size)
    throw new FaultError({ kind: 'truncated', fileName, offset: file.size, missing: end - file.size });
  if (end - start > maxJsonBytes) {
    throw new FaultError({ kind: 'limit', fileName, what: name, limit: maxJsonBytes, unit: 'bytes' });
  }
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

export function parseJson(bytes: Uint8Array, fileName: string, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new FaultError({ kind: 'bad-json', fileName, path, detail: 'it is not JSON' });
  }
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

export function asTexts(value: unknown): string[] {
  // CMD of very old images is a plain string.
  if (typeof value === 'string') return value === '' ? [] : [value];
  return asArray(value).filter((item) => typeof item === 'string');
}
