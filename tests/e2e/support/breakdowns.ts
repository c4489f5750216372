/** Ways in which a worker ends while it reads a layer: in a scan, where nothing else is said. */
export type End = 'close' | 'terminate' | 'no-memory' | 'trap' | 'throw';

export interface Breakdown {
  readonly job?: 'scan-layer' | 'read-files' | 'hash-files' | 'verify-layer';
  readonly end: End;
  /** The layer that it ends at. */
  readonly victim: number;
  /** Each time, the first time only, or so often. */
  readonly always: boolean | number;
}

/** A script for the workers. Each asks the host (`/tried/<layer>`) how often a layer was begun, itself included. */
export function breakWorkers(breakdown: Breakdown): string {
  return `(${inWorker.toString()})(${JSON.stringify(breakdown)})`;
}

function inWorker({ job = 'scan-layer', end, victim, always }: Breakdown): void {
  const read = Blob.prototype.stream;
  const never = (): ReadableStream<Uint8Array<ArrayBuffer>> => new ReadableStream({ type: 'bytes' });
  const ways: Record<End, () => ReadableStream<Uint8Array<ArrayBuffer>>> = {
    close: () => (self.close(), never()),
    terminate: () => (new BroadcastChannel('terminate').postMessage(self.name), never()),
    'no-memory': () => new ArrayBuffer(Number.MAX_SAFE_INTEGER) as never,
    trap() {
      // (module (func (export "f") unreachable))
      const bytes = [
        0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
      ];
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
      return (exports.f as () => never)();
    },
    throw() {
      setTimeout(() => {
        throw new Error('nobody catches this');
      });
      return never();
    },
  };
  const onMessage = async (event: MessageEvent): Promise<void> => {
    if (!event.isTrusted || event.data.name !== job) return;
    event.stopImmediatePropagation();
    const { index } = event.data.input.layer as { index: number };
    const tries = Number(await (await fetch(`${self.origin}/tried/${index}`)).text());
    Blob.prototype.stream = index === victim && (always === true || tries <= Number(always || 1)) ? ways[end] : read;
    self.dispatchEvent(new MessageEvent('message', { data: event.data }));
  };
  self.addEventListener('message', (event) => void onMessage(event), { capture: true });
}

/** A script for the page: the first worker that unpacks a layer says how far it is, and then nothing any more. */
export function holdUnpacking(): void {
  const { postMessage } = Worker.prototype;
  let held = true;
  Worker.prototype.postMessage = function (this: Worker, ...given: [unknown]) {
    const { id, name } = given[0] as { id: number; name?: string };
    if (name !== 'unpack-archive' || !held) return postMessage.apply(this, given);
    held = false;
    this.dispatchEvent(new MessageEvent('message', { data: { id, kind: 'progress', done: 100 } }));
  };
}

/** A script for the workers: the first one that unpacks an archive ends when a few pieces are in the file. */
export function endUnpacking(end: 'close' | 'terminate'): string {
  const inWorker = (end: string): void => {
    // Of workers alone, so TypeScript's types for pages do not have it.
    const { prototype } = (self as unknown as { FileSystemSyncAccessHandle: { prototype: { write: () => number } } })
      .FileSystemSyncAccessHandle;
    const { write } = prototype;
    const onMessage = async (event: MessageEvent): Promise<void> => {
      if (!event.isTrusted || event.data.name !== 'unpack-archive') return;
      event.stopImmediatePropagation();
      const tries = await (await fetch(`${self.origin}/tried/unpack-archive`)).text();
      let pieces = 0;
      prototype.write = function (...given) {
        if (++pieces === 300 && tries === '1') {
          if (end === 'close') self.close();
          else new BroadcastChannel('terminate').postMessage(self.name);
        }
        return write.apply(this, given);
      };
      self.dispatchEvent(new MessageEvent('message', { data: event.data }));
    };
    self.addEventListener('message', (event) => void onMessage(event), { capture: true });
  };
  return `(${inWorker.toString()})(${JSON.stringify(end)})`;
}

/** In the page: terminates a worker that asks for it by its name. */
export function terminateWhenAsked(): void {
  const workers = new Map<string | undefined, Worker>();
  const Usual = Worker;
  globalThis.Worker = class extends Usual {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.set(options?.name, this);
    }
  };
  new BroadcastChannel('terminate').onmessage = ({ data }: MessageEvent<string>) => workers.get(data)?.terminate();
}

/** A script for the workers: a job of this kind computes for so long, without a pause, before it does anything. */
export function computeLong(job: string, milliseconds: number): string {
  const inWorker = (job: string, milliseconds: number): void =>
    self.addEventListener(
      'message',
      ({ data }: MessageEvent) => {
        if (data.name !== job) return;
        void fetch(`${self.origin}/tried/${job}/${data.id}`);
        const end = performance.now() + milliseconds;
        while (performance.now() < end);
      },
      { capture: true },
    );
  return `(${inWorker.toString()})(${JSON.stringify(job)}, ${milliseconds})`;
}

/** A script for the workers: the first job of this kind says nothing, and its worker ends after so long. */
export function endSilently(job: string, milliseconds: number): string {
  const inWorker = (job: string, milliseconds: number): void => {
    const end = (): void => {
      new BroadcastChannel('ended').postMessage(Date.now());
      self.close();
    };
    const onMessage = async (event: MessageEvent): Promise<void> => {
      if (!event.isTrusted || event.data.name !== job) return;
      event.stopImmediatePropagation();
      const tries = await (await fetch(`${self.origin}/tried/${job}/${event.data.id}`)).text();
      if (tries === '1') setTimeout(end, milliseconds);
      else self.dispatchEvent(new MessageEvent('message', { data: event.data }));
    };
    self.addEventListener('message', (event) => void onMessage(event), { capture: true });
  };
  return `(${inWorker.toString()})(${JSON.stringify(job)}, ${milliseconds})`;
}

/** A script for the workers: each that is given a job of this kind ends, until the host answers that so many were given it. */
export function endUntil(job: string, tries: number): string {
  const inWorker = (job: string, most: number): void => {
    const onMessage = async (event: MessageEvent): Promise<void> => {
      if (!event.isTrusted || event.data.name !== job) return;
      event.stopImmediatePropagation();
      const tries = Number(await (await fetch(`${self.origin}/tried/${job}`)).text());
      if (tries <= most) self.close();
      else self.dispatchEvent(new MessageEvent('message', { data: event.data }));
    };
    self.addEventListener('message', (event) => void onMessage(event), { capture: true });
  };
  return `(${inWorker.toString()})(${JSON.stringify(job)}, ${tries})`;
}
