/**
 * What the built page takes for its work, from the moment a file is chosen. Times are told by marks that observers in the
 * page set, so that nothing of the way to the browser and back is in them.
 * @typedef {import('@playwright/test').Page} Page
 */

const timeout = 600_000;

/** @param {Page} page */
export async function openPage(page, url) {
  await page.goto(url);
  // The rest of the page is loaded and one worker of each kind stands ready.
  await page.waitForFunction(() => document.documentElement.dataset.offline);
  await page.waitForFunction(() => document.readyState === 'complete');
  while (page.workers().length < 3) await page.waitForTimeout(50);
}

/**
 * What is told of a file that is chosen: `table` the layers' commands and sizes are painted, `ready` the report stands; then,
 * by the page's own marks, `searched` for secrets, and `compared` by contents. One comes after the other.
 * @typedef {'table' | 'ready' | 'searched' | 'compared'} MarkName
 */
const markNames = {
  table: 'bench:table',
  ready: 'bench:ready',
  searched: 'plimsoll:searched',
  compared: 'plimsoll:compared',
};

/**
 * Until this is told, or that the page could not read the archive. `timeMarks` has to look already.
 * @param {Page} page
 * @param {MarkName} last
 */
export async function untilMark(page, last) {
  await page.waitForFunction(
    (name) => [name, 'bench:failed'].some((end) => performance.getEntriesByName(end).length > 0),
    markNames[last],
    { timeout, polling: 50 },
  );
}

/**
 * From now on `window.longest` is the longest task of the page's main thread, in milliseconds; those below 50 are 0.
 * @param {Page} page
 */
export const watchTasks = (page) =>
  page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });
  });

/**
 * Chooses the file in the page, and gives the milliseconds from there to each mark, once the last one is set.
 * @param {Page} page
 * @param {string} file
 * @param {MarkName} last
 * @returns {Promise<Partial<Record<MarkName, number>>>}
 */
export async function timeMarks(page, file, last) {
  await page.evaluate(() => {
    const mark = (name) => {
      if (performance.getEntriesByName(`bench:${name}`).length === 0) performance.mark(`bench:${name}`);
    };
    window.addEventListener('change', () => mark('chosen'), { capture: true, once: true });
    const { dataset } = document.documentElement;
    const states = new MutationObserver(() => {
      if (dataset.state === 'failed') mark('failed');
      if (dataset.state === 'ready') mark('ready');
    });
    states.observe(document.documentElement, { attributeFilter: ['data-state'] });
    const rows = new MutationObserver(() => {
      if (!document.querySelector('main table tbody td.command')?.checkVisibility()) return;
      rows.disconnect();
      // The task behind the next frame runs when the frame is painted.
      requestAnimationFrame(() => setTimeout(() => mark('table')));
    });
    rows.observe(document.body, { childList: true, subtree: true });
  });
  await page.getByLabel('Choose files').first().setInputFiles(file);
  await untilMark(page, last);
  const marks = await page.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]),
  );
  const at = Object.fromEntries(marks);
  if (at[markNames[last]] === undefined) throw new Error('The page could not read the archive');
  // A layer that is given up costs no time: such a figure would say nothing.
  const unread = await page.getByText('could not be read to its end').count();
  if (last !== 'table' && unread > 0) throw new Error('The page could not read all layers of the archive');
  return Object.fromEntries(Object.entries(markNames).map(([name, mark]) => [name, at[mark] - at['bench:chosen']]));
}

/** Milliseconds until all is said of some Dockerfiles that are chosen together, ShellCheck's part too. */
export const timeAudits = (files) => async (page) => {
  await page.evaluate(() => {
    window.addEventListener('change', () => performance.mark('bench:chosen'), { capture: true, once: true });
    const { dataset } = document.documentElement;
    const states = new MutationObserver(() => {
      if (dataset.state !== 'ready' || dataset.busy === 'true') return;
      performance.mark('bench:audited');
      states.disconnect();
    });
    states.observe(document.documentElement, { attributeFilter: ['data-state', 'data-busy'] });
  });
  await page.getByLabel('Choose files').first().setInputFiles(files);
  await page.waitForFunction(() => performance.getEntriesByName('bench:audited').length > 0, null, { timeout });
  return page.evaluate(() => performance.measure('bench:all', 'bench:chosen', 'bench:audited').duration);
};

/** Milliseconds to the full report: table, overlay and waste, no contents compared. */
export const timeReport = (file) => async (page) => (await timeMarks(page, file, 'ready')).ready;

/** Milliseconds to the table of layers. */
export const timeTable = (file) => async (page) => (await timeMarks(page, file, 'table')).table;

/** Milliseconds until all layers were searched for secrets, too. */
export const timeSearch = (file) => async (page) => (await timeMarks(page, file, 'searched')).searched;

/** Milliseconds from the end of the search for secrets until contents are compared. */
export const timeCompare = (file) => async (page) => {
  const { searched, compared } = await timeMarks(page, file, 'compared');
  return compared - searched;
};
