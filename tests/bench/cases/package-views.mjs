import { advisoriesOf, packageImage } from '../archives.mjs';
import { median } from '../lab.mjs';
import { timeMarks, watchTasks } from '../measure.mjs';
import { packageCount } from '../package-image.mjs';
import { blankRows, framesInTime, installScroller, timeStep } from '../tree.mjs';

const repetitions = 5;
const row = 'table.data tbody tr';

/** The median of a step that is taken some times, each time another one. */
async function medianOf(page, stepOf) {
  const times = [];
  for (let turn = 0; turn < repetitions; turn++) {
    await page.waitForTimeout(200);
    times.push(await timeStep(page, stepOf(turn)));
  }
  return median(times);
}

async function open(page, id) {
  const view = `section[data-view="${id}"]`;
  const opens = await timeStep(page, { does: 'hash', to: `#/${id}`, until: `${view} .scroller ${row}` });
  await installScroller(page, id);
  return { view, opens };
}

const typed = (page, view) =>
  medianOf(page, (turn) => ({
    does: 'type',
    to: `${view} input[type=search]`,
    text: ['7', '71', '713', '71', ''][turn],
    changed: `${view} .scroller tbody, ${view} table.data tbody`,
  }));

async function measurePackages(page) {
  const { view, opens } = await open(page, 'packages');
  const frames = await framesInTime(page);
  const blank = await blankRows(page, row);
  const typing = await typed(page, view);
  const grouping = await medianOf(page, (turn) => ({
    does: 'click',
    to: `${view} button:text-is("${['Layer', 'Licence', 'Type'][turn % 3]}") >> nth=0`,
    changed: `${view} table.framed`,
  }));
  // Name and version: of the other columns, rows may have the same.
  const sorting = await medianOf(page, (turn) => ({
    does: 'click',
    to: `${view} th:has(button):nth-of-type(${1 + (turn % 2)}) button`,
    changed: `${view} table.data tbody`,
  }));
  return { opens, frames, blank, typing, grouping, sorting };
}

async function measureVulnerabilities(page) {
  const { view, opens } = await open(page, 'vulnerabilities');
  const frames = await framesInTime(page);
  const blank = await blankRows(page, row);
  const typing = await typed(page, view);
  const severities = await medianOf(page, (turn) => ({
    does: 'click',
    to: `${view} [role="group"] button:has-text("critical")`,
    until: `${view} button[aria-pressed="${turn % 2 === 1}"]:first-child`,
  }));
  return { opens, frames, blank, typing, severities };
}

async function measureViews(page, memory) {
  const advisories = [await advisoriesOf('npm'), await advisoriesOf('Debian:12')];
  await watchTasks(page);
  await timeMarks(page, [await packageImage(), ...advisories], 'compared');
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:looked-up').length > 0);
  await page.locator('html[data-busy="false"]').waitFor();
  const reading = await page.evaluate(() => window.longest);
  // The workers for the next image start and rehearse.
  await memory.untilIdle();
  await page.evaluate(() => (window.longest = 0));
  const packages = await measurePackages(page);
  const vulnerabilities = await measureVulnerabilities(page);
  return { packages, vulnerabilities, reading, longest: await page.evaluate(() => window.longest) };
}

const ms = (what, value, most) => ({ what, unit: 'ms', value, bound: most && { value: most } });

const rowsOf = (what, { opens, frames, blank, typing }) => [
  ms(`${what}: the view opens`, opens),
  { what: `${what}: frames in time, scrolling`, unit: '%', value: frames, bound: { least: 95 } },
  { what: `${what}: blank 100 ms after the scroll stops`, unit: 'rows', value: blank, bound: { value: 0 } },
  ms(`${what}: a key in the search`, typing, 100),
];

export const packageViews = {
  name: 'package-views',
  async run(lab) {
    const took = await lab.inNewPage(measureViews);
    const packages = `${packageCount.toLocaleString('en')} packages`;
    return [
      ...rowsOf(packages, took.packages),
      ms(`${packages}: grouped otherwise`, took.packages.grouping, 100),
      ms(`${packages}: sorted otherwise`, took.packages.sorting, 100),
      ...rowsOf(`vulnerabilities of ${packages}`, took.vulnerabilities),
      ms(`vulnerabilities of ${packages}: a severity switched`, took.vulnerabilities.severities, 100),
      ms('longest task while they are read and looked up', took.reading),
      ms('longest task of both views', took.longest),
    ];
  },
};
