interface Format {
  readonly name: string;
  /** Told by the first bytes. */
  readonly recognises: (head: Uint8Array) => boolean;
  /** Whether `openRange` has a decoder for it (open-range.ts). */
  readonly unpacked: boolean;
}

// What is not unpacked is known too, so that the user is told what the data are rather than what they are not.
const formats = [
  { name: 'gzip', recognises: (head) => startsWith(head, 0x1f, 0x8b), unpacked: true },
  { name: 'zstd', recognises: isZstd, unpacked: true },
  { name: 'xz', recognises: (head) => startsWith(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), unpacked: false },
  { name: 'bzip2', recognises: isBzip2, unpacked: false },
] as const satisfies readonly Format[];

type FormatName = (typeof formats)[number];
export type Compression = 'none' | FormatName['name'];
export type Unpacked = Extract<FormatName, { unpacked: true }>['name'];

function startsWith(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/** A frame, or a skippable frame in front of the first one, which has 16 magic numbers. */
function isZstd(head: Uint8Array): boolean {
  if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) return true;
  return startsWith(head.subarray(1), 0x2a, 0x4d, 0x18) && ((head[0] ?? 0) & 0xf0) === 0x50;
}

/** "BZh", the block size, and the mark of a first block: a text may begin with "BZh" as well. */
function isBzip2(head: Uint8Array): boolean {
  return startsWith(head, 0x42, 0x5a, 0x68) && startsWith(head.subarray(4), 0x31, 0x41, 0x59, 0x26);
}

/** How many bytes `sniffCompression` wants to see. */
export const headBytes = 8;

/** Told by its first bytes, whatever a media type or a name says. */
export function sniffCompression(head: Uint8Array): Compression {
  return formats.find(({ recognises }) => recognises(head))?.name ?? 'none';
}

/** Whether what is compressed so can be read. */
export function canUnpack(compression: Compression): compression is Unpacked {
  return formats.some(({ name, unpacked }) => name === compression && unpacked);
}
