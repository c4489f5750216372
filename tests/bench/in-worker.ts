// What the page is compared with, evaluated in the page's own workers: the work that nobody gets around, and nothing
// else. Jobs come by a BroadcastChannel, since the page's policy lets no other worker start.
import { createSHA256 } from 'hash-wasm';
import { ZstdDecoder } from '../../src/archive/compression/zstd-wasm.ts';
import { auditImage, type AuditSteps } from './audit-image.ts';
import { searchTexts, type Texts } from './search-texts.ts';

/** A part of the file that one worker takes on. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Offset in the part and length of each file to be hashed, one after the other. */
  readonly files?: Float64Array;
  /** The texts in it that are to be searched. */
  readonly texts?: Texts;
  /** What is done with the image that it is. */
  readonly steps?: AuditSteps;
}

type Work = (part: Blob, about: Part) => Promise<number>;
type StreamWork = (bytes: ReadableStream<Uint8Array>, about: Part) => Promise<number>;

const streamed =
  (work: StreamWork): Work =>
  (part, about) =>
    work(part.stream(), about);

async function drain(bytes: ReadableStream<Uint8Array>): Promise<number> {
  const reader = bytes.getReader();
  let total = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) total += read.value.length;
  return total;
}

/** Reads all of it, and writes it to a file of the origin's own: the browser's own way, which was as fast as larger blocks. */
const copy: Work = async (part) => {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle('bench-copy', { create: true });
  await part.stream().pipeTo(await handle.createWritable());
  return part.size;
};

const inflate: StreamWork = (bytes) =>
  drain(bytes.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>));

async function hash(bytes: ReadableStream<Uint8Array>, { files = new Float64Array(0) }: Part): Promise<number> {
  const hasher = await createSHA256();
  const reader = bytes.getReader();
  let window = new Uint8Array(0);
  let base = 0;
  let total = 0;
  for (let at = 0; at < files.length; at += 2) {
    const [from, size] = [files[at] as number, files[at + 1] as number];
    hasher.init();
    for (let position = from; position < from + size;) {
      while (position >= base + window.length) {
        base += window.length;
        window = (await reader.read()).value as Uint8Array<ArrayBuffer>;
      }
      const piece = window.subarray(position - base, from + size - base);
      hasher.update(piece);
      position += piece.length;
    }
    hasher.digest('hex');
    total += size;
  }
  await reader.cancel();
  return total;
}

/** The page's own decoder and nothing around it: what comes out is not looked at. */
async function unzstd(bytes: ReadableStream<Uint8Array>): Promise<number> {
  const decoder = await ZstdDecoder.create();
  const reader = bytes.getReader();
  let total = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    for (let at = 0; at < read.value.length;) {
      at += decoder.load(read.value.subarray(at));
      while (!decoder.wantsInput) {
        decoder.clear();
        if (decoder.step() !== 0) throw new Error('The layer is damaged');
        total += decoder.decoded.length;
      }
    }
  }
  decoder.release();
  return total;
}

const search: StreamWork = (bytes, { texts = { sizes: [], paths: [] } }) => searchTexts(bytes, texts);

const audit: Work = (image, { steps = { secrets: false, hardening: false } }) => auditImage(image, steps);

const works = {
  stream: streamed(drain),
  copy,
  inflate: streamed(inflate),
  unzstd: streamed(unzstd),
  hash: streamed(hash),
  search: streamed(search),
  audit,
} satisfies Record<string, Work>;
export type WorkName = keyof typeof works;

interface Job {
  readonly to: number;
  readonly file: File;
  readonly work: WorkName;
  readonly part: Part;
}

/** Lets this worker do the jobs that are sent to its number. */
export function listen(number: number): void {
  const channel = new BroadcastChannel('bench');
  channel.onmessage = async ({ data }: MessageEvent<Job>) => {
    if (data.to !== number) return;
    const { file, part, work } = data;
    try {
      channel.postMessage({ from: number, bytes: await works[work](file.slice(part.start, part.end), part) });
    } catch (error) {
      channel.postMessage({ from: number, error: String(error) });
    }
  };
}
