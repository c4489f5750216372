import { FaultError } from '../fault.ts';
import type { Bytes } from '../bytes/units.ts';
import { onLockFreed } from './lifeline.ts';
import { Heartbeat } from './heartbeat.ts';
import { HeldColumns, type Column, type KeysOfHeld } from './held-columns.ts';
import { packed } from './packed.ts';
import type { Reply, TaskName, Tasks } from './protocol.ts';
import { subjectOf } from './subject.ts';

export interface RunOptions {
  /** Aborting ends the worker at once, whatever it is doing, and rejects with an AbortError. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: Bytes) => void) | undefined;
  /** Buffers of the input that move to the worker. Such a job cannot be repeated when its worker crashes. */
  transfer?: Transferable[] | undefined;
}

/** The part of Worker that the pool uses. */
export interface WorkerLike {
  postMessage(message: unknown, options?: { transfer?: Transferable[] }): void;
  terminate(): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void;
}

interface Job {
  readonly id: number;
  readonly name: TaskName;
  readonly input: object;
  readonly options: RunOptions;
  attempts: number;
  settle(result: { output: unknown } | { error: unknown }): void;
}

interface Slot {
  readonly worker: WorkerLike;
  readonly lock: string;
  heartbeat: Heartbeat | null;
  /** It has said its first word: from then on its end is noticed. */
  known: boolean;
  silence: ReturnType<typeof setTimeout> | undefined;
  job: Job | null;
  /** Columns that it was sent and holds on to. */
  held: KeysOfHeld;
}

let created = 0;

/** Milliseconds in which a worker that has a job says its first word; its code has to be loaded in this time. */
export const firstWordWithin = 15_000;

export interface PoolOptions {
  /** Ends a worker once its job is done: its memory is given back at once, not when the browser collects garbage. */
  readonly once?: boolean;
  /** A worker holds on to the columns of its last message, as it is asked about them again. */
  readonly holds?: boolean;
}

/** Runs tasks over at most `size` workers, started when first needed and kept. */
export class WorkerPool<Name extends TaskName> {
  readonly #spawn: (name: string) => WorkerLike;
  readonly #size: number;
  readonly #once: boolean;
  readonly #holds: boolean;
  readonly #slots = new Set<Slot>();
  readonly #queue: Job[] = [];
  #lastId = 0;

  constructor(spawn: (name: string) => WorkerLike, size: number, { once = false, holds = false }: PoolOptions = {}) {
    this.#spawn = spawn;
    this.#size = size;
    this.#once = once;
    this.#holds = holds;
  }

