// Any tree of files as the archive writers get it: names as bytes, UTF-8 or not.
import fc from 'fast-check';
import { TarFlag } from '../../../src/archive/tar-header.ts';
import type { WrittenEntry } from '../../../src/archive/written-entry.ts';
import { encodeText } from '../../../src/bytes/text.ts';

export interface WrittenFile {
  readonly entry: WrittenEntry;
  readonly body: Uint8Array;
}

const noBytes = new Uint8Array(0);
const { file, hardLink, symbolicLink, directory, characterDevice, blockDevice, fifo } = TarFlag;

/** Neither NUL nor a slash, nor a part that leads elsewhere: those are other tests. */
const namePart = (part: Uint8Array): Uint8Array => {
  const bytes = part.map((byte) => (byte === 0 ? 48 : byte === 47 ? 45 : byte));
  return bytes.every((byte) => byte === 46) ? bytes.fill(95) : bytes;
};

const part = fc
  .oneof(
    { weight: 4, arbitrary: fc.stringMatching(/^[a-z]{1,8}$/).map(encodeText) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map(encodeText) },
    { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 20 }) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 90, maxLength: 250 }) },
  )
  .map(namePart);

const inPath = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((one, at) => (at === 0 ? [...one] : [47, ...one])));

const path = fc
  .oneof(
    { weight: 5, arbitrary: fc.array(part, { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(part, { minLength: 20, maxLength: 200 }) },
  )
  .map((parts) => inPath(parts).subarray(0, 4000))
  .filter((bytes) => bytes.at(-1) !== 47);

const size = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom(511, 512, 513, 1023, 1024, 1025, 65_535, 65_536, 65_537),
  fc.integer({ min: 0, max: 100_000 }),
);
const id = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.constantFrom(0o7777777, 0o10000000, 4_294_967_294));
/** PAX has fractions; of a time before 1970 as well. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 2_147_483_647 }),
  fc.integer({ min: -80_000_000, max: 1_900_000_000 }).map((second) => second + 0.25),
);
const device = fc.record({ major: fc.integer({ min: 0, max: 4095 }), minor: fc.integer({ min: 0, max: 0o7777777 }) });
const flag = fc.constantFrom(
  ...[file, file, file, file, hardLink, symbolicLink, directory, characterDevice, blockDevice, fifo],
);

/** Contents that shrink, and some that do not. */
function bodyOf(size: number, seed: number): Uint8Array {
  let state = seed | 1;
  const isNoise = seed % 2 === 0;
  return Uint8Array.from({ length: size }, (_, at) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return isNoise ? state >>> 24 : at % 7;
  });
}

const made = fc
  .record({
    path,
    flag,
    link: path,
    size,
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: id,
    gid: id,
    mtime: time,
    device,
  })
  .chain((entry) => fc.nat().map((seed) => ({ ...entry, seed })));

type Made = Omit<WrittenEntry, 'xattrs' | 'device'> & { device: WrittenEntry['device']; seed: number };

function written({ seed, ...entry }: Made): WrittenFile {
  const hasLink = entry.flag === hardLink || entry.flag === symbolicLink;
  const isDevice = entry.flag === characterDevice || entry.flag === blockDevice;
  const size = entry.flag === file ? entry.size : 0;
  const fields = { size, link: hasLink ? entry.link : noBytes, device: isDevice ? entry.device : null };
  return { entry: { ...entry, ...fields, xattrs: null }, body: bodyOf(size, seed) };
}

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Entries behind the file that a hard link names; one without a file before it becomes a symbolic link. */
function linked(files: readonly WrittenFile[]): WrittenFile[] {
  let target: Uint8Array | null = null;
  return files.map(({ entry, body }) => {
    if (entry.flag === file) target = entry.path;
    if (entry.flag !== hardLink) return { entry, body };
    return { entry: target ? { ...entry, link: target } : { ...entry, flag: symbolicLink }, body };
  });
}

export const writtenTree: fc.Arbitrary<WrittenFile[]> = fc
  .uniqueArray(made, { minLength: 1, maxLength: 12, selector: (one) => keyOf(one.path) })
  .map((files) => linked(files.map(written)));

const plain = { path: noBytes, flag: file, link: noBytes, size: 0, mode: 0o644, uid: 0, gid: 0, mtime: 1_700_000_000 };
const one = (fields: Partial<Made> & { name: string }): WrittenFile => {
  const path = Buffer.from(fields.name, 'latin1');
  return written({ ...plain, device: { major: 0, minor: 0 }, seed: 1, ...fields, path: new Uint8Array(path) });
};
const long = (length: number): string => `${'directory/'.repeat(500)}`.slice(0, length - 4) + 'name';

/** What random trees rarely have, in every run. */
export const rareTree: readonly WrittenFile[] = linked([
  ...[99, 100, 101, 155, 156, 255, 256, 257, 4000].map((length) => one({ name: long(length), size: length })),
  ...[99, 100, 101, 255, 256].map((length) => one({ name: `d${long(length - 1)}`, flag: directory, mode: 0o755 })),
  // Cut to a hundred bytes it ends in a slash, as a directory does.
  one({ name: `${'s'.repeat(99)}/${'t'.repeat(180)}`, size: 5 }),
  one({ name: 'caf\xe9', size: 3 }),
  one({ name: `${'caf\xe9/'.repeat(60)}x`, size: 512 }),
  one({ name: Buffer.from('каталог/файл').toString('latin1'), size: 1 }),
  one({ name: Buffer.from('長い'.repeat(90)).toString('latin1'), size: 513 }),
  one({ name: 'a\nb', size: 2 }),
  one({ name: '17 path=x\n', size: 2 }),
  one({ name: ' ', size: 0 }),
  one({ name: '-rf', size: 1 }),
  one({ name: 'empty' }),
  ...[511, 512, 513, 65_535, 65_536, 65_537].map((size) => one({ name: `size-${size}`, size, seed: size })),
  one({ name: 'time-fraction', mtime: 1_600_000_000.123456 }),
  one({ name: 'time-before', mtime: -1.5 }),
  one({ name: 'time-late', mtime: 8_589_934_592 }),
  one({ name: 'ids', uid: 0o7777777, gid: 0o10000000 }),
  one({ name: 'ids-largest', uid: 4_294_967_294, gid: 4_294_967_294 }),
  one({ name: 'mode', mode: 0o6755 }),
  one({ name: 'symlink', flag: symbolicLink, link: encodeText('mode') }),
  one({ name: 'symlink-100', flag: symbolicLink, link: encodeText(long(100)) }),
  one({ name: 'symlink-long', flag: symbolicLink, link: encodeText(long(4000)) }),
  one({ name: 'symlink-bytes', flag: symbolicLink, link: Uint8Array.of(0xff, 0xfe) }),
  one({ name: 'file', size: 4 }),
  one({ name: 'hard', flag: hardLink }),
  one({ name: long(300), size: 4 }),
  one({ name: 'hard-long', flag: hardLink }),
  one({ name: 'null', flag: characterDevice, device: { major: 1, minor: 3 } }),
  one({ name: 'disk', flag: blockDevice, device: { major: 259, minor: 1_048_575 } }),
  one({ name: 'pipe', flag: fifo }),
]);
