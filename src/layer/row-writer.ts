import type { TarEntry } from '../archive/tar-entry.ts';
import { TarFlag } from '../archive/tar-header.ts';
import { baseNameStart, normalisePath, plainBaseName } from '../paths/normalise.ts';
import type { RowFilter } from './estargz.ts';
import type { LayerTableBuilder, RowNumbers } from './layer-table-builder.ts';
import { EntryTypeCode } from './layer-table.ts';
import { packXattrs } from './xattrs.ts';
import { parseWhiteout, startsWithMark } from './whiteout.ts';

const noType = 255;
const typeCodes = new Uint8Array(256).fill(noType);
typeCodes[TarFlag.file] = EntryTypeCode.file;
typeCodes[TarFlag.hardLink] = EntryTypeCode.hardlink;
typeCodes[TarFlag.symbolicLink] = EntryTypeCode.symlink;
typeCodes[TarFlag.characterDevice] = EntryTypeCode.characterDevice;
typeCodes[TarFlag.blockDevice] = EntryTypeCode.blockDevice;
typeCodes[TarFlag.directory] = EntryTypeCode.directory;
typeCodes[TarFlag.fifo] = EntryTypeCode.fifo;
typeCodes[TarFlag.gnuDumpDirectory] = EntryTypeCode.directory;

const [slash, dot] = [47, 46];

/** Puts the entries of a tar into a table: files as rows, whiteouts apart; without an object for each. */
export class RowWriter {
  private readonly numbers: RowNumbers = {
    type: 0,
    size: 0,
    mode: 0,
    uid: 0,
    gid: 0,
    mtime: 0,
    offset: 0,
    headerSize: 0,
  };

  /** `isRow`: which entries are rows; null: all. */
  constructor(
    private readonly builder: LayerTableBuilder,
    private readonly isRow: RowFilter | null,
  ) {}

  add(entry: TarEntry): void {
    const type = typeCodes[entry.flag] as number;
    if (type === noType) return; // volume labels and the like are no files
    let { pathBytes: bytes, pathStart: start, pathEnd: end } = entry;
    const endsInSlash = end > start && bytes[end - 1] === slash;
    // What nearly all paths have around them, if anything.
    if (end - start > 1 && bytes[start] === dot && bytes[start + 1] === slash) start += 2;
    if (end > start && endsInSlash) end--;
    let base = plainBaseName(bytes, start, end);
    if (base < 0) {
      bytes = normalisePath(entry.path);
      start = 0;
      end = bytes.length;
      base = baseNameStart(bytes);
    }
    if (this.isRow && !this.isRow(bytes.subarray(start, end))) return;
    if (startsWithMark(bytes, base)) return this.addMark(bytes.subarray(start, end));
    this.builder.paths.push(bytes, start, base, end);
    // V7 tar had no type for directories: a slash at the end says it.
    this.addRest(entry, type === EntryTypeCode.file && endsInSlash ? EntryTypeCode.directory : type);
  }

  private addMark(path: Uint8Array): void {
    const mark = parseWhiteout(path);
    if (mark?.kind === 'whiteout') this.builder.whiteouts.push(mark.path);
    if (mark?.kind === 'opaque') this.builder.opaques.push(mark.path);
  }

  private addRest(entry: TarEntry, type: number): void {
    const { builder, numbers } = this;
    if (type === EntryTypeCode.hardlink) builder.links.push(normalisePath(entry.link));
    else if (type === EntryTypeCode.symlink) builder.links.push(entry.linkBytes, entry.linkStart, entry.linkEnd);
    else builder.links.pushEmpty();
    if (entry.xattrs) builder.addXattrs(packXattrs(entry.xattrs));
    if (type === EntryTypeCode.characterDevice || type === EntryTypeCode.blockDevice) {
      builder.addDevice(`${entry.major || 0}:${entry.minor || 0}`);
    }
    numbers.type = type;
    numbers.size = type === EntryTypeCode.file ? entry.size : 0;
    numbers.mode = entry.mode;
    numbers.uid = entry.uid;
    numbers.gid = entry.gid;
    numbers.mtime = entry.mtime;
    numbers.offset = entry.offset;
    numbers.headerSize = entry.sparse ? 0 : entry.bodyOffset - entry.offset;
    builder.addNumbers(numbers);
  }
}
