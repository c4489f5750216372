import type { Bytes } from '../../bytes/units.ts';
import wrapper from 'zstddec/stream?raw';

// The package's own wrapper fetches its WebAssembly from a data: address, which the page's policy forbids, and looks at
// no error code, so that damaged data would keep it busy for ever. So the WebAssembly alone is taken out of its text,
// where it stands in base64 ("AGFzb" is "\0asm"), and driven as libzstd's manual says:
// https://facebook.github.io/zstd/zstd_manual.html#Chapter9

/** What it exports; pointers and sizes are numbers. */
interface ZstdExports {
  readonly memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(pointer: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

/** The one of libzstd's error codes (zstd_errors.h) that says nothing of the data. */
const noMemory = 64;

const inputSize = 65_536;
/** A multiple of the largest block (128 kB) and of a tar block. */
const outputSize = 524_288;
/** ZSTD_inBuffer and ZSTD_outBuffer are three fields each: address, size, position. */
const bufferFields = 12;
/** An instance that grew beyond this is not kept: WebAssembly gives no memory back. */
const keptMemory: Bytes = 32_000_000;

let compiled: Promise<WebAssembly.Module> | null = null;
/** The last instance that was let go: a worker reads one layer after another. */
let idle: ZstdExports | null = null;

function compile(): Promise<WebAssembly.Module> {
  const text = /AGFzb[\w+/=]+/.exec(wrapper)?.[0];
  if (!text) throw new Error('zstddec holds no WebAssembly');
  return WebAssembly.compile(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
}

async function instantiate(): Promise<ZstdExports> {
  const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
  const instance = await WebAssembly.instantiate(await (compiled ??= compile()), imports);
  return instance.exports as unknown as ZstdExports;
}

/**
 * libzstd's streaming decoder: all frames one after another, skippable ones passed over, checksums compared, windows up
 * to 128 MB.
 */
export class ZstdDecoder {
  private readonly context: number;
  private readonly input: number;
  private readonly output: number;
  private readonly inputBuffer: number;
  private readonly outputBuffer: number;
  private insideFrame = false;
  /** The output was filled, so that some may have stayed inside, for which no more input is needed. */
  private holdsOutput = false;

  static async create(): Promise<ZstdDecoder> {
    const exports = idle ?? (await instantiate());
    idle = null;
    return new ZstdDecoder(exports);
  }

  private constructor(private readonly zstd: ZstdExports) {
    this.context = zstd.ZSTD_createDCtx();
    // One piece: the fields of both buffers, then the buffers.
    this.input = zstd.malloc(2 * bufferFields + inputSize + outputSize);
    if (this.context === 0 || this.input === 0) throw new RangeError('no memory for a zstd decoder');
    this.output = this.input + bufferFields;
    this.inputBuffer = this.output + bufferFields;
    this.outputBuffer = this.inputBuffer + inputSize;
    this.load(new Uint8Array(0));
    this.clear();
  }

  /** True where the data may end: between frames. */
  get complete(): boolean {
    return !this.insideFrame;
  }

  get wantsInput(): boolean {
    const [, size, position] = this.fields(this.input);
    return position === size && !this.holdsOutput;
  }

  get full(): boolean {
    return this.fields(this.output)[2] === outputSize;
  }

  /** Gives the decoder as much of `bytes` as it takes, when it wants input; returns how much that was. */
  load(bytes: Uint8Array): number {
    const piece = bytes.subarray(0, inputSize);
    new Uint8Array(this.zstd.memory.buffer).set(piece, this.inputBuffer);
    this.fields(this.input).set([this.inputBuffer, piece.length, 0]);
    return piece.length;
  }

  /** Decodes on: until the input is used up, the output is full or a frame ends. Gives libzstd's error code, or 0. */
  step(): number {
    const result = this.zstd.ZSTD_decompressStream(this.context, this.output, this.input);
    if (result === -noMemory) throw new RangeError('no memory for the window of zstd data');
    if (result < 0) return -result;
    this.insideFrame = result !== 0;
    this.holdsOutput = this.insideFrame && this.full;
    return 0;
  }

  /** What came out since `clear`: a view that is valid until the next call of a method. */
  get decoded(): Uint8Array {
    return new Uint8Array(this.zstd.memory.buffer, this.outputBuffer, this.fields(this.output)[2]);
  }

  clear(): void {
    this.fields(this.output).set([this.outputBuffer, outputSize, 0]);
  }

  /** The decoder is not used any more; its instance may be, by another one. */
  release(): void {
    this.zstd.ZSTD_freeDCtx(this.context);
    this.zstd.free(this.input);
    if (this.zstd.memory.buffer.byteLength <= keptMemory) idle = this.zstd;
  }

  // Growing the memory detaches every view, so each is made where it is used.
  private fields(at: number): Uint32Array {
    return new Uint32Array(this.zstd.memory.buffer, at, 3);
  }
}
