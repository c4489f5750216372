// Writes tar entries: ustar, and PAX records in front of it for what ustar has no room for. Names are written as the bytes
// they were read as, UTF-8 or not: GNU tar, bsdtar, Go, Python and Plimsoll read them so.
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
import { encodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { blockSize, TarFlag } from './tar-header.ts';
import type { WrittenEntry } from './written-entry.ts';

/** Two blocks of zeros. */
export const endOfTar: Uint8Array = new Uint8Array(2 * blockSize);

export const tarPadding = (size: Bytes): number => (blockSize - (size % blockSize)) % blockSize;

const nameLength = 100;
const prefixLength = 155;
const noBytes = new Uint8Array(0);

/** The header of an entry, with the records in front of it. The contents and their padding follow. */
export function tarHeader(entry: WrittenEntry): Uint8Array {
  const path = entry.flag === TarFlag.directory ? withSlash(entry.path) : entry.path;
  const records = recordsOf(entry, path);
  const header = ustar({ ...entry, path });
  if (records.length === 0) return header;
  const body = joined(records);
  const name = encodeText('PaxHeaders/entry');
  const pax = { ...entry, path: name, flag: TarFlag.pax, link: noBytes, size: body.length, mode: 0o644, device: null };
  return joined([ustar(pax), body, new Uint8Array(tarPadding(body.length)), header]);
}

/** What a numeric field of so many octal digits holds. */
const fits = (value: number, digits: number): boolean => Number.isInteger(value) && value >= 0 && value < 8 ** digits;

function recordsOf({ link, size, uid, gid, mtime, xattrs }: WrittenEntry, path: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = [];
  const put = (key: string, value: Uint8Array | number): void =>
    void records.push(paxRecord(key, typeof value === 'number' ? encodeText(decimal(value)) : value));
  if (!splitPath(path)) put('path', path);
  if (link.length > nameLength) put('linkpath', link);
  if (!fits(size, 11)) put('size', size);
  if (!fits(uid, 7)) put('uid', uid);
  if (!fits(gid, 7)) put('gid', gid);
  if (!fits(mtime, 11)) put('mtime', mtime);
  for (const [name, value] of xattrs ?? []) put(`SCHILY.xattr.${name}`, value);
  return records;
}

/** Without an exponent, and a fraction as long as times have one. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(0) : value.toFixed(9));

/** "LENGTH KEY=VALUE\n", the length counting itself. */
export function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const rest = joined([encodeText(` ${key}=`), value, encodeText('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return joined([encodeText(String(length)), rest]);
}

function ustar(entry: WrittenEntry): Uint8Array {
  const { mode, uid, gid, size, mtime, flag, link, device } = entry;
  const block = new Uint8Array(blockSize);
  // A name that stands in a record is cut here.
  const { prefix, name } = splitPath(entry.path) ?? { prefix: noBytes, name: entry.path.subarray(0, nameLength) };
  block.set(name, 0);
  putOctal(block, 100, 7, mode);
  putOctal(block, 108, 7, uid);
  putOctal(block, 116, 7, gid);
  putOctal(block, 124, 11, size);
  putOctal(block, 136, 11, mtime);
  block[156] = flag;
  block.set(link.subarray(0, nameLength), 157);
  block.set(encodeText('ustar\0' + '00'), 257);
  putOctal(block, 329, 7, device?.major ?? 0);
  putOctal(block, 337, 7, device?.minor ?? 0);
  block.set(prefix, 345);
  putChecksum(block);
  return block;
}

/** The name of a path and ustar's prefix, which end and begin at a slash; null where they have no room for it. */
function splitPath(path: Uint8Array): { prefix: Uint8Array; name: Uint8Array } | null {
  if (path.length <= nameLength) return { prefix: noBytes, name: path };
  // The slash of a directory stays with its name.
  for (let at = path.length - 2; at > 0 && path.length - at - 1 <= nameLength; at--) {
    if (path[at] === 47 && at <= prefixLength) return { prefix: path.subarray(0, at), name: path.subarray(at + 1) };
  }
  return null;
}

function putOctal(block: Uint8Array, at: number, digits: number, value: number): void {
  const written = fits(value, digits) ? value : 0;
  block.set(encodeText(written.toString(8).padStart(digits, '0')), at);
}

export function putChecksum(block: Uint8Array): void {
  block.fill(32, 148, 156);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.set(encodeText(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}

function withSlash(path: Uint8Array): Uint8Array {
  const longer = new Uint8Array(path.length + 1);
  longer.set(path);
  longer[path.length] = 47;
  return longer;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
