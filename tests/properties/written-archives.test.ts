// Any tree that we write as tar or as zip, programs that are not ours read back the same: Python, GNU tar, bsdtar, Info-ZIP
// and js-untar. The seed is fixed, as one run of each program reads all trees.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TarFlag } from '../../src/archive/tar-header.ts';
import type { Pieces } from '../../src/bytes/pieces.ts';
import { openWriter } from '../../src/saving/archive-writer.ts';
import { untar } from '../archive/js-untar.ts';
import { Collected } from '../saving/support.ts';
import { hasProgram, readByPython, told, toldBut } from './support/other-readers.ts';
import { rareTree, writtenTree, type WrittenFile } from './support/written-tree.ts';

const casesInAll = Number(process.env.PLIMSOLL_FUZZ_CASES ?? 500);
const seed = Number(process.env.PLIMSOLL_FUZZ_SEED ?? 20_261_127);
const trees = [rareTree, ...fc.sample(writtenTree, { seed, numRuns: Math.round(casesInAll * 0.16) })];

/** In two pieces, as readers of a layer give it. */
async function* inPieces(body: Uint8Array): Pieces {
  yield body.subarray(0, 500);
  yield body.subarray(500);
}

async function write(files: readonly WrittenFile[], format: 'tar' | 'zip'): Promise<Uint8Array<ArrayBuffer>> {
  const sink = new Collected();
  const writer = await openWriter(format, sink);
  for (const { entry, body } of files) await writer.add(entry, entry.flag === TarFlag.file ? inPieces(body) : null);
  await writer.finish();
  return sink.bytes();
}

let folder = '';
const filesOf = (format: string): string[] => trees.map((_, at) => join(folder, `${at}.${format}`));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-written-'));
  for (const format of ['tar', 'zip'] as const) {
    const files = filesOf(format);
    for (const [at, tree] of trees.entries()) writeFileSync(files[at]!, await write(tree, format));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const hexOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
const isFile = ({ entry }: WrittenFile): boolean => entry.flag === TarFlag.file;

const asInTar = ({ entry, body }: WrittenFile): unknown => {
  const { path, flag, link, size, mode, uid, gid, mtime, device } = entry;
  const sha256 = flag === TarFlag.file ? hexOf(body) : null;
  const names = { path: latin1(path), link: latin1(link), flag: String.fromCharCode(flag) };
  return { ...names, size, mode, uid, gid, mtime, device: device && [device.major, device.minor], sha256 };
};

const hasPython = hasProgram('python3');
const expectedModes: Readonly<Record<number, number>> = {
  [TarFlag.file]: 0o100000,
  [TarFlag.directory]: 0o040000,
  [TarFlag.symbolicLink]: 0o120000,
};

/** What a zip has room for; a hard link is asked for with its contents by whoever writes one. */
const inZip = (tree: readonly WrittenFile[]): WrittenFile[] =>
  tree.filter(({ entry }) => expectedModes[entry.flag] !== undefined);

/** What Windows would take for a way out of the folder has another name in a zip. */
const zipName = ({ entry }: WrittenFile): string => {
  const path = latin1(entry.path).replace(/^(.):/s, '$1_').replace(/^\\/, '_');
  const parts = path.split(/([/\\])/).map((part) => (part === '..' ? '__' : part));
  return parts.join('') + (entry.flag === TarFlag.directory ? '/' : '');
};

describe.skipIf(!hasPython)('Python (not run where there is no python3)', { timeout: 120_000 }, () => {
  test('tarfile reads every field of every entry', () => {
    expect(readByPython('tar', filesOf('tar'))).toEqual(trees.map((tree) => tree.map(asInTar)));
  });

  test('zipfile reads names, types, modes and contents', () => {
    const read = readByPython('zip', filesOf('zip'));
    for (const [at, tree] of trees.entries()) {
      const expected = inZip(tree).map((file) => {
        const { flag, link, mode } = file.entry;
        const body = flag === TarFlag.symbolicLink ? link : file.body;
        return { path: zipName(file), mode: expectedModes[flag]! | mode, size: body.length, sha256: hexOf(body) };
      });
      expect(read[at]).toEqual(expected);
    }
  });
});

/** Names of a listing are escaped, and these programs refuse some; contents one behind the other are exact. */
const contentsOf = (tree: readonly WrittenFile[]): string =>
  latin1(Buffer.concat(tree.filter(isFile).map(({ body }) => body)));

test.skipIf(!hasProgram('tar'))('GNU tar lists every name, and gives every byte', { timeout: 120_000 }, () => {
  for (const [at, file] of filesOf('tar').entries()) {
    const names = told('tar', '-tf', file, '--quoting-style=literal');
    const tree = trees[at]!;
    const expected = tree.map(({ entry }) => latin1(entry.path) + (entry.flag === TarFlag.directory ? '/' : '') + '\n');
    expect(names).toBe(expected.join(''));
    expect(told('tar', '-xOf', file) === contentsOf(tree)).toBe(true);
  }
});

const isUtf8 = (bytes: Uint8Array): boolean => Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);
const hasOddName = (tree: readonly WrittenFile[]): boolean =>
  tree.some(({ entry }) => !isUtf8(entry.path) || !isUtf8(entry.link));
/** bsdtar says so of names of PAX records that are not UTF-8, takes their bytes, and ends with 1. */
const oddName =
  /^bsdtar: (?:(?:Path|Link)name can't be converted from UTF-8 to current locale|Error exit delayed|Removing leading)/;
/** What it would do with them on Windows. */
const leading = /^bsdtar: Removing leading/;

describe.skipIf(!hasProgram('bsdtar'))('bsdtar (not run where there is none)', { timeout: 120_000 }, () => {
  test('gives every byte of a tar', () => {
    for (const [at, file] of filesOf('tar').entries()) {
      const tree = trees[at]!;
      const tolerated = hasOddName(tree) ? oddName : leading;
      expect(toldBut(tolerated, 'bsdtar', '-xOf', file) === contentsOf(tree)).toBe(true);
      // Names are escaped: so many lines there are.
      expect(toldBut(tolerated, 'bsdtar', '-tf', file).split('\n')).toHaveLength(tree.length + 1);
    }
  });

  test('gives every byte of a zip', async () => {
    for (const tree of trees) {
      // It gives the targets of some links too, and not of others.
      const files = inZip(tree).filter(({ entry }) => entry.flag !== TarFlag.symbolicLink);
      const file = join(folder, 'no-links.zip');
      writeFileSync(file, await write(files, 'zip'));
      expect(told('bsdtar', '-xOf', file) === contentsOf(files)).toBe(true);
      expect(told('bsdtar', '-tf', file).split('\n')).toHaveLength(files.length + 1);
    }
  });
});

test.skipIf(!hasProgram('unzip'))('Info-ZIP finds no fault in a zip', { timeout: 120_000 }, () => {
  for (const [at, file] of filesOf('zip').entries()) {
    // It calls an empty one a fault.
    if (inZip(trees[at]!).length === 0) continue;
    expect(told('unzip', '-tq', file)).toMatch(/No errors detected/);
  }
});

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 128);

test('js-untar reads what has names in ASCII: it takes the length of a PAX record for characters', async () => {
  for (const tree of trees) {
    const files = tree.filter(({ entry }) => isAscii(entry.path) && isAscii(entry.link));
    const read = await untar((await write(files, 'tar')).buffer);
    const hexes = read.map(({ name, buffer }) => [name.replace(/\/$/, ''), hexOf(new Uint8Array(buffer))]);
    expect(hexes).toEqual(files.map(({ entry, body }) => [latin1(entry.path), hexOf(body)]));
  }
});
