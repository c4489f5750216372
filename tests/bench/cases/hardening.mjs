import { statSync } from 'node:fs';
import { generated, nodeBloated } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { median } from '../lab.mjs';

/**
 * What one worker takes for an image, in milliseconds: `audit` for all, `facts` and `checks` of that, `longest` for the check
 * that takes longest, as the page is not left alone before one ends.
 */
async function timeAudit(page, file, steps) {
  await timeWork(file, 'audit', [{ start: 0, end: statSync(file).size, steps }], 1)(page);
  const [worker] = page.workers();
  return worker.evaluate(() => {
    const timesOf = (name) => performance.getEntriesByName(`bench:${name}`).map(({ duration }) => duration);
    const [[audit], [facts], [checks]] = ['audit', 'facts', 'checks'].map(timesOf);
    return { audit, facts, checks, longest: Math.max(...timesOf('check')) };
  });
}

function checkRows(times, of, longest) {
  const medianOf = (name) => median(times.map((one) => one[name]));
  return [
    { what: `facts of the tree of ${of}`, unit: 'ms', value: medianOf('facts') },
    { what: `all checks of ${of}, the first time`, unit: 'ms', value: medianOf('checks') },
    { what: `the longest check of ${of}`, unit: 'ms', value: medianOf('longest'), bound: { value: longest } },
  ];
}

/** One and the same work differs by a tenth from time to time. */
const turns = 9;

/** Structure and secrets with all that checks need of the same reading, against the two alone. */
async function alongsideRows(lab) {
  const file = nodeBloated();
  const times = [];
  const { alone, hardened } = await lab.alternate(
    {
      alone: async (page) => (await timeAudit(page, file, { secrets: true, hardening: false })).audit,
      hardened: async (page) => {
        times.push(await timeAudit(page, file, { secrets: true, hardening: true }));
        return times.at(-1).audit;
      },
    },
    turns,
  );
  const what = 'structure + secrets + hardening of node-bloated, one worker';
  const baseline = { name: 'without hardening', value: alone };
  return [
    { what, unit: 'ms', value: hardened, baseline, bound: { ratio: 1.1 } },
    ...checkRows(times, 'node-bloated', 10),
  ];
}

/** Of a large tree, whose files hold nothing that checks look into. */
async function largeTreeRows(lab) {
  const file = await generated({ files: 300_000, bytes: 5_000_000_000 });
  const times = [];
  await lab.alternate({
    structure: async (page) => {
      times.push(await timeAudit(page, file, { secrets: false, hardening: true }));
      return times.at(-1).audit;
    },
  });
  return checkRows(times, '300,000 files', 20);
}

export const hardening = {
  name: 'hardening',
  run: async (lab) => [...(await alongsideRows(lab)), ...(await largeTreeRows(lab))],
};
