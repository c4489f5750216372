import { statSync } from 'node:fs';
import { nodeBloated, pythonApp } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { median } from '../lab.mjs';

/** One and the same work differs by a tenth from time to time. */
const turns = 7;

/** What one worker takes for an image, in milliseconds, and for its packages behind the reading. */
async function timeAudit(page, file, packages) {
  const steps = { secrets: true, hardening: false, packages };
  await timeWork(file, 'audit', [{ start: 0, end: statSync(file).size, steps }], 1)(page);
  const [worker] = page.workers();
  return worker.evaluate(() => {
    const [audit, gathered] = ['audit', 'packages'].map((name) =>
      performance.getEntriesByName(`bench:${name}`).map(({ duration }) => duration),
    );
    return { audit: audit[0], gathered: gathered[0] ?? 0 };
  });
}

async function rowsOf(lab, name, file) {
  const gathered = [];
  const { alone, packages } = await lab.alternate(
    {
      alone: async (page) => (await timeAudit(page, file, false)).audit,
      packages: async (page) => {
        const times = await timeAudit(page, file, true);
        gathered.push(times.gathered);
        return times.audit;
      },
    },
    turns,
  );
  return [
    {
      what: `structure + secrets + packages of ${name}, one worker`,
      unit: 'ms',
      value: packages,
      baseline: { name: 'without packages', value: alone },
      bound: { ratio: 1.25 },
    },
    { what: `packages of ${name} put together`, unit: 'ms', value: median(gathered) },
  ];
}

export const packages = {
  name: 'packages',
  run: async (lab) => [
    ...(await rowsOf(lab, 'node-bloated', nodeBloated())),
    ...(await rowsOf(lab, 'python-app', pythonApp())),
  ],
};
