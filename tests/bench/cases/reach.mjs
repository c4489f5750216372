import { nodeBloated, nodeOptimized, pythonApp } from '../archives.mjs';
import { median } from '../lab.mjs';
import { timeMarks, watchTasks } from '../measure.mjs';

const timeout = 600_000;
/** Of the first one alone a bound is asked for. */
const images = { 'node-optimized': nodeOptimized, 'python-app': pythonApp, 'node-bloated': nodeBloated };
const bound = { value: 1000 };
const turns = 3;

/** From the view being opened until all that the image needs is known: its worker is loaded, and no layer at hand. */
const timeReach = (file) => async (page) => {
  await timeMarks(page, file, 'compared');
  await page.locator('html[data-busy="false"]').waitFor({ timeout });
  await watchTasks(page);
  const started = await page.evaluate(() => {
    location.hash = '#/minified';
    return performance.now();
  });
  const name = 'plimsoll:followed';
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, name, { timeout, polling: 50 });
  const ended = await page.evaluate((mark) => performance.getEntriesByName(mark)[0].startTime, name);
  await page.locator('section[data-view="minified"] [role=treegrid]').waitFor({ timeout });
  return { ms: ended - started, longest: await page.evaluate(() => window.longest) };
};

async function rowOf(lab, name, file) {
  const runs = [];
  for (let turn = 0; turn < turns; turn++) runs.push(await lab.inNewPage(timeReach(file)));
  const ms = median(runs.map((run) => run.ms));
  const longest = Math.max(...runs.map((run) => run.longest));
  const note = `longest task of the page ${longest.toFixed(0)} ms; ${runs.map((run) => run.ms.toFixed(0)).join(', ')}`;
  return {
    what: `what ${name} needs, followed`,
    unit: 'ms',
    value: ms,
    ...(name === 'node-optimized' && { bound }),
    note,
  };
}

export const reach = {
  name: 'reach',
  async run(lab) {
    const rows = [];
    for (const [name, file] of Object.entries(images)) rows.push(await rowOf(lab, name, file()));
    return rows;
  },
};
