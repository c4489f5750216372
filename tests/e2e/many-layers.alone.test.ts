import { expect, type Page } from '@playwright/test';
import { manyLayers } from '../support/many-layers.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

// What a user waits for is timed, so it runs when the other tests have ended (playwright.config.ts), and without a trace:
// a picture of every step of the progress would take twice the time.
test.use({ trace: 'off' });

/** On two cores it takes 9 s where nothing else runs, and up to 25 s where much does. */
const mostToReport = 40_000;
const mostToSwitch = 1000;
const mostToCancel = 500;
/** Ten for each layer would be a hundred thousand. */
const mostElements = 5000;

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);

/** Milliseconds from a step of the user's until what it asks for is painted, measured inside the page. */
const timeOf = (page: Page, step: { go?: string; press?: string; until: string }): Promise<number> =>
  page.evaluate(async ({ go, press, until }) => {
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    const start = performance.now();
    if (go) location.hash = go;
    const buttons = [...document.querySelectorAll('button')];
    if (press) buttons.find(({ textContent }) => textContent?.trim() === press)!.click();
    while (!document.querySelector(until)) await frame();
    await frame();
    await frame();
    return performance.now() - start;
  }, step);

test('an image of 10,000 layers is cancelled, read again, reported and looked through', async ({ page }) => {
  test.setTimeout(180_000);
  const archive = await manyLayers(10_000, (index) => [
    { name: `srv/step-${index}`, body: `step ${index}` },
    { name: 'srv/last', body: `${index}` },
  ]);
  await page.goto('/');
  await choose(page, [file('many.tar', archive)]);
  await waitForState(page, 'scanning');
  await expect(page.getByText(/\d\d of 10000 layers/)).toBeVisible();
  expect(await elements(page)).toBeLessThan(mostElements);
  const toCancel = await timeOf(page, { press: 'Cancel', until: 'html:not([data-state="scanning"])' });

  const start = Date.now();
  await page.getByRole('button', { name: 'Read it again' }).click();
  await waitForState(page, 'scanning');
  await expect(page.locator('html[data-state="ready"]')).toBeAttached({ timeout: mostToReport });
  const toReport = Date.now() - start;
  await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);

  const overview = await showView(page, 'overview');
  const all = overview.getByRole('region', { name: 'All layers' });
  await all.scrollIntoViewIfNeeded();
  await all.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(all.getByText('RUN step 9999', { exact: true })).toBeInViewport({ ratio: 1 });

  const toLayers = await timeOf(page, { go: '#/layers/5000', until: '[data-view="layers"] tr.current' });
  const layers = page.locator('section[data-view="layers"]');
  const chosen = layers.locator('tr.current');
  await expect(chosen).toContainText('RUN step 5000');
  await expect(chosen).toBeInViewport();
  await chosen.getByRole('link').focus();
  for (const [key, index] of [
    ['ArrowDown', 5001],
    ['End', 9999],
    ['ArrowUp', 9998],
    ['Home', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect(chosen.getByRole('link')).toBeFocused();
    await expect(chosen).toContainText(`RUN step ${index}`);
    await expect(chosen).toBeInViewport({ ratio: 0.95 });
  }
  await expect(layers.getByRole('treegrid')).toContainText('step-0');
  const toOverview = await timeOf(page, { go: '#/overview', until: '[data-view="overview"]:not([hidden])' });
  expect(await elements(page)).toBeLessThan(mostElements);

  console.log(
    `10,000 layers: reported after ${toReport} ms; to the layers ${toLayers.toFixed(0)} ms, back ` +
      `${toOverview.toFixed(0)} ms; cancelled in ${toCancel.toFixed(0)} ms; ${await elements(page)} elements`,
  );
  expect(toCancel).toBeLessThan(mostToCancel);
  expect(Math.max(toLayers, toOverview)).toBeLessThan(mostToSwitch);

  await page.setViewportSize({ width: 360, height: 740 });
  await showView(page, 'layers');
  await layers.getByRole('spinbutton', { name: 'Layer' }).fill('1234');
  await layers.getByRole('spinbutton', { name: 'Layer' }).press('Enter');
  await expect(layers.getByRole('treegrid')).toContainText('step-1234');
});

test('of a thousand damaged layers the first are told, and all are counted', async ({ page }) => {
  const archive = await manyLayers(1000, (index) => (index % 2 ? null : [{ name: `srv/${index}`, body: 'x' }]));
  await page.goto('/');
  await choose(page, [file('many.tar', archive)]);
  await waitUntilIdle(page);
  await page.getByRole('button', { name: '21 problems' }).click();
  const problems = page.locator('#problems');
  await expect(problems.getByText('many.tar (layer 1) is not a tar archive')).toBeVisible();
  await expect(problems.getByText('many.tar has 480 more faults of this kind')).toBeAttached();
  await page.keyboard.press('Escape');
  const overview = await showView(page, 'overview');
  await expect(overview.getByRole('figure')).toContainText('500 B stored in 500 layers');
  await expect(overview.getByRole('region', { name: 'Not analysed' })).toContainText('and 483 more');
});
