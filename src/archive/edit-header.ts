// Writes the headers of a tar entry anew with another time, name or target; all else of them stays as it was, byte for byte.
// Dialects as tar-reader.ts reads them. Where names or numbers have no room in the header, PAX records have it.
import { encodeText } from '../bytes/text.ts';
import type { Bytes, UnixSeconds } from '../bytes/units.ts';
import { parsePax } from './pax.ts';
import { isExtension, isPax } from './tar-extensions.ts';
import { blockSize, headerFlag, isGnu, parseNumber, TarFlag } from './tar-header.ts';
import { joined, paxRecord, putChecksum, tarHeader, tarPadding } from './tar-writer.ts';

export interface HeaderEdit {
  /** Of all that a header says of times; null: they stay. From 1970 on, and before `endOfTime`. */
  readonly time: UnixSeconds | null;
  /** Null: the path stays. */
  readonly path: Uint8Array | null;
  /** Null: the target of a link stays. */
  readonly link: Uint8Array | null;
  /**
   * Records of the global headers so far, for an entry that goes where these are not: it gets them, but where it has its own, and
   * no global header stays. Null: global headers stay.
   */
  readonly globals: ReadonlyMap<string, Uint8Array> | null;
}

/** What eleven octal digits hold: in the year 2242. */
export const endOfTime: UnixSeconds = 8 ** 11;

const timeKeys: ReadonlySet<string> = new Set(['mtime', 'atime', 'ctime', 'LIBARCHIVE.creationtime']);
const nameLength = 100;
const nothing = new Uint8Array(0);

interface Record {
  readonly key: string;
  readonly value: Uint8Array;
}

