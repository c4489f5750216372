import { generated } from './archives.mjs';
import { timeReport } from './measure.mjs';
import { bundleSource } from './source.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const mostWorkers = 8;

/** The pool starts a few ahead, and the others when there is work for them: an image of as many layers. */
async function startWorkers(page, count) {
  if (page.workers().length >= count) return;
  const file = await generated({ layers: mostWorkers, files: 80, bytes: 200_000 });
  await timeReport(file)(page);
}

/** So many of the page's workers, with the code of in-worker.ts in them. */
async function listeningWorkers(page, count) {
  await startWorkers(page, count);
  const code = await bundleSource('tests/bench/in-worker.ts');
  const workers = page.workers().slice(0, count);
  if (workers.length < count) throw new Error(`The page has ${workers.length} workers, ${count} are needed`);
  // Evaluated by the debugger, which the page's policy says nothing about.
  for (const [number, worker] of workers.entries()) await worker.evaluate(`${code}; bench.listen(${number});`);
}

/**
 * Milliseconds that the page's workers need for some work on parts of a file, the next part to whichever is free. The
 * file gets to them by a BroadcastChannel: the page's policy lets no other worker start.
 * @param {import('./in-worker.ts').WorkName} work
 * @param {import('./in-worker.ts').Part[]} parts
 * @param {number} [workers] how many; as many as the page's pool has when not given
 */
export const timeWork = (file, work, parts, workers) => async (page) => {
  const count = workers ?? Math.min(await page.evaluate(() => navigator.hardwareConcurrency), mostWorkers);
  await listeningWorkers(page, count);
  const input = await page.evaluateHandle(() => {
    const made = Object.assign(document.createElement('input'), { type: 'file', hidden: true });
    return document.body.appendChild(made);
  });
  await input.setInputFiles(file);
  return page.evaluate(
    ({ made, work, parts, count }) =>
      new Promise((resolve, reject) => {
        const [chosen] = made.files;
        const channel = new BroadcastChannel('bench');
        const waiting = parts.map(({ files, ...range }) => ({ ...range, files: files && Float64Array.from(files) }));
        let busy = 0;
        const start = performance.now();
        const give = (to) => {
          const part = waiting.shift();
          if (part) channel.postMessage({ to, file: chosen, work, part });
          else if (--busy === 0) resolve(performance.now() - start);
        };
        channel.onmessage = ({ data: { from, error } }) => (error ? reject(new Error(error)) : give(from));
        for (let number = 0; number < count; number++) {
          busy++;
          give(number);
        }
      }),
    { made: input, work, parts, count },
  );
};

/** Milliseconds that one worker needs to stream the whole file, doing nothing with its bytes. */
export const timeStream = (file, bytes) => timeWork(file, 'stream', [{ start: 0, end: bytes }], 1);

/** Milliseconds that one worker needs to write a copy of the whole file to one of the origin's own. */
export const timeCopy = (file, bytes) => timeWork(file, 'copy', [{ start: 0, end: bytes }], 1);
