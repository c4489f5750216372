import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

export const block = 512;
const lastSize = 8 ** 11;

const padding = (size) => Buffer.alloc((block - (size % block)) % block);

/** A ustar header; names here are below 100 bytes. A size above 8 GB would need another form. */
export function tarHeader(name, size, type = '0') {
  if (name.length > 100 || size >= lastSize) throw new Error(`A ustar header cannot hold ${name}, ${size} bytes`);
  const bytes = Buffer.alloc(block);
  const octal = (value, digits) => value.toString(8).padStart(digits, '0');
  bytes.write(name, 0);
  bytes.write(octal(type === '5' ? 0o755 : 0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(1_700_000_000, 11), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(type, 156);
  bytes.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of bytes) sum += byte;
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}

/** The blocks of one regular file, its body given in parts. */
export function* fileBlocks(name, size, parts) {
  yield tarHeader(name, size);
  yield* parts;
  yield padding(size);
}

export const endBlocks = Buffer.alloc(2 * block);

/** Writes an archive whose bodies may be known only once they are written; it has its name when it is whole. */
export class TarFile {
  #file;
  #unfinished;
  #output;
  #position = 0;

  constructor(file) {
    this.#file = file;
    this.#unfinished = `${file}.part`;
    this.#output = openSync(this.#unfinished, 'w');
  }

  /** A body of parts; `nameOf` is asked for the name when all of them are written. */
  async addParts(parts, nameOf) {
    const at = this.#position;
    this.#position += block;
    let size = 0;
    for await (const part of parts) {
      this.#write(part);
      size += part.length;
    }
    this.#write(padding(size));
    const name = nameOf();
    writeSync(this.#output, tarHeader(name, size), 0, block, at);
    return { name, size };
  }

  addText(name, text) {
    const body = Buffer.from(text);
    for (const part of fileBlocks(name, body.length, [body])) this.#write(part);
  }

  finish() {
    this.#write(endBlocks);
    closeSync(this.#output);
    renameSync(this.#unfinished, this.#file);
    return statSync(this.#file).size;
  }

  #write(part) {
    for (let done = 0; done < part.length;) {
      const written = writeSync(this.#output, part, done, part.length - done, this.#position);
      done += written;
      this.#position += written;
    }
  }
}
