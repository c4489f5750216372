import type { ContextTask, DockerfileTask, ImageTask, StackTask, TaskName, Tasks } from './protocol.ts';
import { spawnWorker } from './spawn.ts';
import { WorkerPool, type RunOptions } from './worker-pool.ts';

/** How many workers read layers side by side. */
const readers = Math.min(navigator.hardwareConcurrency || 2, 8);
/** Of those that read layers, started before there are any. */
const warmWorkers = 4;
/** Milliseconds without a task after which the user is taken to look at what is there. */
const quietTime = 3000;

const images = new WorkerPool<ImageTask>((name) => spawnWorker('image', name), readers);

// A worker of its own: what is said of a Dockerfile follows the user's typing, and must not wait behind layers.
const dockerfiles = new WorkerPool<DockerfileTask>((name) => spawnWorker('dockerfile', name), 1, { holds: true });

// Its like, for the folder that is built from: what is said of it follows the typing as well, and must not wait behind a review.
const contexts = new WorkerPool<ContextTask>((name) => spawnWorker('dockerfile', name), 1, { holds: true });

// Stacking takes the layers as they are read, so it must not take one of the workers that read them. What holds a whole
// image in columns fills much memory that nobody needs afterwards.
const stackers = new WorkerPool<StackTask>((name) => spawnWorker('stacking', name), 1, { once: true });

// The program is GPL's and large, and some scripts take it long: it is loaded for the first of them, and ended by the page.
const shellChecks = new WorkerPool<'check-script'>((name) => spawnWorker('shellcheck', name), 2);

// What a user looks for in names may never end: this one is ended by the page, and it has nothing but names.
const lookers = new WorkerPool<'match-names'>((name) => spawnWorker('names', name), 1, { holds: true });

// Advisories fill memory that nobody needs afterwards, and what reads them need not stand with what reads layers.
const advisers = new WorkerPool<'look-up-vulnerabilities'>((name) => spawnWorker('advisories', name), 1, {
  once: true,
});

// What follows programs knows of many kinds of them, and holds a whole image in columns: it is loaded when somebody asks.
const finders = new WorkerPool<'find-needs'>((name) => spawnWorker('needs', name), 1, { once: true });

const pools: readonly WorkerPool<never>[] = [
  images, dockerfiles, contexts, stackers, shellChecks, lookers, advisers, finders,
]; // prettier-ignore
let warming: ReturnType<typeof setTimeout> | undefined;

function workersFor(task: TaskName): WorkerPool<TaskName> {
  switch (task) {
    case 'audit-dockerfile':
    case 'review-dockerfile':
    case 'reconstruct-dockerfile':
      return dockerfiles;
    case 'audit-context':
    case 'simulate-build':
      return contexts;
    case 'stack-layers':
    case 'list-candidates':
    case 'compare-contents':
    case 'compare-files':
    case 'settle-contents':
      return stackers;
    case 'match-names':
      return lookers;
    case 'look-up-vulnerabilities':
      return advisers;
    case 'find-needs':
      return finders;
    case 'check-script':
      return shellChecks;
    default:
      return images;
  }
}

export const pool = {
  readers,

  run<N extends TaskName>(task: N, input: Tasks[N]['input'], options?: RunOptions): Promise<Tasks[N]['output']> {
    return workersFor(task).run(task, input, options);
  },

  /** Gives back the memory of the workers that do a task, as far as they wait for one. */
  endIdle(task: TaskName): void {
    workersFor(task).endIdle();
  },

  /** Starts them for the next image once nobody waits for anything: they rehearse, which takes a second of both processors. */
  warmLater(): void {
    clearTimeout(warming);
    const warm = (): void => (pools.some(({ isBusy }) => isBusy) ? pool.warmLater() : pool.warm());
    warming = setTimeout(warm, quietTime);
  },

  /** Starts the workers that nearly every image needs ahead of their first tasks. */
  warm(): void {
    images.warm(warmWorkers);
    stackers.warm();
    dockerfiles.warm();
  },
};
