import { flatImages, generated } from '../archives.mjs';
import { median, repetitions } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';
import { timeStep } from '../tree.mjs';

const timeout = 600_000;
const files = 160_000;

/** Two builds of one project: as many files, of which hardly a size is the same. */
const archives = () =>
  Promise.all([1876, 1891].map((seed) => generated({ layers: 10, files, bytes: 400_000_000, seed })));

/** In the page: milliseconds from going to the view until its table of files is painted. */
function timeView() {
  const start = performance.now();
  return new Promise((resolve) => {
    const rows = new MutationObserver(() => {
      if (!document.querySelector('section[data-view="compare"] [role="treegrid"] tr.line')?.checkVisibility()) return;
      rows.disconnect();
      // The task behind the next frame runs when the frame is painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    rows.observe(document.body, { childList: true, subtree: true });
    location.hash = '#/compare';
  });
}

async function openBoth(page, paths) {
  await page.getByLabel('Choose files').first().setInputFiles(paths);
  await page.locator('html[data-state="ready"][data-busy="false"]').waitFor({ timeout });
  await watchTasks(page);
}

async function compareOnce(page, paths) {
  await openBoth(page, paths);
  const view = await page.evaluate(timeView);
  const longest = await page.evaluate(() => window.longest);
  const from = await page.evaluate(() => performance.now());
  await page.locator('html[data-busy="false"]').waitFor({ timeout });
  return { view, longest, contents: (await page.evaluate(() => performance.now())) - from };
}

/** Each column once, from either side: what is equal in one of them stands in its order all the same. */
const heads = ['Name', 'Before', 'After', 'Difference', 'Name'];

/** The same of a directory that is open at first, and no browser could lay out. */
async function compareFlat(page, paths) {
  await openBoth(page, paths);
  const view = await page.evaluate(timeView);
  await page.locator('html[data-busy="false"]').waitFor({ timeout });
  const rows = 'section[data-view="compare"] [role="treegrid"] tbody';
  const sorts = [];
  for (const head of heads) {
    await page.waitForTimeout(200);
    const to = `section[data-view="compare"] th:has-text("${head}") button`;
    sorts.push(await timeStep(page, { does: 'click', to, changed: rows }));
  }
  return { view, sort: median(sorts), longest: await page.evaluate(() => window.longest) };
}

export const compare = {
  name: 'compare',
  async run(lab) {
    const paths = await archives();
    const runs = [];
    for (let turn = 0; turn < repetitions; turn++) runs.push(await lab.inNewPage((page) => compareOnce(page, paths)));
    const of = (key) => median(runs.map((one) => one[key]));
    const flatPaths = await flatImages();
    const flat = await lab.inNewPage((page) => compareFlat(page, flatPaths));
    return [
      {
        what: 'two images of 160,000 files compared, the view painted',
        unit: 'ms',
        value: of('view'),
        bound: { value: 2000 },
      },
      { what: 'the longest task meanwhile', unit: 'ms', value: of('longest') },
      { what: 'their contents after that', unit: 'ms', value: of('contents') },
      { what: 'two of 200,000 files in one directory, the view painted', unit: 'ms', value: flat.view },
      { what: 'these sorted otherwise', unit: 'ms', value: flat.sort },
      { what: 'the longest task of these', unit: 'ms', value: flat.longest },
    ];
  },
};
