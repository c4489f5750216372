/** A ustar header; names here are below 100 bytes. */
export function tarHeader(name: string, size: number, type?: string): Buffer;
/** The blocks of one regular file, its body given in parts. */
export function fileBlocks(name: string, size: number, parts: Iterable<Buffer>): Generator<Buffer>;
export const endBlocks: Buffer;
