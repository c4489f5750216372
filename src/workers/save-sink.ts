import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError, toFault } from '../fault.ts';
import { ScratchFile, type ScratchPlace } from './scratch-file.ts';

/** Where something is saved: to the file that the user chose, or to one of the page's own, for a download. */
export type SaveTarget =
  | { readonly kind: 'chosen'; readonly handle: FileSystemFileHandle }
  | { readonly kind: 'own'; readonly place: ScratchPlace | null };

export interface SaveSink extends ByteSink {
  /** Writes bytes anew that were written before. */
  patch(at: Bytes, piece: Uint8Array): Promise<void>;
  /** Null where the file is where the user wants it. */
  finish(): Promise<Blob | null>;
  discard(): Promise<void>;
}

export async function openSaveSink(target: SaveTarget, fileName: string): Promise<SaveSink> {
  if (target.kind === 'own') return new OwnFile(target.place, fileName);
  const sink = new ChosenFile(target.handle, fileName);
  await sink.open();
  return sink;
}

/** In memory while it is small, then a file of the page's own. */
class OwnFile implements SaveSink {
  private readonly file: ScratchFile;

  constructor(
    place: ScratchPlace | null,
    private readonly fileName: string,
  ) {
    this.file = new ScratchFile(place, fileName);
  }

  write(piece: Uint8Array): Promise<void> {
    return this.told(this.file.write(piece));
  }

  async patch(at: Bytes, piece: Uint8Array): Promise<void> {
    await this.told(this.file.patch(at, piece));
  }

  finish(): Promise<Blob> {
    return this.file.finish();
  }

  discard(): Promise<void> {
    return this.file.discard();
  }

  private async told(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const fault = toFault(error, this.fileName);
      if (fault.kind !== 'no-space') throw error;
      const { fileName, bytes, detail } = fault;
      throw new FaultError({ kind: 'not-saved', fileName, bytes, detail, own: true });
    }
  }
}

/** The browser keeps what is written apart, and puts it in the file's place when it is closed. */
class ChosenFile implements SaveSink {
  private stream: FileSystemWritableFileStream | null = null;
  private bytes: Bytes = 0;

  constructor(
    private readonly handle: FileSystemFileHandle,
    private readonly fileName: string,
  ) {}

  async open(): Promise<void> {
    this.stream = await this.told(this.handle.createWritable());
  }

  async write(piece: Uint8Array): Promise<void> {
    await this.told(this.stream!.write(piece as Uint8Array<ArrayBuffer>));
    this.bytes += piece.length;
  }

  async patch(at: Bytes, piece: Uint8Array): Promise<void> {
    const data = piece as Uint8Array<ArrayBuffer>;
    await this.told(this.stream!.write({ type: 'write', position: at, data }));
    await this.told(this.stream!.seek(this.bytes));
  }

  async finish(): Promise<null> {
    await this.told(this.stream!.close());
    return null;
  }

  async discard(): Promise<void> {
    await this.stream?.abort().catch(() => undefined);
  }

  private async told<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      const detail = reason.name === 'QuotaExceededError' ? 'there is no more room' : reason.message;
      throw new FaultError({ kind: 'not-saved', fileName: this.fileName, bytes: this.bytes, detail });
    }
  }
}
