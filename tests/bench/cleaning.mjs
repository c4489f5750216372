import { statSync } from 'node:fs';
import { timeMarks } from './measure.mjs';
import { savedBytes, stubPicker, timeSaving } from './saving.mjs';

const timeout = 600_000;
const selector = 'section[data-view="smaller"]';

const withoutPicker = () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker');

async function downloadedBytes(page) {
  const download = await page.waitForEvent('download', { timeout });
  const { size } = statSync(await download.path());
  await download.delete();
  return size;
}

/**
 * Opens an image in a new page, and writes it anew without what is hidden: to a file that the user chose, or by way of one of
 * the page's own to a download. Milliseconds, bytes, and the peaks of memory before and meanwhile.
 * @param {string} file
 * @param {{ target?: 'chosen' | 'download', choices?: readonly string[] }} [how] choices: names of the view's radio buttons
 */
export const timeCleaning =
  (file, { target = 'chosen', choices = [] } = {}) =>
  async (page, memory) => {
    await page.evaluate(target === 'chosen' ? stubPicker : withoutPicker);
    await timeMarks(page, file, 'compared');
    // Its digests are compared last.
    await page.locator('html[data-busy="false"]').waitFor({ timeout });
    await page.evaluate(() => (location.hash = '#/smaller'));
    await page.locator(`${selector} button.primary:enabled`).waitFor({ timeout });
    for (const name of choices) await page.locator(selector).getByRole('radio', { name, exact: true }).check();
    await memory.untilIdle();
    await memory.reset();
    const before = await memory.peakBytes();
    const downloaded = target === 'download' && downloadedBytes(page);
    const ms = await page.evaluate(timeSaving, { selector, timeout });
    const bytes = (await downloaded) || (await page.evaluate(savedBytes));
    return { ms, bytes, before, peak: await memory.peakBytes(), browser: await memory.browserPeakBytes() };
  };
