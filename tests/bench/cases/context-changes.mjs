import { dropFolder, projectOf } from '../folders.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const timeout = 600_000;
const files = 200_000;
const changes = 15;

/** Forty patterns; with each edit one more package of fifty files is left out, and all the others are still to be told of. */
const patternsOf = (edit) =>
  Array.from({ length: 40 }, (_, at) => (at <= edit ? `node_modules/package-${at}\n` : `**/*.ending-${at}\n`)).join('');

const idle = 'html[data-state="ready"][data-busy="false"]';

/** Opens the folder, until all of it is known and said. */
async function openFolder(page, folder) {
  await dropFolder(page, folder);
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:sized').length > 0, null, { timeout });
  await page.locator(idle).waitFor({ timeout });
}

async function show(page, view) {
  await page.evaluate((to) => (location.hash = `#/${to}`), view);
  await page.locator(`section[data-view="${view}"]`).waitFor();
  await page.waitForTimeout(2000);
  await page.locator(idle).waitFor({ timeout });
}

/**
 * In the page: the milliseconds from an event until what is told of it is painted. `value`: what is typed, or null for a tick.
 * @returns {Promise<number>}
 */
function timeChange({ at, told, value }) {
  const control = document.querySelector(at);
  const figures = document.querySelector(told);
  const before = figures.textContent;
  const start = performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (figures.textContent === before) return;
      observer.disconnect();
      // The task behind the next frame runs when the frame is painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(figures, { childList: true, characterData: true, subtree: true });
    if (value === null) return control.click();
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** The times of some changes one after the other, and the longest task meanwhile. */
async function timeChanges(page, { at, told, valueOf }) {
  const times = [];
  // What is looked up for the first time is not of the change.
  for (let change = 0; change <= changes; change++) {
    const time = await page.evaluate(timeChange, { at, told, value: valueOf(change) });
    if (change === 0) await page.evaluate(() => (window.longest = 0));
    else times.push(time);
    await page.locator(idle).waitFor({ timeout });
    await page.waitForTimeout(300);
  }
  return { times, longest: await page.evaluate(() => window.longest) };
}

const rowsOf = (what, { times, longest }) => [
  { what: `${what}, painted`, unit: 'ms', value: median(times), bound: { value: 100 } },
  { what: `${what}, the slowest of ${changes}`, unit: 'ms', value: Math.max(...times) },
  { what: `${what}: the longest task`, unit: 'ms', value: longest, bound: { value: 50 } },
];

export const contextChanges = {
  name: 'context-changes',
  async run(lab) {
    const folder = projectOf(files);
    return lab.inNewPage(async (page) => {
      await watchTasks(page);
      await openFolder(page, folder);
      await show(page, 'context');
      const context = 'section[data-view="context"]';
      const edits = await timeChanges(page, {
        at: `${context} textarea`,
        told: `${context} [aria-label="What is sent"]`,
        valueOf: patternsOf,
      });
      await show(page, 'rebuild');
      const rebuild = 'section[data-view="rebuild"]';
      const tick = (label) =>
        timeChanges(page, {
          at: `${rebuild} label:has([title="${label}"]) input`,
          told: `${rebuild} .sum`,
          valueOf: () => null,
        });
      const one = await tick('package.json');
      const all = await tick('node_modules');
      const of = `of ${files.toLocaleString('en')} files`;
      return [
        ...rowsOf(`an edit of 40 patterns ${of}`, edits),
        ...rowsOf(`a tick at one ${of}`, one),
        ...rowsOf(`a tick at a folder with all but four ${of}`, all),
      ];
    });
  },
};
