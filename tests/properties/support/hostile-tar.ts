// Tars that no writer makes: any number in any field, headers in any order, PAX records and sparse maps of any content, all
// with right checksums, so that they get past the first look.
import fc from 'fast-check';
import { base256, latin1, octal, paxRecord, rawTar, type RawEntry } from '../../archive/raw-tar.ts';

const part = fc.constantFrom(
  'a',
  'b',
  'dir',
  '..',
  '.',
  '',
  '__proto__',
  'constructor',
  '.wh.a',
  '.wh..wh..opq',
  '.wh.',
  '\u202e',
  'A',
);
const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));
const deepPath = fc.integer({ min: 2000, max: 40_000 }).map((depth) => 'a/'.repeat(depth));
const anyPath = fc.oneof({ weight: 30, arbitrary: path }, { weight: 1, arbitrary: deepPath });
const shortPath = path.map((text) => text.slice(0, 90));

/** Around every border: of a block, of what eleven digits hold, of exact numbers, of 64 bits. */
const border = fc.constantFrom(
  0n,
  1n,
  2n,
  511n,
  512n,
  513n,
  4096n,
  1_048_576n,
  8_589_934_591n,
  8_589_934_592n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 62n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n,
  -1n,
  -512n,
  -(2n ** 53n),
  -(2n ** 63n),
);
const wide = fc.oneof(border, fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.bigInt({ min: 0n, max: 5000n }));

/** A numeric field of the header in any form. */
const field = (length: number): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof(
    wide.map((value) => base256(value, length)),
    fc.nat({ max: 5000 }).map((value) => octal(value, length - 1)),
    fc.stringMatching(/^[ 0-9\-x]*$/).map((text) => text.slice(0, length)),
    fc.uint8Array({ minLength: length, maxLength: length }),
  );

const decimal = fc.oneof(
  wide.map(String),
  fc.nat({ max: 5000 }).map(String),
  fc.constantFrom('', '-', '1.5', '1e9', '0x10', 'NaN', 'Infinity', '99999999999999999999', ' 1', '1 '),
);
const map = fc.array(decimal, { maxLength: 12 }).map((numbers) => numbers.join(','));

const paxKeys = [
  'path', 'linkpath', 'size', 'mtime', 'uid', 'gid', '__proto__', 'constructor', 'toString', 'SCHILY.xattr.user.a',
  'GNU.sparse.size', 'GNU.sparse.realsize', 'GNU.sparse.name', 'GNU.sparse.major', 'GNU.sparse.minor',
  'GNU.sparse.map', 'GNU.sparse.offset', 'GNU.sparse.numbytes',
]; // prettier-ignore

const paxRecords = fc
  .array(
    fc.tuple(
      fc.constantFrom(...paxKeys),
      fc.oneof(decimal, map, anyPath, fc.string({ unit: 'binary', maxLength: 20 })),
    ),
    { maxLength: 5 },
  )
  .map((records) => Uint8Array.from(records.flatMap(([key, value]) => [...paxRecord(key, value)])));

const paxBody = fc.oneof(
  { weight: 6, arbitrary: paxRecords },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{0,12} [a-z=]{0,9}\n$/) },
);

const extension: fc.Arbitrary<RawEntry> = fc.oneof(
  fc.record({ type: fc.constantFrom('x', 'x', 'x', 'g', 'X'), body: paxBody }),
  fc.record({ type: fc.constantFrom('L', 'K'), body: anyPath.map((text) => `${text}\0`) }),
);

/** Offsets of GNU's sparse pieces, its sign for more of them, and the full length. */
const sparsePatch = fc
  .tuple(fc.array(field(12), { maxLength: 8 }), fc.boolean(), field(12))
  .map(([pieces, more, size]) => {
    const patch: Record<number, string | Uint8Array> = { 482: more ? '\x01' : '\0', 483: size };
    for (const [at, piece] of pieces.entries()) patch[386 + at * 12] = piece;
    return patch;
  });

const body = fc.oneof(
  fc.uint8Array({ maxLength: 1200 }),
  map.map((text) => text.replaceAll(',', '\n').padEnd(512, '\0')),
);

const plain: fc.Arbitrary<RawEntry> = fc.record(
  {
    name: shortPath,
    prefix: shortPath,
    link: shortPath,
    type: fc.constantFrom('0', '0', '0', '1', '2', '3', '4', '5', '6', '7', '\0', 'D', 'V', 'M', 'N', 'Z', '\xff'),
    mode: fc.constantFrom('0000644', '0004755', '-1', 'xyz', '77777777'),
    dialect: fc.constantFrom('ustar', 'gnu', 'v7'),
    body,
  },
  { requiredKeys: ['name', 'type'] },
);

const wrongNumbers: fc.Arbitrary<RawEntry> = fc
  .tuple(plain, fc.record({ size: field(12), uid: field(8), gid: field(8), mtime: field(12) }, { requiredKeys: [] }))
  .map(([entry, numbers]) => ({ ...entry, ...numbers }));

const sparse: fc.Arbitrary<RawEntry> = fc
  .tuple(plain, sparsePatch)
  .map(([entry, patch]) => ({ ...entry, prefix: '', type: 'S', dialect: 'gnu', patch }));

const badName: fc.Arbitrary<RawEntry> = fc
  .uint8Array({ minLength: 1, maxLength: 100 })
  .map((bytes) => ({ patch: { 0: bytes } }));

const entry = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 5, arbitrary: extension },
  { weight: 2, arbitrary: wrongNumbers },
  { weight: 1, arbitrary: sparse },
  { weight: 1, arbitrary: badName },
);

/** With the type as it stands: rawHeader writes text as UTF-8. */
const asHeader = (made: RawEntry): RawEntry =>
  made.type === '\xff' ? { ...made, type: '0', patch: { ...made.patch, 156: latin1('\xff') } } : made;

export const hostileTar: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .array(entry, { minLength: 1, maxLength: 10 })
  .map((entries) => rawTar(entries.map(asHeader)));