  run<N extends Name>(name: N, input: Tasks[N]['input'], options: RunOptions = {}): Promise<Tasks[N]['output']> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const abort = () => this.#abort(job);
      const job: Job = {
        id: ++this.#lastId,
        name,
        input,
        options,
        attempts: 0,
        settle(result) {
          // An aborted signal calls nobody any more, and looking for one among thousands takes long.
          if (!signal?.aborted) signal?.removeEventListener('abort', abort);
          if ('error' in result) reject(result.error);
          else resolve(result.output as Tasks[N]['output']);
        },
      };
      if (signal?.aborted) return job.settle({ error: abortError() });
      signal?.addEventListener('abort', abort);
      this.#queue.push(job);
      this.#next();
    });
  }

  /** Starts workers ahead of their first jobs: they are there at once, and when the network no longer is. */
  warm(count = this.#size): void {
    while (this.#slots.size < Math.min(count, this.#size)) this.#start();
  }

  /** A task is under way, or waits. */
  get isBusy(): boolean {
    return this.#queue.length > 0 || [...this.#slots].some(({ job }) => job !== null);
  }

  /** Ends the workers that have nothing to do: their memory is given back at once. */
  endIdle(): void {
    for (const slot of this.#slots) if (!slot.job) this.#remove(slot);
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const slot = this.#idleSlot();
      if (!slot) return;
      this.#assign(slot, this.#queue.shift()!);
    }
  }

  #idleSlot(): Slot | undefined {
    for (const slot of this.#slots) if (!slot.job) return slot;
    return this.#slots.size < this.#size ? this.#start() : undefined;
  }

  #start(): Slot {
    const lock = `plimsoll-worker-${Date.now().toString(36)}-${++created}`;
    const state = { heartbeat: null, known: false, silence: undefined, job: null, held: new Map<Column, number>() };
    const slot: Slot = { worker: this.#spawn(lock), lock, ...state };
    slot.worker.addEventListener('message', (event) => this.#receive(slot, (event as MessageEvent<Reply>).data));
    slot.worker.addEventListener('error', (event) => {
      event.preventDefault(); // it is told as a Fault, not in the console
      this.#ended(slot);
    });
    slot.worker.addEventListener('messageerror', () => this.#ended(slot));
    this.#slots.add(slot);
    return slot;
  }

  #assign(slot: Slot, job: Job): void {
    job.attempts++;
    slot.job = job;
    if (!slot.known) slot.silence = setTimeout(() => this.#ended(slot), firstWordWithin);
    try {
      const { id, name } = job;
      const held = this.#holds ? new HeldColumns(slot.held) : null;
      const { input, transfer } = packed(job.input, held);
      const message = { id, name, input, ...(held && held.list.length > 0 && { held: held.list }) };
      slot.worker.postMessage(message, { transfer: [...transfer, ...(job.options.transfer ?? [])] });
      if (held && held.list.length > 0) slot.held = held.keys;
    } catch (error) {
      slot.job = null;
      job.settle({ error });
    }
  }

  #receive(slot: Slot, reply: Reply): void {
    if (reply.kind === 'alive') return this.#watch(slot, reply.locked, reply.pulse);
    const { job } = slot;
    if (!job || reply.id !== job.id) return;
    if (reply.kind === 'progress') return job.options.onProgress?.(reply.done);
    if (reply.kind === 'broken') return this.#ended(slot, reply.detail);
    slot.job = null;
    if (this.#once || (reply.kind === 'done' && reply.spent)) this.#remove(slot);
    job.settle(reply.kind === 'done' ? { output: reply.output } : { error: new FaultError(reply.fault) });
    this.#next();
  }

  #abort(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    for (const slot of this.#slots) if (slot.job === job) this.#remove(slot);
    job.settle({ error: abortError() });
    // Not at once: the signal goes on to the jobs that wait, and no worker is to start for one of them.
    queueMicrotask(() => this.#next());
  }

  /** A crash is tried once more on a new worker, then it is a Fault; the other jobs go on. */
  #ended(slot: Slot, detail?: string): void {
    if (!this.#slots.has(slot)) return;
    const { job } = slot;
    this.#remove(slot);
    if (job && job.attempts < 2 && !job.options.transfer?.length) this.#queue.unshift(job);
    else if (job) {
      const fault = { kind: 'worker-ended', fileName: subjectOf(job.input) } as const;
      job.settle({ error: new FaultError(detail ? { ...fault, detail } : fault) });
    }
    this.#next();
  }

  /** From a worker's first word on: its lock tells when it ends, or its pulse. */
  #watch(slot: Slot, locked: boolean, pulse: MessagePort | null): void {
    if (!this.#slots.has(slot)) return;
    slot.known = true;
    clearTimeout(slot.silence);
    if (locked) onLockFreed(slot.lock, () => this.#ended(slot));
    else if (pulse) slot.heartbeat = new Heartbeat(pulse, () => this.#ended(slot));
  }

  #remove(slot: Slot): void {
    this.#slots.delete(slot);
    slot.job = null;
    clearTimeout(slot.silence);
    slot.heartbeat?.stop();
    slot.worker.terminate();
  }
}

function abortError(): DOMException {
  return new DOMException('The task was cancelled.', 'AbortError');
}
