import { generated, treeImage } from '../archives.mjs';
import { median } from '../lab.mjs';
import { timeMarks, watchTasks } from '../measure.mjs';
import { blankRows, framesInTime, installScroller, timeStep } from '../tree.mjs';

const repetitions = 5;
const view = 'section[data-view="layers"]';

/** Milliseconds from the state `ready`, the scan being over, to the frame that shows the tree. */
async function timeOpening(page, file) {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    const ready = new MutationObserver(() => {
      if (dataset.state !== 'ready') return;
      ready.disconnect();
      window.readyAt = performance.now();
      location.hash = '#/layers';
    });
    ready.observe(document.documentElement, { attributeFilter: ['data-state'] });
    const shown = new MutationObserver(() => {
      if (!document.querySelector('[role="treegrid"] tr.line')?.checkVisibility()) return;
      shown.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.shownAt = performance.now())));
    });
    shown.observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden'] });
  });
  await timeMarks(page, file, 'ready');
  await page.waitForFunction(() => window.shownAt !== undefined, null, { timeout: 60_000 });
  return page.evaluate(() => window.shownAt - window.readyAt);
}

/** The median of a step that is taken some times, each time from where `before` leaves the page. */
async function medianOf(page, step, before = async () => {}) {
  const times = [];
  for (let turn = 0; turn < repetitions; turn++) {
    await before(turn);
    await page.waitForTimeout(200);
    times.push(await timeStep(page, step(turn)));
  }
  return median(times);
}

async function measureSteps(page) {
  const main = page.locator(view);
  const button = (name) => main.getByRole('button', { name, exact: true });
  const layer = (index) => ({
    does: 'hash',
    to: `#/layers/${index}`,
    until: `${view} [aria-label="Files of layer ${index}"]`,
  });
  const jump = await medianOf(page, (turn) => layer(turn + 1));
  await button('Image up to this layer').click();
  const jumpInImage = await medianOf(page, (turn) => layer(9 - turn));
  await button('Collapse all').click();
  await main.locator('tr.line', { hasText: 'srv/' }).locator('[data-toggle]').click();
  const flat = `${view} tr.line:has(td[title="flat"])`;
  const toggled = (open) => ({ does: 'click', to: `${flat} [data-toggle]`, until: `${flat}[aria-expanded="${open}"]` });
  const expand = await medianOf(page, () => toggled(true), async (turn) => {
    if (turn > 0) await timeStep(page, toggled(false));
  }); // prettier-ignore
  const heads = { Name: 'ascending', Size: 'descending' };
  const sorted = (name) => ({
    does: 'click',
    to: `${view} th:has(button):nth-of-type(${name === 'Name' ? 1 : 3}) button`,
    until: `${view} th[aria-sort="${heads[name]}"]`,
  });
  const sort = await medianOf(page, (turn) => sorted(turn % 2 === 0 ? 'Name' : 'Size'));
  await button('Collapse all').click();
  const all = { does: 'click', to: `${view} button:text("Expand all")`, until: `${view} tr.line[aria-level="3"]` };
  const expandAll = await timeStep(page, all);
  return { jump, jumpInImage, expand, sort, expandAll };
}

async function measureFilter(page) {
  const main = page.locator(view);
  await main.getByLabel('How the filter is read').selectOption('regexp');
  const field = main.getByLabel('Filter by name or path');
  await field.focus();
  await page.waitForTimeout(1000);
  const told = `${view} output`;
  const byName = await medianOf(page, (turn) => ({
    does: 'type',
    to: `${view} input[type=search]`,
    text: `^file\\d*[0-${turn}]7\\.dat$`,
    changed: told,
  }));
  const byPath = await medianOf(page, (turn) => ({
    does: 'type',
    to: `${view} input[type=search]`,
    text: `/part[13]/.*[0-${turn}]7\\.dat$`,
    changed: told,
  }));
  await timeStep(page, { does: 'type', to: `${view} input[type=search]`, text: '', changed: told });
  return { byName, byPath };
}

async function measureTree(page) {
  await watchTasks(page);
  await timeMarks(page, await treeImage(), 'compared');
  await page.evaluate(() => (location.hash = '#/layers/0'));
  await page.locator(`${view} tr.line`).first().waitFor();
  await installScroller(page, 'layers');
  await page.evaluate(() => (window.longest = 0));
  const steps = await measureSteps(page);
  const frames = await framesInTime(page);
  const blank = await blankRows(page);
  const filter = await measureFilter(page);
  return { ...steps, ...filter, frames, blank, longest: await page.evaluate(() => window.longest) };
}

export const tree = {
  name: 'tree',
  async run(lab) {
    const took = await lab.inNewPage(measureTree);
    const file = await generated({ files: 1_000_000, bytes: 1_500_000_000 });
    const opening = await lab.inNewPage((page) => timeOpening(page, file));
    const ms = (what, value, most) => ({ what, unit: 'ms', value, bound: most && { value: most } });
    return [
      { what: 'frames in time, scrolling and expanding 300,000', unit: '%', value: took.frames, bound: { least: 95 } },
      { what: 'blank 100 ms after the scroll stops', unit: 'rows', value: took.blank, bound: { value: 0 } },
      ms('filter by regular expression, names of 300,000', took.byName, 150),
      ms('filter by regular expression, paths of 300,000', took.byPath, 150),
      ms('jump to a layer, its changes', took.jump, 100),
      ms('jump to a layer, the image up to it', took.jumpInImage, 100),
      ms('expand a directory of 10,000', took.expand, 100),
      ms('re-sort, with that directory open', took.sort, 100),
      ms('expand all', took.expandAll),
      ms('longest task of all this', took.longest),
      ms('tree opens after the scan, 1,000,000 entries', opening, 3000),
    ];
  },
};
