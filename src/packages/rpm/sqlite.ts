// `rpmdb.sqlite`: the table `Packages` of SQLite's file format 3 (sqlite.org/fileformat2.html), read without SQLite: of the
// tree of a table its interior pages (5) and leaves (13), with the overflow pages of long rows. No index, no log beside it.
import { joinParts, PagesOnce, viewOf, type DatabaseForm, type HeaderSink } from './database.ts';

const magic = new TextEncoder().encode('SQLite format 3\0');
const fileHeaderLength = 100;
const pageTypes = { interior: 5, leaf: 13 } as const;

/** A row has two columns in `Packages` and five in the list of tables. */
const mostColumns = 8;
/** Pages of trees in trees; a real one has four levels. */
const mostLevels = 20;

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly pageSize: number;
  /** Of a page, without what is kept free at its end. */
  readonly usable: number;
  readonly pages: PagesOnce;
  readonly sink: HeaderSink;
}

/** An integer of 1 to 9 bytes, and where it ends. Those above 2^53 are none that a row of a database here has. */
function varint(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

/** How many bytes of a row lie on its leaf ("Cell payload overflow pages"). */
function localLength({ usable }: File, length: number): number {
  if (length <= usable - 35) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((length - least) % (usable - 4));
  return rest <= usable - 35 ? rest : least;
}

/** A row's bytes, those of its overflow pages behind; null where they are not all there, which is told. */
function payloadAt(file: File, at: number): Uint8Array | null {
  const [length, rowId] = varint(file.bytes, at);
  const [, start] = varint(file.bytes, rowId);
  const local = localLength(file, length);
  if (length > file.bytes.length || start + local > file.bytes.length) {
    file.sink.miss('has a row that is longer than the file: it is cut off or damaged');
    return null;
  }
  if (local === length) return file.bytes.subarray(start, start + length);
  const parts = [file.bytes.subarray(start, start + local)];
  return addOverflow(file, parts, length - local, start + local) ? joinParts(parts, length) : null;
}

/** Each overflow page begins with the number of the next. `at`: where that of the first one stands. */
function addOverflow(file: File, parts: Uint8Array[], length: number, at: number): boolean {
  let link = at;
  for (let left = length; left > 0;) {
    const page = link + 4 <= file.bytes.length ? file.view.getUint32(link) : 0;
    const problem = page === 0 ? 'a row that is cut off' : file.pages.take(page);
    if (problem) {
      file.sink.miss(`has ${problem}`);
      return false;
    }
    link = (page - 1) * file.pageSize;
    const part = file.bytes.subarray(link + 4, Math.min(link + file.usable, link + 4 + left));
    parts.push(part);
    left -= part.length;
  }
  return true;
}

interface Column {
  /** "Record format": 1 to 6 integers, 12 and more, even: bytes; odd: text. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

const integerLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function columnsOf(payload: Uint8Array): Column[] {
  const [headerLength, first] = varint(payload, 0);
  const columns: Column[] = [];
  let start = headerLength;
  for (let at = first; at < headerLength && columns.length < mostColumns;) {
    const [type, next] = varint(payload, at);
    const length = type < 12 ? (integerLengths[type] ?? 0) : Math.floor((type - 12) / 2);
    columns.push({ type, bytes: payload.subarray(start, start + length) });
    start += length;
    at = next;
  }
  return columns;
}

const textOf = (column: Column | undefined): string => new TextDecoder().decode(column?.bytes.subarray(0, 100));
const numberOf = (column: Column | undefined): number =>
  (column?.bytes.subarray(0, 6) ?? new Uint8Array(0)).reduce((value, byte) => value * 256 + byte, 0);

/** Rows of the tree below a page. */
function* rowsBelow(file: File, page: number, level = 0): Generator<Uint8Array> {
  const problem = page === 0 || level > mostLevels ? 'a tree of pages that is damaged' : file.pages.take(page);
  if (problem) {
    file.sink.miss(`has ${problem}`);
    return;
  }
  const start = (page - 1) * file.pageSize;
  const header = page === 1 ? start + fileHeaderLength : start;
  const type = file.bytes[header];
  if (type !== pageTypes.leaf && type !== pageTypes.interior) {
    file.sink.miss(`has page ${page}, which is none of a table: it is damaged`);
    return;
  }
  for (const cell of cellsOf(file, start, header, type)) {
    if (type === pageTypes.interior) yield* rowsBelow(file, cell < 0 ? 0 : file.view.getUint32(cell), level + 1);
    else {
      const payload = payloadAt(file, cell);
      if (payload) yield payload;
    }
  }
  if (type === pageTypes.interior) yield* rowsBelow(file, file.view.getUint32(header + 8), level + 1);
}

/** Where the cells of a page lie in the file. */
function* cellsOf(file: File, start: number, header: number, type: number): Generator<number> {
  const pointers = header + (type === pageTypes.interior ? 12 : 8);
  const count = file.view.getUint16(header + 3);
  const end = start + file.pageSize;
  for (let index = 0; index < count; index++) {
    const at = pointers + index * 2;
    const cell = at + 2 > end ? end : start + file.view.getUint16(at);
    if (cell + 4 <= end && cell >= pointers) yield cell;
    else {
      file.sink.miss(`has a page of ${count} rows with a row outside of it: it is damaged`);
      return;
    }
  }
}

function openFile(bytes: Uint8Array, sink: HeaderSink): File | null {
  const view = viewOf(bytes);
  const written = bytes.length < fileHeaderLength ? 0 : view.getUint16(16);
  const pageSize = written === 1 ? 65_536 : written;
  const isPower = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const usable = pageSize - (bytes[20] ?? 0);
  if (!isPower || usable < 480) {
    sink.miss(`begins as a database of SQLite, with pages of ${pageSize} bytes, which it can't have`);
    return null;
  }
  const whole = Math.floor(bytes.length / pageSize);
  if (view.getUint32(28) > whole) {
    sink.miss(`is cut off: it has ${whole} of ${view.getUint32(28)} pages`);
  }
  // Pages count from 1.
  return { bytes, view, pageSize, usable, pages: new PagesOnce(whole + 1), sink };
}

/** The first page of a table, by the list of tables on page 1: type, name, table, page, SQL. */
function rootOf(file: File, table: string): number | null {
  for (const row of rowsBelow(file, 1)) {
    const [type, name, , page] = columnsOf(row);
    if (textOf(type) === 'table' && textOf(name) === table) return numberOf(page);
  }
  return null;
}

export const sqlite: DatabaseForm = {
  recognises: (bytes) => magic.every((byte, index) => bytes[index] === byte),
  read(bytes, sink) {
    const file = openFile(bytes, sink);
    const root = file && rootOf(file, 'Packages');
    if (!file) return;
    if (root === null) sink.miss('has no table "Packages"');
    else for (const row of rowsBelow(file, root)) sink.header(columnsOf(row)[1]?.bytes ?? new Uint8Array(0));
  },
};
