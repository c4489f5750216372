import { blockSize, TarFlag } from '../archive/tar-header.ts';
import { encodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import type { LayerBlob } from '../image/model.ts';
import type { RehearsedEntry } from './rehearsal.ts';

const checksumAt = 148;

const flags = {
  file: TarFlag.file,
  whiteout: TarFlag.file,
  directory: TarFlag.directory,
  symlink: TarFlag.symbolicLink,
  hardlink: TarFlag.hardLink,
  characterDevice: TarFlag.characterDevice,
} as const;

function nameOf({ kind, path }: RehearsedEntry): string {
  if (kind === 'directory') return `${path}/`;
  return kind === 'whiteout' ? path.replace(/[^/]*$/, '.wh.$&') : path;
}

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
/** Some writers put blanks where others put zeros. */
const blankOctal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, ' ')}\0`;

/** Of a header's fields for names. */
const [nameLength, prefixLength] = [100, 155];
const [deviceAt, prefixAt] = [329, 345];

interface Name {
  readonly prefix: string;
  readonly name: string;
  /** A record of PAX, where the two fields have no room for it, and else ''. */
  readonly record: string;
}

/** As Go's archive/tar writes it, whose tars most layers are. */
function fieldsOf(path: string): Name {
  if (path.length <= nameLength) return { prefix: '', name: path, record: '' };
  const slash = path.indexOf('/', path.length - nameLength - 1);
  if (slash > 0 && slash <= prefixLength)
    return { prefix: path.slice(0, slash), name: path.slice(slash + 1), record: '' };
  const record = ` path=${path}\n`;
  return { prefix: '', name: path.slice(0, nameLength), record: `${record.length + 3}${record}` };
}

interface Header {
  readonly name: string;
  readonly prefix: string;
  readonly flag: number;
  readonly link: string;
  readonly size: Bytes;
}

function writeHeader(block: Uint8Array, { name, prefix, flag, link, size }: Header): void {
  const put = (at: number, text: string): void => void new TextEncoder().encodeInto(text, block.subarray(at));
  put(0, name);
  put(
    nameLength,
    octal(0o644, 7) +
      octal(size % 3, 7) +
      (size % 3 === 0 ? blankOctal : octal)(size % 3, 7) +
      octal(size, 11) +
      octal(1.7e9 + size, 11),
  );
  put(checksumAt, `${' '.repeat(8)}${String.fromCharCode(flag)}${link}`);
  put(257, 'ustar\0' + '00');
  if (flag === TarFlag.characterDevice) put(deviceAt, octal(1, 7) + octal(3, 7));
  put(prefixAt, prefix);
  let sum = 0;
  for (const byte of block) sum += byte;
  put(checksumAt, octal(sum, 6));
}

const padded = (size: Bytes): Bytes => Math.ceil(size / blockSize) * blockSize;

/** With the two blocks of a record of PAX, where its name asks for one. */
const lengthOf = ({ size }: RehearsedEntry, { record }: Name): Bytes =>
  (record === '' ? 0 : blockSize + padded(record.length)) + blockSize + padded(size);

function writeEntry(blocks: Uint8Array, entry: RehearsedEntry, { prefix, name, record }: Name): void {
  const { kind, link, size, contents } = entry;
  let at = 0;
  const write = (header: Header, body: Uint8Array | undefined): void => {
    writeHeader(blocks.subarray(at, at + blockSize), header);
    if (body) blocks.set(body, at + blockSize);
    at += blockSize + padded(header.size);
  };
  if (record !== '')
    write({ name: 'x', prefix: '', flag: TarFlag.pax, link: '', size: record.length }, encodeText(record));
  write({ name, prefix, flag: flags[kind], link, size }, contents);
}

/** The entries as the tar of a layer; where a file has no contents, they are zeros. It ends in two blocks of them. */
export function rehearsedLayer(entries: readonly RehearsedEntry[]): { blob: Blob; layer: LayerBlob } {
  const names = entries.map((entry) => fieldsOf(nameOf(entry)));
  const bytes = new Uint8Array(
    entries.reduce((sum, entry, index) => sum + lengthOf(entry, names[index]!), 2 * blockSize),
  );
  let at = 0;
  for (const [index, entry] of entries.entries()) {
    const end = at + lengthOf(entry, names[index]!);
    writeEntry(bytes.subarray(at, end), entry, names[index]!);
    at = end;
  }
  const range = { start: 0, end: bytes.length };
  const words = { name: 'rehearsal', digest: null, diffId: '', command: '', created: null };
  return { blob: new Blob([bytes]), layer: { ...words, index: 0, file: 0, range, compression: 'none' } };
}
