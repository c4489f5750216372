import { blockSize, TarFlag } from '../archive/tar-header.ts';
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

/** The blocks of an entry: where its name asks for a record of PAX, those of it before its own. */
function blocksOf(entry: RehearsedEntry): Uint8Array {
  const { kind, link, size, contents } = entry;
  const { prefix, name, record } = fieldsOf(nameOf(entry));
  const before = record === '' ? 0 : blockSize + padded(record.length);
  const blocks = new Uint8Array(before + blockSize + padded(size));
  if (before > 0) {
    writeHeader(blocks.subarray(0, blockSize), {
      name: 'x',
      prefix: '',
      flag: TarFlag.pax,
      link: '',
      size: record.length,
    });
    new TextEncoder().encodeInto(record, blocks.subarray(blockSize));
  }
  writeHeader(blocks.subarray(before, before + blockSize), { name, prefix, flag: flags[kind], link, size });
  if (contents) blocks.set(contents, before + blockSize);
  return blocks;
}

/** The entries as the tar of a layer; where a file has no contents, they are zeros. It ends in two blocks of them. */
export function rehearsedLayer(entries: readonly RehearsedEntry[]): { blob: Blob; layer: LayerBlob } {
  const blob = new Blob([...entries.map(blocksOf), new Uint8Array(2 * blockSize)] as BlobPart[]);
  const range = { start: 0, end: blob.size };
  const words = { name: 'rehearsal', digest: null, diffId: '', command: '', created: null };
  return { blob, layer: { ...words, index: 0, file: 0, range, compression: 'none' } };
}
