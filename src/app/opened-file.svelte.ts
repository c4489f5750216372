import { falseClaim, headSize, sniff, type Content } from '../content/sniff.ts';
import type { Picture } from '../content/picture.ts';
import { FaultError, toFault, type Fault } from '../fault.ts';
import { openBody, type FileBody } from '../layer/file-body.ts';
import type { LayerBlob } from '../image/model.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { storedBodyOf } from '../rootfs/stored-body.ts';
import type { StoredVersion } from '../rootfs/stored-versions.ts';
import type { ImageSession } from './image-session.svelte.ts';

/** A smaller file is read whole: what is shown of it next is there at once. */
const mostWhole = 4_000_000;

export interface OpenedBody {
  readonly body: FileBody;
  readonly content: Content;
  /** The picture that the file's name claims and its bytes do not show. */
  readonly claims: Picture['format'] | null;
}

/** opening: the layer is unpacked or the file read · cancelled: by the user. */
export type OpeningState =
  | { readonly kind: 'opening' }
  | ({ readonly kind: 'ready' } & OpenedBody)
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'cancelled' };

/** One version of a file, and the way to its contents. */
export class OpenedFile {
  state = $state.raw<OpeningState>({ kind: 'opening' });
  /** Bytes of the compressed layer that were read, on the way to the file. */
  done = $state(0);
  readonly layer: LayerBlob;
  readonly total: number;
  private control = new AbortController();

  constructor(
    private readonly session: ImageSession,
    private readonly rootfs: Rootfs,
    readonly name: string,
    readonly version: StoredVersion,
  ) {
    this.layer = session.image.layers[version.storedIn]!;
    const { range } = this.layer;
    this.total = range ? range.end - range.start : 0;
  }

  /** Whether the layer has to be unpacked first. */
  get unpacks(): boolean {
    return !this.session.tars.isAtHand(this.layer);
  }

  async open(): Promise<void> {
    const { signal } = (this.control = new AbortController());
    this.state = { kind: 'opening' };
    this.done = 0;
    try {
      const opened = await this.read(signal);
      if (!signal.aborted) this.state = { kind: 'ready', ...opened };
    } catch (error) {
      if (signal.aborted) return;
      this.state = { kind: 'failed', fault: toFault(error, this.fileName) };
    }
  }

  cancel(): void {
    this.control.abort();
    this.state = { kind: 'cancelled' };
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.control.abort();
  }

  private get fileName(): string {
    return `${this.session.fileName} (layer ${this.version.storedIn})`;
  }

  private async read(signal: AbortSignal): Promise<OpenedBody> {
    const { version, rootfs, session, name } = this;
    const onProgress = (done: number): void => void (this.done = done);
    const tar = await session.tars.tarOf(this.layer, { signal, onProgress });
    const stored = storedBodyOf(rootfs.columns, version.event);
    if (!stored) throw new FaultError({ kind: 'truncated', fileName: this.fileName, offset: tar.size });
    const body = await inMemory(openBody(tar, stored.place, this.fileName));
    const content = sniff(await body.read(0, headSize), body.size);
    return { body, content, claims: falseClaim(name, content) };
  }
}

async function inMemory(body: FileBody): Promise<FileBody> {
  const { size, blob } = body;
  if (size > mostWhole) return body;
  const whole = await body.read(0, size);
  return { size, blob, read: (start, end) => Promise.resolve(whole.subarray(start, end)) };
}
