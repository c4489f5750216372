const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
export const joinBytes = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat(parts));

const start = latin1('0w\xaf\x0c\x92t\x08\x02A\xe1\xc1\x07\xe6\xd6\x18\xe6');
const end = latin1('\xf92C1\x86\x18 r\x00\x82B\x10A\x16\xd8\xf2');

/** The text of modules between its marks. */
export const framed = (text: string): Uint8Array => joinBytes(start, latin1(text), end);

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) | 128);
  }
}

const header = (size: number, flags: number): Uint8Array =>
  joinBytes(latin1('\xff Go buildinf:'), Uint8Array.of(size, flags));

/** As Go writes it since 1.18; `length` is what it says of the text's. */
export function inlineInfo(version: string, text: Uint8Array, length = text.length): Uint8Array<ArrayBuffer> {
  const name = latin1(version);
  return joinBytes(header(8, 2), new Uint8Array(16), varint(name.length), name, varint(length), text);
}

/** As it did before: addresses of two strings. */
export function pointerInfo(size: 4 | 8, isBigEndian: boolean, addresses: readonly [number, number]): Uint8Array {
  return joinBytes(
    header(size, isBigEndian ? 1 : 0),
    pointers(size, isBigEndian, addresses),
    new Uint8Array(16 - 2 * size + 16),
  ).subarray(0, 32);
}

/** Numbers as wide as pointers. */
export function pointers(size: 4 | 8, isBigEndian: boolean, values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (const [index, value] of values.entries()) {
    if (size === 8) view.setBigUint64(index * 8, BigInt(value), !isBigEndian);
    else view.setUint32(index * 4, value, !isBigEndian);
  }
  return new Uint8Array(view.buffer);
}

export const modules = [
  'path\texample.com/acme/app',
  'mod\texample.com/acme/app\t(devel)\t',
  'dep\tgolang.org/x/net\tv0.7.0\th1:a=',
  'dep\tgithub.com/old/one\tv1.0.0',
  '=>\tgithub.com/new/one\tv1.2.0\th1:b=',
  'dep\tgithub.com/here/two\tv2.0.0+incompatible',
  '=>\t./two\t(devel)\t',
  'build\t-compiler=gc',
  '',
].join('\n');

/** Of these, with the `stdlib` of Go 1.22.3. */
export const moduleNames = [
  'example.com/acme/app null application',
  'golang.org/x/net v0.7.0',
  'github.com/new/one v1.2.0',
  'github.com/here/two null',
  'stdlib go1.22.3',
];
