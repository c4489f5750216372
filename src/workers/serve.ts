import { isBreakdown, toFault } from '../fault.ts';
import { putHeld } from './held-columns.ts';
import { holdLock } from './lifeline.ts';
import type { Handlers, Reply, Request, TaskContext, TaskName, TaskResult } from './protocol.ts';
import { startPulse } from './pulse.ts';
import { subjectOf } from './subject.ts';

/** What a worker's global scope and a MessagePort have in common. */
export interface Scope {
  readonly name?: string;
  postMessage(message: unknown, options?: { transfer?: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type AnyHandler = (input: object, context: TaskContext) => Promise<TaskResult<unknown>>;

const progressInterval = 100;

export interface Desk {
  /** Until the first request. */
  readonly isIdle: boolean;
  /**
   * The page has been told that the worker lives (one that ends before is noticed late), and requests that had been waiting
   * have come.
   */
  readonly told: Promise<void>;
}

/** Answers requests by their task's handler. Whatever a handler throws goes back as a Fault. */
export function serve<Name extends TaskName>(scope: Scope, handlers: Handlers<Name>): Desk {
  const alive = holdLock(scope.name);
  const reply = (message: Reply, transfer: Transferable[] = []) => scope.postMessage(message, { transfer });
  const told = alive.then((locked) => {
    const pulse = locked ? null : startPulse();
    reply({ id: 0, kind: 'alive', locked, pulse }, pulse ? [pulse] : []);
    return new Promise<void>((resolve) => setTimeout(resolve));
  });
  const desk = { isIdle: true, told };
  let holds: ReadonlyMap<number, unknown> = new Map();

  scope.addEventListener('message', async (event: MessageEvent<Request<Name>>) => {
    desk.isIdle = false;
    const { id, name, input, held } = event.data;
    try {
      // Before anything is waited for: the next message may name what came with this one.
      if (held) holds = putHeld(input, held, holds);
      await alive;
      const handler = handlers[name] as unknown as AnyHandler;
      const { output, transfer, spent } = await handler(input, { onProgress: throttled(id, reply) });
      reply({ id, kind: 'done', output, ...(spent && { spent }) } as Reply, transfer);
    } catch (error) {
      if (isBreakdown(error)) reply({ id, kind: 'broken', detail: String(error) });
      else reply({ id, kind: 'failed', fault: toFault(error, subjectOf(input)) });
    }
  });
  return desk;
}

// Each message wakes the page; a bar needs no more than ten a second.
function throttled(id: number, reply: (message: Reply) => void): TaskContext['onProgress'] {
  let last = -Infinity;
  return (done) => {
    const now = performance.now();
    if (now - last < progressInterval) return;
    last = now;
    reply({ id, kind: 'progress', done });
  };
}
