import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBloated } from '../archives.mjs';
import { openFolder, show, timeChanges, watchWorkers } from '../changes.mjs';
import { folderOfNodeBloated } from '../folders.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

const timeout = 600_000;

const editor = 'section[data-view="dockerfile"] .editor';
const diff = 'section[data-view="better"] [aria-label="Comparison"] table';
/** Of the first change to the Dockerfile: that of the .dockerignore stands before it. */
const tick = 'section[data-view="better"] li:nth-child(2) input[type="checkbox"]';

/** A package more, typed letter by letter into the line that installs some. */
const typedInto = (text) => (change) =>
  text.replace(' make g++\n', ` make g++ ${'libpackage-of-many-letters'.slice(0, 4 + change)}\n`);

async function open(page, folder) {
  await openFolder(page, folder);
  await page.getByLabel('Choose files').first().setInputFiles(nodeBloated());
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:compared').length > 0, null, { timeout });
  await show(page, 'dockerfile');
  await page.locator('.cm-content').waitFor();
}

/** Milliseconds of each review with the simulation that came of it. */
function reviewsWithSimulation(tasks) {
  const reviews = tasks.filter(({ name }) => name === 'review-dockerfile');
  return reviews.flatMap((review) => {
    const simulation = tasks.find(({ name, start }) => name === 'simulate-build' && start >= review.end);
    return simulation ? [review.end - review.start + simulation.end - simulation.start] : [];
  });
}

const rowsOf = (what, times, bound) => [
  { what, unit: 'ms', value: median(times), bound: bound && { value: bound } },
  { what: `${what}, the slowest of ${times.length}`, unit: 'ms', value: Math.max(...times) },
];

export const dockerfileEdits = {
  name: 'dockerfile-edits',
  async run(lab) {
    const folder = folderOfNodeBloated();
    const valueOf = typedInto(readFileSync(join(folder, 'Dockerfile'), 'utf8'));
    return lab.inNewPage(async (page) => {
      await watchTasks(page);
      await watchWorkers(page);
      await open(page, folder);
      await show(page, 'better');
      const edits = await timeChanges(page, { at: editor, told: diff, valueOf });
      const switches = await timeChanges(page, { at: tick, told: diff, valueOf: () => null });
      await show(page, 'rebuild');
      await page.evaluate(() => (window.tasks = []));
      await timeChanges(page, { at: editor, told: diff, valueOf });
      const tasks = await page.evaluate(() => window.tasks);
      const [longest] = [edits, switches].map((one) => one.longest).sort((a, b) => b - a);
      return [
        ...rowsOf('an edit of node-bloated’s Dockerfile, its diff painted', edits.times, 100),
        ...rowsOf('a change switched, the diff painted', switches.times, 100),
        { what: 'the longest task meanwhile', unit: 'ms', value: longest },
        ...rowsOf(
          'optimizer and simulation after an edit, with the way to their workers',
          reviewsWithSimulation(tasks),
          200,
        ),
      ];
    });
  },
};
