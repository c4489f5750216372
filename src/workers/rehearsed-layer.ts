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
} as const;

function nameOf({ kind, path }: RehearsedEntry): string {
  if (kind === 'directory') return `${path}/`;
  return kind === 'whiteout' ? path.replace(/[^/]*$/, '.wh.$&') : path;
}

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

function writeHeader(block: Uint8Array, entry: RehearsedEntry): void {
  const { kind, link, size } = entry;
  const put = (at: number, text: string): void => void new TextEncoder().encodeInto(text, block.subarray(at));
  put(0, nameOf(entry));
  put(100, octal(0o644, 7) + octal(size % 3, 7) + octal(size % 3, 7) + octal(size, 11) + octal(1.7e9 + size, 11));
  put(checksumAt, `${' '.repeat(8)}${String.fromCharCode(flags[kind])}${link}`);
  put(257, 'ustar\0' + '00');
  let sum = 0;
  for (const byte of block) sum += byte;
  put(checksumAt, octal(sum, 6));
}

/** The entries as the tar of a layer; where a file has no contents, they are zeros. It ends in two blocks of them. */
export function rehearsedLayer(entries: readonly RehearsedEntry[]): { blob: Blob; layer: LayerBlob } {
  const lengthOf = ({ size }: RehearsedEntry): Bytes => (1 + Math.ceil(size / blockSize)) * blockSize;
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + lengthOf(entry), 2 * blockSize));
  let at = 0;
  for (const entry of entries) {
    writeHeader(bytes.subarray(at, at + blockSize), entry);
    if (entry.contents) bytes.set(entry.contents, at + blockSize);
    at += lengthOf(entry);
  }
  const range = { start: 0, end: bytes.length };
  const words = { name: 'rehearsal', digest: null, diffId: '', command: '', created: null };
  return { blob: new Blob([bytes]), layer: { ...words, index: 0, file: 0, range, compression: 'none' } };
}
