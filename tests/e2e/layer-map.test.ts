import { expect, type Locator, type Page } from '@playwright/test';
import { wastefulImage } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, test, waitForState } from './support/page.ts';

async function openMap(page: Page, layer: number): Promise<Locator> {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitForState(page, 'ready');
  await page.evaluate((index) => (location.hash = `#/layers/${index}`), layer);
  const view = page.locator('section[data-view="layers"]');
  await view.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(view.getByRole('navigation', { name: 'Folder' })).toBeVisible();
  return view;
}

const activeLabel = async (view: Locator): Promise<string | null> => {
  const id = (await view.getByRole('tree').getAttribute('aria-activedescendant')) ?? '';
  return view.locator(`[id="${id}"]`).getAttribute('aria-label');
};
const rows = (view: Locator): Promise<string[]> =>
  view
    .locator('.table tbody tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim()).join(' | ')),
    );

/** How many of the canvas's pixels are of each colour, the most frequent first. */
const pixels = (view: Locator): Promise<[string, number][]> =>
  view.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
  });

test('shows what a layer stored, the image, and all copies; the table says the same sums', async ({ page }) => {
  const view = await openMap(page, 4);
  await expect(view.getByText('1 file · 20.0 kB')).toBeVisible();
  await view.getByRole('button', { name: 'Image up to this layer' }).click();
  await expect(view.getByText('4 files · 720 kB')).toBeVisible();
  expect(await rows(view)).toEqual([
    'var/ | 400 kB | 55 % | layer 1',
    'bin/ | 300 kB | 41 % | layer 0',
    'app/ | 20.0 kB | 2.7 % | layer 4',
    'etc/ | 9 B | 0.0 % | layer 0',
  ]);
  await expect(view.getByRole('list', { name: 'Colours' })).toContainText('layer 1 400 kB');
  await view.getByRole('button', { name: 'All stored copies' }).click();
  await expect(view.getByText('6 files · 740 kB')).toBeVisible();
  await view.getByRole('button', { name: 'By waste' }).click();
  await expect(view.getByRole('list', { name: 'Colours' })).toContainText('overwritten later 20.0 kB');
  await expect(view.getByRole('list', { name: 'Colours' })).toContainText('deleted later 7 B');
  await view.getByRole('button', { name: 'By kind' }).click();
  expect(await rows(view)).toContain('bin/ | 300 kB | 40 % | program');
});

test('is gone through by keyboard: into a folder, back, and to the details of a file', async ({ page }) => {
  const view = await openMap(page, 4);
  await view.getByRole('button', { name: 'All stored copies' }).click();
  await view.getByRole('tree').focus();
  expect(await activeLabel(view)).toMatch(/^var\/, 400 kB, 1 file, layer 1$/);
  await page.keyboard.press('ArrowRight');
  expect(await activeLabel(view)).toMatch(/^bin\/, 300 kB/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(view.locator('[aria-current="location"]')).toHaveText('app');
  expect(await activeLabel(view)).toMatch(/^server\.js, 40\.0 kB, 50 % layer \d$/);
  await page.keyboard.press('Enter');
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details).toContainText('/app/server.js');
  await view.getByRole('tree').focus();
  await page.keyboard.press('Backspace');
  await expect(view.locator('[aria-current="location"]')).toHaveText('/');
  await view.getByRole('button', { name: 'Tree', exact: true }).click();
  await expect(view.getByRole('treegrid')).toBeVisible();
});

test('zooms by mouse, and says what is under the pointer', async ({ page }) => {
  const view = await openMap(page, 4);
  await view.getByRole('button', { name: 'Image up to this layer' }).click();
  const canvas = view.locator('canvas');
  const box = (await canvas.boundingBox())!;
  // The heaviest stands at the top left; its name is at the top of it.
  await page.mouse.move(box.x + 20, box.y + 9);
  await expect(view.locator('figcaption')).toContainText('var/');
  await expect(view.locator('figcaption')).toContainText('55 %');
  await page.mouse.click(box.x + 20, box.y + 9);
  await expect(view.locator('[aria-current="location"]')).toHaveText('var');
  await view.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: '/' }).click();
  await expect(view.locator('[aria-current="location"]')).toHaveText('/');
});

test('is drawn in the colours of the theme, sharp, and in others for others', async ({ page }) => {
  const view = await openMap(page, 4);
  await view.getByRole('button', { name: 'Image up to this layer' }).click();
  const light = await pixels(view);
  expect(light.length).toBeGreaterThan(2);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(async () => (await pixels(view))[0]?.[0]).not.toBe(light[0]![0]);
  const dark = await pixels(view);
  expect(dark.map(([colour]) => colour)).not.toContain(light[0]![0]);
  await view.getByRole('button', { name: 'By waste' }).click();
  await expect.poll(async () => (await pixels(view))[0]?.[0]).not.toBe(dark[0]![0]);
  const [sharp, ratio] = await view
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => [canvas.width / canvas.clientWidth, devicePixelRatio]);
  expect(sharp).toBeCloseTo(ratio!, 2);
});

test('says of a layer without bytes that there is nothing to draw', async ({ page }) => {
  const view = await openMap(page, 3);
  await expect(view.getByText('This layer stores no bytes')).toBeVisible();
});

inLooks(bothLooks, () => {
  test('the map can be used by everyone', async ({ page }) => {
    const view = await openMap(page, 4);
    await view.getByRole('button', { name: 'All stored copies' }).click();
    await expectWellFormed(page, 'by layer');
    await view.getByRole('button', { name: 'By waste' }).click();
    await expectWellFormed(page, 'by waste');
  });
});
