import { statSync } from 'node:fs';
import { nodeBloated } from '../archives.mjs';
import { timeCopy } from '../baseline.mjs';
import { median } from '../lab.mjs';
import { timeMarks } from '../measure.mjs';
import { stubPicker, timeSaving } from '../saving.mjs';

const timeout = 600_000;
const selector = 'section[data-view="smaller"]';

/** Opens an image in a new page, and writes it anew without what is hidden. */
export const cleanOnce = (file) => async (page, memory) => {
  await page.evaluate(stubPicker);
  await timeMarks(page, file, 'compared');
  // Its digests are compared last.
  await page.locator('html[data-busy="false"]').waitFor({ timeout });
  await page.evaluate(() => (location.hash = '#/smaller'));
  await page.locator(`${selector} button.primary:enabled`).waitFor({ timeout });
  await memory.untilIdle();
  const peakOfReport = await memory.peakBytes();
  await memory.reset();
  const before = await memory.peakBytes();
  const saved = await page.evaluate(timeSaving, { selector, timeout });
  return { ...saved, peakOfReport, before, peak: await memory.peakBytes() };
};

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

export const clean = {
  name: 'clean',
  async run(lab) {
    const file = nodeBloated();
    const size = statSync(file).size;
    const runs = [];
    const { copying } = await lab.alternate({
      copying: timeCopy(file, size),
      cleaning: async (page, memory) => {
        runs.push(await cleanOnce(file)(page, memory));
        return runs.at(-1).ms;
      },
    });
    const of = (key) => median(runs.map((one) => one[key]));
    return [
      {
        what: 'node-bloated written without what is hidden',
        unit: 'ms',
        value: of('ms'),
        baseline: { name: 'reading and writing its bytes', value: copying },
        bound: { ratio: 2 },
        note: `${megabytes(size)} before, ${megabytes(of('bytes'))} after`,
      },
      { what: '  peak memory meanwhile', unit: 'bytes', value: of('peak'), note: `${megabytes(of('before'))} before` },
    ];
  },
};
