// A log of 2 GB in an image archive that is written to a file: larger than a string, a buffer or a page's memory may be.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { Bytes } from '../../src/bytes/units.ts';
import { octal, rawHeader, rawTar } from '../archive/raw-tar.ts';
import { imageConfig } from './make-archive.ts';

const lineLength: Bytes = 100;
const linesOfPart = 160_000;
const parts = 125;
export const lineCount = linesOfPart * parts;
export const logSize: Bytes = lineCount * lineLength;
/** From 1; it says so, and the last one. Each of the others is like its neighbours. */
export const rareLine = linesOfPart * 100 + 1;

const line = (text: string): string => `${text.padEnd(lineLength - 1, '.')}\n`;
const usual = Buffer.from(line('2024-05-01T10:00:00Z web-1 INFO request served in 17 ms ').repeat(linesOfPart));

/** The log, in parts of 16 MB. */
function* partsOfLog(): Generator<Buffer> {
  for (let part = 0; part < parts; part++) {
    const bytes = part === 100 || part === parts - 1 ? Buffer.from(usual) : usual;
    if (part === 100) bytes.write(line('2024-05-01T10:00:00Z web-1 ERROR Out of Memory '), 0);
    if (part === parts - 1) bytes.write(line('the last line '), bytes.length - lineLength);
    yield bytes;
  }
}

/** `log:1`, with var/log/app.log in its one layer. Neither size needs padding: both are multiples of 512. */
function* layerParts(): Generator<Uint8Array> {
  yield rawHeader({ name: 'var/log/app.log', size: octal(logSize) });
  yield* partsOfLog();
  yield Buffer.alloc(1024);
}

function description(diffHex: string): Uint8Array {
  const blobs = [{ diffHex, blob: new Uint8Array(0) }];
  const entries = [
    { name: 'config.json', body: imageConfig(blobs, [{ created_by: 'RUN serve' }]) },
    {
      name: 'manifest.json',
      body: JSON.stringify([{ Config: 'config.json', RepoTags: ['log:1'], Layers: ['l.tar'] }]),
    },
  ];
  // What ends a tar ends this one.
  return Buffer.concat([rawTar(entries), Buffer.alloc(1024)]);
}

async function writeAll(file: FileHandle, pieces: Iterable<Uint8Array>): Promise<void> {
  for (const piece of pieces) await file.write(piece);
}

/** The layer stands in front, so that its digest is known when the config is written. */
export async function writeLargeLog(path: string): Promise<void> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  const hashed = function* (): Generator<Uint8Array> {
    for (const piece of layerParts()) {
      hash.update(piece);
      yield piece;
    }
  };
  try {
    await writeAll(file, [rawHeader({ name: 'l.tar', size: octal(512 + logSize + 1024) })]);
    await writeAll(file, hashed());
    await writeAll(file, [description(hash.digest('hex'))]);
  } finally {
    await file.close();
  }
}
