import { FileScanner } from '../../src/secrets/file-scanner.ts';

/** Texts that lie one behind the other in a part of the file. */
export interface Texts {
  readonly sizes: readonly number[];
  readonly paths: readonly string[];
}

async function readAll(bytes: ReadableStream<Uint8Array>, length: number): Promise<Uint8Array> {
  const room = new Uint8Array(length);
  const reader = bytes.getReader();
  let at = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    room.set(read.value, at);
    at += read.value.length;
  }
  return room;
}

/** Looks for secrets in texts. They are read into memory before; what the search itself takes is measured as `bench:search`. */
export async function searchTexts(bytes: ReadableStream<Uint8Array>, { sizes, paths }: Texts): Promise<number> {
  const scanner = await FileScanner.create();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const room = await readAll(bytes, total);
  const start = performance.now();
  let at = 0;
  for (const [index, size] of sizes.entries()) {
    scanner.scan(paths[index] ?? '', room.subarray(at, at + size));
    at += size;
  }
  performance.measure('bench:search', { start, end: performance.now() });
  return total;
}
