// What a plain zip has no room for: more than 65,535 entries, and a file of more than 4 GB. Read by Python and Info-ZIP.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TarFlag } from '../../src/archive/tar-header.ts';
import type { WrittenEntry } from '../../src/archive/written-entry.ts';
import { BufferedSink } from '../../src/bytes/byte-sink.ts';
import type { Pieces } from '../../src/bytes/pieces.ts';
import { encodeText } from '../../src/bytes/text.ts';
import type { Bytes } from '../../src/bytes/units.ts';
import { openWriter, type ArchiveWriter } from '../../src/saving/archive-writer.ts';
import { hasProgram, told } from '../properties/support/other-readers.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-zip64-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function writeZip(name: string, fill: (zip: ArchiveWriter) => Promise<void>): Promise<string> {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  const sink = new BufferedSink({ write: async (piece) => void writeSync(file, piece) });
  const zip = await openWriter('zip', sink);
  await fill(zip);
  await zip.finish();
  await sink.flush();
  closeSync(file);
  return path;
}

const entryOf = (name: string, size: Bytes): WrittenEntry => ({
  path: encodeText(name),
  flag: TarFlag.file,
  link: new Uint8Array(0),
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtime: 1_700_000_000,
  device: null,
  xattrs: null,
});

const stretch = new Uint8Array(1_048_576);

async function* zeros(size: Bytes): Pieces {
  for (let left = size; left > 0; left -= stretch.length) yield stretch.subarray(0, left);
}

async function* text(value: string): Pieces {
  yield encodeText(value);
}

const listing = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
names = z.namelist()
print(len(names), len(set(names)), names[-1], z.read(names[-1]).decode(), z.getinfo(names[0]).file_size)
`;

const hasReaders = hasProgram('python3') && hasProgram('unzip');

test.skipIf(!hasReaders)('more than 65,535 entries, read by Python and unzip', { timeout: 60_000 }, async () => {
  const count = 65_537;
  const path = await writeZip('many.zip', async (zip) => {
    for (let at = 0; at < count; at++) await zip.add(entryOf(`f/${at}`, 1), text('x'));
  });
  expect(told('python3', '-c', listing, path)).toBe(`${count} ${count} f/${count - 1} x 1\n`);
  expect(told('unzip', '-tq', path)).toMatch(/^No errors detected/);
});

/** bsdtar lists an entry of this size, and finds the one behind it. */
function expectBsdtar(path: string, size: Bytes): void {
  if (!hasProgram('bsdtar')) return;
  expect(told('bsdtar', '-tvf', path)).toContain(String(size));
  expect(told('bsdtar', '-xOf', path, 'behind')).toBe('behind');
}

// 4.3 GB are deflated, and inflated by unzip; Python and bsdtar read the list, and what lies behind. 27 s on a machine that
// does other work too (30 s of the processor), so only where it is asked for. Of zeros, 4 MB lie on the disk.
const isAsked = process.env.PLIMSOLL_ZIP64 === '1';

test.skipIf(!hasReaders || !isAsked)(
  'an entry of more than 4 GB (PLIMSOLL_ZIP64=1)',
  { timeout: 300_000 },
  async () => {
    const size = 2 ** 32 + 12_345;
    const path = await writeZip('large.zip', async (zip) => {
      await zip.add(entryOf('zeros', size), zeros(size));
      await zip.add(entryOf('behind', 6), text('behind'));
    });
    expect(told('python3', '-c', listing, path)).toBe(`2 2 behind behind ${size}\n`);
    expect(told('unzip', '-tq', path)).toMatch(/^No errors detected/);
    expectBsdtar(path, size);
  },
);

// Where entries begin behind 4 GB their places have 64 bits too. Bodies that do not shrink are deflated all the same: 120 s
// of the processor, and 4.4 GB of disk.
test.skipIf(!hasReaders || !isAsked)('entries behind 4 GB (PLIMSOLL_ZIP64=1)', { timeout: 300_000 }, async () => {
  const noise = new Uint8Array(1_048_576);
  for (let at = 0; at < noise.length; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
  async function* noisy(size: Bytes): Pieces {
    for (let left = size; left > 0; left -= noise.length) yield noise.subarray(0, left);
  }
  const size = 2_200_000_000;
  const path = await writeZip('behind.zip', async (zip) => {
    for (const name of ['one', 'two']) await zip.add(entryOf(name, size), noisy(size));
    await zip.add(entryOf('behind', 6), text('behind'));
  });
  expect(told('python3', '-c', listing, path)).toBe(`3 3 behind behind ${size}\n`);
  expect(told('unzip', '-tq', path)).toMatch(/^No errors detected/);
  expectBsdtar(path, size);
});
