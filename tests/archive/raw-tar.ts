// Tar archives byte by byte, for dialects and damage that no well-behaved writer produces.

export interface RawEntry {
  readonly name?: string;
  readonly prefix?: string;
  readonly link?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly uid?: string | Uint8Array;
  readonly gid?: string | Uint8Array;
  /** Octal digits; without it, the length of the body. */
  readonly size?: string | Uint8Array;
  readonly mtime?: string | Uint8Array;
  /** ustar and GNU have a magic word, V7 has none. */
  readonly dialect?: 'ustar' | 'gnu' | 'v7';
  readonly body?: Uint8Array | string;
  /** Fields at their offsets, written before the checksum is made. */
  readonly patch?: Readonly<Record<number, string | Uint8Array>>;
  readonly checksum?: 'unsigned' | 'signed' | 'wrong';
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? utf8(value) : value);
export const octal = (value: number, digits = 11): string => value.toString(8).padStart(digits, '0');

/** GNU's base-256 form: two's complement, big endian, the first bit set. */
export function base256(value: bigint, length = 12): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, value);
  for (let at = length - 1; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  bytes[0]! |= 0x80;
  return bytes;
}

const magics = { ustar: 'ustar\x0000', gnu: 'ustar  \0', v7: '' } as const;

export function rawHeader(entry: RawEntry): Uint8Array {
  const block = new Uint8Array(512);
  const put = (at: number, value: string | Uint8Array): void => block.set(bytesOf(value), at);
  const dialect = entry.dialect ?? 'ustar';
  put(0, entry.name ?? 'file');
  put(100, entry.mode ?? '0000644');
  put(108, entry.uid ?? '0000000');
  put(116, entry.gid ?? '0000000');
  put(124, entry.size ?? octal(bytesOf(entry.body ?? '').length));
  put(136, entry.mtime ?? octal(0));
  put(156, entry.type ?? '0');
  put(157, entry.link ?? '');
  put(257, magics[dialect]);
  put(345, entry.prefix ?? '');
  for (const [at, value] of Object.entries(entry.patch ?? {})) put(Number(at), value);
  put(148, ' '.repeat(8));
  const signed = (byte: number): number => (entry.checksum === 'signed' && byte > 127 ? byte - 256 : byte);
  const sum = block.reduce((total, byte) => total + signed(byte), 0);
  put(148, `${octal(entry.checksum === 'wrong' ? sum + 1 : sum, 6)}\0 `);
  return block;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Without the two blocks of zeros at the end. */
export function rawTar(entries: readonly RawEntry[]): Uint8Array<ArrayBuffer> {
  return join(
    entries.flatMap((entry) => {
      const body = bytesOf(entry.body ?? '');
      return [rawHeader(entry), body, new Uint8Array((512 - (body.length % 512)) % 512)];
    }),
  );
}

/** "LENGTH KEY=VALUE\n", the length counting itself. */
export function paxRecord(key: string, value: string | Uint8Array): Uint8Array {
  const rest = join([utf8(` ${key}=`), bytesOf(value), utf8('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return join([utf8(String(length)), rest]);
}

export function paxHeader(records: Readonly<Record<string, string | Uint8Array>>, type = 'x'): RawEntry {
  return { name: 'PaxHeader', type, body: join(Object.entries(records).map(([key, value]) => paxRecord(key, value))) };
}
