// Records of a zip file (PKWARE APPNOTE 6.3.10): headers, the data descriptor, the central directory and its end, with the
// 64-bit forms where the plain ones have no room. Extra fields: times (0x5455) and owners (0x7875), as Info-ZIP has them.
import type { Bytes, UnixSeconds } from '../bytes/units.ts';

/** What stands in the zip of one entry. */
export interface ZipRecord {
  readonly name: Uint8Array;
  readonly isUtf8: boolean;
  /** 0: stored, 8: deflated. */
  readonly method: 0 | 8;
  /** Checksum and sizes stand behind the contents. */
  readonly streamed: boolean;
  /** Sizes have 64 bits. */
  readonly large: boolean;
  readonly crc: number;
  readonly size: Bytes;
  readonly storedSize: Bytes;
  /** Where its local header stands. */
  readonly offset: Bytes;
  /** Type and mode as in `st_mode`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: UnixSeconds;
}

const most32 = 0xffff_ffff;
const most16 = 0xffff;

/** Writes little-endian numbers one behind the other. */
class Fields {
  private readonly view: DataView;
  private at = 0;
  readonly bytes: Uint8Array;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }

  u16(...values: number[]): this {
    for (const value of values) this.view.setUint16((this.at += 2) - 2, value, true);
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) this.view.setUint32((this.at += 4) - 4, value, true);
    return this;
  }

  u64(...values: number[]): this {
    for (const value of values) this.u32(value % 2 ** 32, Math.floor(value / 2 ** 32));
    return this;
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
}

/** The time of MS-DOS, in UTC; zip knows none before 1980 nor behind 2107. */
function dosTime(seconds: UnixSeconds): { time: number; date: number } {
  const [least, most] = [315_532_800, 4_354_819_198];
  const at = new Date(Math.min(most, Math.max(least, seconds)) * 1000);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return { time, date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate() };
}

function extraFields({ mtime, uid, gid }: ZipRecord): Uint8Array {
  const seconds = Math.floor(mtime);
  const hasTime = seconds >= -(2 ** 31) && seconds < 2 ** 31;
  const hasOwner = uid <= most32 && gid <= most32 && uid >= 0 && gid >= 0;
  const fields = new Fields((hasTime ? 9 : 0) + (hasOwner ? 15 : 0));
  if (hasTime)
    fields
      .u16(0x5455, 5)
      .put(Uint8Array.of(1))
      .u32(seconds >>> 0);
  if (hasOwner) fields.u16(0x7875, 11).put(Uint8Array.of(1, 4)).u32(uid).put(Uint8Array.of(4)).u32(gid);
  return fields.bytes;
}

/** Bit 3: sizes behind the contents; bit 11: the name is UTF-8. */
const flagsOf = ({ streamed, isUtf8 }: ZipRecord): number => (streamed ? 8 : 0) | (isUtf8 ? 2048 : 0);

/** 4.5 reads 64-bit sizes, 2.0 deflated contents and directories. */
const versionOf = (large: boolean): number => (large ? 45 : 20);

export function localHeader(record: ZipRecord): Uint8Array {
  const { name, method, streamed, large } = record;
  const extra = extraFields(record);
  const { time, date } = dosTime(record.mtime);
  const [size, storedSize] = streamed ? [0, 0] : [record.size, record.storedSize];
  const fields = new Fields(30 + name.length + extra.length + (large ? 20 : 0));
  fields.u32(0x04034b50).u16(versionOf(large), flagsOf(record), method, time, date);
  fields.u32(streamed ? 0 : record.crc);
  if (large) fields.u32(most32, most32);
  else fields.u32(storedSize, size);
  fields.u16(name.length, extra.length + (large ? 20 : 0)).put(name);
  if (large) fields.u16(1, 16).u64(size, storedSize);
  return fields.put(extra).bytes;
}

export function dataDescriptor({ crc, size, storedSize, large }: ZipRecord): Uint8Array {
  const fields = new Fields(large ? 24 : 16).u32(0x08074b50, crc);
  return (large ? fields.u64(storedSize, size) : fields.u32(storedSize, size)).bytes;
}

export function centralHeader(record: ZipRecord): Uint8Array {
  const { name, method, crc, size, storedSize, offset, mode } = record;
  const wide = [size, storedSize, offset].filter((value) => value >= most32);
  const extra = extraFields(record);
  const wideLength = wide.length > 0 ? 4 + 8 * wide.length : 0;
  const { time, date } = dosTime(record.mtime);
  const large = record.large || wide.length > 0;
  const fields = new Fields(46 + name.length + wideLength + extra.length);
  // Made by Unix (3), so that the high half of the attributes is a mode.
  fields.u32(0x02014b50).u16((3 << 8) | 45, versionOf(large), flagsOf(record), method, time, date);
  fields.u32(crc, Math.min(storedSize, most32), Math.min(size, most32));
  fields.u16(name.length, wideLength + extra.length, 0, 0, 0);
  const isDirectory = (mode & 0o170000) === 0o040000;
  fields.u32((mode * 65_536 + (isDirectory ? 0x10 : 0)) >>> 0, Math.min(offset, most32)).put(name);
  if (wide.length > 0) fields.u16(1, 8 * wide.length).u64(...wide);
  return fields.put(extra).bytes;
}

/** What stands behind the central directory, which has so many entries and bytes, and begins there. */
export function endOfDirectory(count: number, length: Bytes, offset: Bytes): Uint8Array {
  const wide = count >= most16 || length >= most32 || offset >= most32;
  const fields = new Fields(wide ? 98 : 22);
  if (wide) {
    fields
      .u32(0x06064b50)
      .u64(44)
      .u16((3 << 8) | 45, 45)
      .u32(0, 0)
      .u64(count, count, length, offset);
    fields
      .u32(0x07064b50, 0)
      .u64(offset + length)
      .u32(1);
  }
  fields.u32(0x06054b50).u16(0, 0, Math.min(count, most16), Math.min(count, most16));
  return fields.u32(Math.min(length, most32), Math.min(offset, most32)).u16(0).bytes;
}
