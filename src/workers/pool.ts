import type { TaskName, Tasks } from './protocol.ts';
import { spawnWorker } from './spawn.ts';
import { WorkerPool, type RunOptions } from './worker-pool.ts';

const mostWorkers = 8;

const images = new WorkerPool<Exclude<TaskName, 'review-dockerfile'>>(
  (name) => spawnWorker('image', name),
  Math.min(navigator.hardwareConcurrency || 2, mostWorkers),
);

// A worker of its own: the review follows the user's typing, and must not wait behind layers.
const dockerfiles = new WorkerPool<'review-dockerfile'>((name) => spawnWorker('dockerfile', name), 1);

export const pool = {
  run<N extends TaskName>(task: N, input: Tasks[N]['input'], options?: RunOptions): Promise<Tasks[N]['output']> {
    const workers: WorkerPool<TaskName> = task === 'review-dockerfile' ? dockerfiles : images;
    return workers.run(task, input, options);
  },

  /** Starts one worker of each kind ahead of its first task. */
  warm(): void {
    images.warm();
    dockerfiles.warm();
  },
};
