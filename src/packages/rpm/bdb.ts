// `Packages` of RHEL 8 and older: a hash of Berkeley DB (dbinc/db_page.h), in either byte order. Keys are numbers; values are
// headers, on the hash page where they are short, else on overflow pages. All pages are gone through; the hash is not needed.
import { joinParts, PagesOnce, viewOf, type DatabaseForm, type HeaderSink } from './database.ts';

const hashMagic = 0x061561;
const metaLength = 72;
const pageHeaderLength = 26;
const pageTypes = { unsorted: 2, overflow: 7, hash: 13 } as const;
const itemTypes = { inline: 1, offPage: 3 } as const;
const offPageLength = 12;
/** The number of the last key stands among the values; a header has more. */
const counterLength = 4;

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly isLittle: boolean;
  readonly pageSize: number;
  readonly overflow: PagesOnce;
  readonly sink: HeaderSink;
}

function isLittle(bytes: Uint8Array): boolean | null {
  if (bytes.length < 16) return null;
  const view = viewOf(bytes);
  if (view.getUint32(12, true) === hashMagic) return true;
  return view.getUint32(12, false) === hashMagic ? false : null;
}

/** The bytes of an item, as its length says, along the chain of its pages; null where they are not all there. */
function alongChain(file: File, item: number): Uint8Array | null {
  const { view, bytes, pageSize } = file;
  let page = view.getUint32(item + 4, file.isLittle);
  const length = view.getUint32(item + 8, file.isLittle);
  if (length > bytes.length) return tell(file, `a header of ${length} bytes, more than the file has: it is damaged`);
  const parts: Uint8Array[] = [];
  for (let done = 0; done < length;) {
    const problem = page === 0 ? 'a header that is cut off' : file.overflow.take(page);
    if (problem) return tell(file, problem);
    const start = page * pageSize;
    if (bytes[start + 25] !== pageTypes.overflow) return tell(file, `page ${page}, which is none of a header: damaged`);
    const stored = Math.min(view.getUint16(start + 22, file.isLittle), pageSize - pageHeaderLength, length - done);
    if (stored === 0) return tell(file, `page ${page}, which is empty: damaged`);
    parts.push(bytes.subarray(start + pageHeaderLength, start + pageHeaderLength + stored));
    done += stored;
    page = view.getUint32(start + 16, file.isLittle);
  }
  return joinParts(parts, length);
}

function tell({ sink }: File, problem: string): null {
  sink.miss(`has ${problem}`);
  return null;
}

/** Items fill a page from its end: each goes up to the one before it. */
function readHashPage(file: File, start: number): void {
  const { view, bytes, pageSize, sink } = file;
  const count = view.getUint16(start + 20, file.isLittle);
  if (pageHeaderLength + count * 2 > pageSize) return sink.miss(`has a page of ${count} entries: it is damaged`);
  const offsetOf = (index: number): number => view.getUint16(start + pageHeaderLength + index * 2, file.isLittle);
  for (let index = 1; index < count; index += 2) {
    const [offset, end] = [offsetOf(index), offsetOf(index - 1)];
    if (offset >= end || end > pageSize) sink.miss('has an entry that is not within its page: it is damaged');
    else readItem(file, start + offset, bytes.subarray(start + offset + 1, start + end));
  }
}

function readItem(file: File, at: number, inline: Uint8Array): void {
  const type = file.bytes[at];
  if (type === itemTypes.offPage && inline.length + 1 >= offPageLength) {
    const value = alongChain(file, at);
    if (value) file.sink.header(value);
  } else if (type !== itemTypes.inline) file.sink.miss('has an entry of an unknown kind: it is damaged');
  else if (inline.length > counterLength) file.sink.header(inline);
}

function openFile(bytes: Uint8Array, sink: HeaderSink): File | null {
  const view = viewOf(bytes);
  const little = isLittle(bytes) ?? true;
  const pageSize = bytes.length < metaLength ? 0 : view.getUint32(20, little);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) {
    sink.miss(`begins as a Berkeley DB, with pages of ${pageSize} bytes, which it can't have`);
    return null;
  }
  const whole = Math.floor(bytes.length / pageSize);
  const last = view.getUint32(32, little);
  if (last >= whole) sink.miss(`is cut off: it has ${whole} of ${last + 1} pages`);
  return { bytes, view, isLittle: little, pageSize, overflow: new PagesOnce(whole), sink };
}

export const bdb: DatabaseForm = {
  recognises: (bytes) => isLittle(bytes) !== null,
  read(bytes, sink) {
    const file = openFile(bytes, sink);
    for (let page = 1; file && page < file.overflow.count; page++) {
      const type = bytes[page * file.pageSize + 25];
      if (type === pageTypes.hash || type === pageTypes.unsorted) readHashPage(file, page * file.pageSize);
    }
  },
};