/** One header in front of the entry's own. */
interface Extension {
  readonly flag: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** The headers in front of the entry's own, and where that begins. Nothing of them is damaged: they were read before. */
function extensionsOf(raw: Uint8Array): { extensions: Extension[]; end: Bytes } {
  const extensions: Extension[] = [];
  let at = 0;
  while (at < raw.length && isExtension(headerFlag(raw, at))) {
    const size = parseNumber(raw, at + 124, 12);
    const start = at + blockSize;
    const header = raw.slice(at, start);
    extensions.push({ flag: headerFlag(raw, at), header, body: raw.subarray(start, start + size) });
    at = start + size + tarPadding(size);
  }
  return { extensions, end: at };
}

function recordsIn(body: Uint8Array): Record[] {
  const records: Record[] = [];
  parsePax(body, (key, value) => void records.push({ key, value }));
  return records;
}

/** The headers of an entry as they stand in the tar, from its first to where its body begins. */
export function editHeaders(raw: Uint8Array, edit: HeaderEdit): Uint8Array {
  const { extensions, end } = extensionsOf(raw);
  const own = raw.slice(end);
  const isOfEntry = ({ flag }: Extension): boolean => isPax(flag) && flag !== TarFlag.paxGlobal;
  const known = extensions.filter(isOfEntry).flatMap(({ body }) => recordsIn(body));
  const added = addedRecords(known, edit);
  editOwn(own, edit);
  const last = extensions.findLastIndex(isOfEntry);
  const parts = extensions.map((extension, index) => editExtension(extension, edit, index === last ? added : []));
  if (last < 0 && added.length > 0) parts.push(paxOf(added));
  return joined([...parts, own]);
}

/** Global headers, one behind the other. */
export function editGlobals(raw: Uint8Array, time: UnixSeconds | null): Uint8Array {
  const edit = { time, path: null, link: null, globals: null };
  return joined(extensionsOf(raw).extensions.map((extension) => editExtension(extension, edit, [])));
}

/** Records that have to stand before the entry, as its own header has no room for them or global ones said them. */
function addedRecords(known: readonly Record[], { time, path, link, globals }: HeaderEdit): Record[] {
  const added: Record[] = [];
  for (const [key, value] of globals ?? []) {
    const isSaid = (key === 'path' && path) || (key === 'linkpath' && link) || (time !== null && timeKeys.has(key));
    if (!isSaid && !known.some((one) => one.key === key)) added.push({ key, value });
  }
  if (path && path.length > nameLength) added.push({ key: 'path', value: path });
  if (link && link.length > nameLength) added.push({ key: 'linkpath', value: link });
  return added;
}

function editExtension({ flag, header, body }: Extension, edit: HeaderEdit, added: readonly Record[]): Uint8Array {
  if (edit.globals && flag === TarFlag.paxGlobal) return nothing;
  if (edit.path && flag === TarFlag.gnuLongName) return nothing;
  if (edit.link && flag === TarFlag.gnuLongLink) return nothing;
  if (!isPax(flag)) return withBody(header, body, edit.time);
  const before = recordsIn(body);
  const after = [...before.flatMap((record) => editedRecord(record, edit) ?? []), ...added];
  if (before.length > 0 && after.length === 0) return nothing;
  const isSame = after.length === before.length && after.every((record, at) => record === before[at]);
  return withBody(header, isSame ? body : bodyOf(after), edit.time);
}

/** Null where it goes. */
function editedRecord(record: Record, { time, path, link }: HeaderEdit): Record | null {
  const { key } = record;
  if (time !== null && timeKeys.has(key)) return null;
  if (path && key === 'path') return null;
  if (link && key === 'linkpath') return null;
  return path && key === 'GNU.sparse.name' ? { key, value: path } : record;
}

const bodyOf = (records: readonly Record[]): Uint8Array =>
  joined(records.map(({ key, value }) => paxRecord(key, value)));

function withBody(header: Uint8Array, body: Uint8Array, time: UnixSeconds | null): Uint8Array {
  if (parseNumber(header, 124, 12) !== body.length) putNumber(header, 124, body.length);
  if (time !== null) putTimes(header, time);
  seal(header);
  return joined([header, body, new Uint8Array(tarPadding(body.length))]);
}

function paxOf(records: readonly Record[]): Uint8Array {
  const body = bodyOf(records);
  const owner = { mode: 0o644, uid: 0, gid: 0, mtime: 0, device: null, xattrs: null };
  const header = {
    ...owner,
    path: encodeText('PaxHeaders/entry'),
    flag: TarFlag.pax,
    link: nothing,
    size: body.length,
  };
  return joined([tarHeader(header), body, new Uint8Array(tarPadding(body.length))]);
}

/** `own`: with what else stands behind the header and before the body, as sparse files have it. */
function editOwn(own: Uint8Array, { time, path, link }: HeaderEdit): void {
  const header = own.subarray(0, blockSize);
  if (path) {
    putText(header, 0, path);
    // Behind GNU's magic stands no prefix.
    if (!isGnu(header, 0)) header.fill(0, 345, hasTimesOfStar(header) ? 476 : 500);
  }
  if (link) putText(header, 157, link);
  if (time !== null) putTimes(header, time);
  seal(header);
}

/** One that has no room is cut here, and stands in a record. */
function putText(header: Uint8Array, at: number, text: Uint8Array): void {
  header.fill(0, at, at + nameLength);
  header.set(text.subarray(0, nameLength), at);
}

/** The checksum, which ends as it did. */
function seal(header: Uint8Array): void {
  const end = header.slice(154, 156);
  putChecksum(header);
  if (end.every((byte) => byte === 0 || byte === 32)) header.set(end, 154);
}

/** star's own mark at the end of a header: two times stand where the prefix of others ends. */
const hasTimesOfStar = (header: Uint8Array): boolean =>
  header[508] === 0x74 && header[509] === 0x61 && header[510] === 0x72 && header[511] === 0;

/** When it was changed; and when it was read and its attributes changed, which few writers put into headers. */
function putTimes(header: Uint8Array, time: UnixSeconds): void {
  putNumber(header, 136, time);
  if (isGnu(header, 0)) header.fill(0, 345, 369);
  else if (hasTimesOfStar(header)) for (const at of [476, 488]) putNumber(header, at, time);
}

/** A field of twelve bytes: octal digits that end as they did, or GNU's base-256 where these are too few. */
function putNumber(header: Uint8Array, at: number, value: number): void {
  if (value < 8 ** 11) {
    const isBlank = header[at]! < 0x80 && header[at + 11] === 32;
    header.set(encodeText(`${value.toString(8).padStart(11, '0')}${isBlank ? ' ' : '\0'}`), at);
    return;
  }
  let rest = value;
  for (let offset = 11; offset > 0; offset--, rest = Math.floor(rest / 256)) header[at + offset] = rest % 256;
  header[at] = 0x80;
}

/** A header whose size was not known when it was written: of one block whatever the size. */
export function withSize(header: Uint8Array, size: Bytes): Uint8Array {
  const sized = header.slice();
  putNumber(sized, 124, size);
  seal(sized);
  return sized;
}
