// Any tree of files as tar-stream writes it, with the forms that its own headers can't hold in PAX records.
import fc from 'fast-check';
import type { TarItem } from '../../support/make-archive.ts';

/** What stands in a tar, as a reader should give it back. */
export interface WrittenFile {
  readonly path: string;
  readonly type: 'file' | 'link' | 'symlink' | 'directory' | 'character-device' | 'block-device' | 'fifo';
  readonly link: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly body: Uint8Array;
  readonly xattrs: Readonly<Record<string, string>>;
}

const awkwardNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '..',
  'wh.x',
  '.wh',
  'A',
  'a',
  'e\u0301',
  '\u00e9',
  'a\nb',
  '17 path=x',
  '=',
  '\u202etxt.exe',
  '\u200b',
  '\u2028',
  '\u{e0041}',
  ' ',
  '\u001b[31m',
  '\ufeff',
];

/** One part of a path: anything but NUL, a slash, `.` and the marks of the overlay. */
const part = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 90, maxLength: 260 }) },
    { weight: 2, arbitrary: fc.constantFrom(...awkwardNames) },
  )
  .map((text) => text.replaceAll('\0', '0').replaceAll('/', '-'))
  .filter((text) => text !== '.' && !text.startsWith('.wh.'));

const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
/** A hundred directories and more, as node_modules once had. */
const deepPath = fc
  .tuple(part, fc.integer({ min: 50, max: 300 }))
  .map(([name, depth]) => `${'d/'.repeat(depth)}${name}`);

const octalId = fc.integer({ min: 0, max: 0o777777 });
/** Above what a header's seven digits hold, so it goes into a PAX record. */
const largeId = fc.integer({ min: 0o1000000, max: 4_294_967_295 });

const xattrs = fc.dictionary(
  fc.stringMatching(/^[a-z.]{1,12}$/),
  fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => !value.includes('\0')),
  { maxKeys: 3 },
);

const time = fc.oneof(
  fc.integer({ min: 0, max: 2_147_483_647 }),
  fc.integer({ min: -86_400_000, max: 86_400_000 }).map((thousandths) => thousandths / 1000),
);

const file: fc.Arbitrary<WrittenFile> = fc
  .record({
    path: fc.oneof({ weight: 9, arbitrary: path }, { weight: 1, arbitrary: deepPath }),
    type: fc.constantFrom<WrittenFile['type']>(
      'file',
      'file',
      'file',
      'directory',
      'link',
      'symlink',
      'character-device',
      'block-device',
      'fifo',
    ),
    link: path,
    // tar-stream takes 0 for none given.
    mode: fc.integer({ min: 1, max: 0o7777 }),
    uid: fc.oneof(octalId, largeId),
    gid: fc.oneof(octalId, largeId),
    mtime: time,
    body: fc.uint8Array({ maxLength: 1500 }),
    xattrs,
  })
  .map((made) => ({
    ...made,
    link: made.type === 'link' || made.type === 'symlink' ? made.link : '',
    body: made.type === 'file' ? made.body : new Uint8Array(0),
  }));

export const tarTree: fc.Arbitrary<WrittenFile[]> = fc.uniqueArray(file, {
  maxLength: 12,
  selector: (made) => made.path,
});

const fits = (id: number): boolean => id <= 0o777777;

/** PAX records for what tar-stream's headers would cut. */
function paxOf({ uid, gid, mtime, xattrs: attributes }: WrittenFile): Record<string, string> | undefined {
  const records: Record<string, string> = Object.create(null) as Record<string, string>;
  if (!fits(uid)) records.uid = String(uid);
  if (!fits(gid)) records.gid = String(gid);
  if (mtime < 0 || !Number.isInteger(mtime)) records.mtime = String(mtime);
  for (const [key, value] of Object.entries(attributes)) records[`SCHILY.xattr.${key}`] = value;
  return Object.keys(records).length > 0 ? records : undefined;
}

export function toTarItem(file: WrittenFile): TarItem {
  const { path: name, type, link, mode, uid, gid, mtime, body } = file;
  const pax = paxOf(file);
  const header = {
    name: type === 'directory' ? `${name}/` : name,
    type,
    linkname: link || undefined,
    mode,
    uid: fits(uid) ? uid : 0,
    gid: fits(gid) ? gid : 0,
    mtime: new Date(Math.max(0, Math.floor(mtime)) * 1000),
    pax,
  };
  return type === 'file' ? { header, body } : { header };
}
