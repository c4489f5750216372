// js-untar runs in pages only: it wants `window` and starts a worker from a Blob. Here both its halves run in this
// process: `window` hands out a Worker that evaluates the worker's script with a `self` of its own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface UntarFile {
  readonly name: string;
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly type: string;
  readonly linkname: string;
  readonly buffer: ArrayBuffer;
}

interface Message {
  readonly data: unknown;
}
interface Endpoint {
  onmessage?: (message: Message) => void;
}

class FakeBlob {
  constructor(readonly parts: string[]) {}
}

class FakeWorker implements Endpoint {
  onmessage?: (message: Message) => void;
  private readonly self: Endpoint & { postMessage: (data: unknown) => void } = {
    postMessage: (data) => this.onmessage?.({ data }),
  };

  constructor(script: string) {
    new Function('self', script)(this.self);
  }
  postMessage(data: unknown): void {
    queueMicrotask(() => this.self.onmessage?.({ data }));
  }
  terminate(): void {}
}

type Untar = (archive: ArrayBuffer) => Promise<UntarFile[]>;

function load(): Untar {
  const source = readFileSync(createRequire(import.meta.url).resolve('js-untar/build/dist/untar'), 'utf8');
  const window = { Worker: FakeWorker, URL: { createObjectURL: (blob: FakeBlob) => blob.parts.join('') } };
  const module: { exports: unknown } = { exports: {} };
  new Function('module', 'exports', 'window', 'Worker', 'Blob', source)(
    module,
    module.exports,
    window,
    FakeWorker,
    FakeBlob,
  );
  return module.exports as Untar;
}

const plain = load();

/** Its promise's `then` gives the same promise back, so it can't be awaited where it fails. */
export const untar: Untar = (archive) => new Promise((resolve, reject) => void plain(archive).then(resolve, reject));
