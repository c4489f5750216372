import { expect, type Page } from '@playwright/test';

/** Until the page has loaded everything that it will ever need, a worker of each kind too. */
export async function untilLoaded(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-offline', /.+/, { timeout: 20_000 });
  await expect.poll(() => page.workers().length).toBeGreaterThanOrEqual(3);
}

/** The sample's report, every view of it, and the exported report. */
export async function doTheWholeJob(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await untilReported(page);
  await openEveryView(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Download.*JSON/ })
      .first()
      .click(),
  ]);
  expect(download.suggestedFilename()).toBe('plimsoll-report.json');
}

/** Until the layer and waste report of an image stands on the page. */
export async function untilReported(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:report').length > 0);
  await expect(page.locator('html')).toHaveAttribute('data-state', 'ready');
}

async function openEveryView(page: Page): Promise<void> {
  const links = page.getByRole('navigation', { name: 'Views' }).first().getByRole('link');
  const count = await links.count();
  expect(count).toBeGreaterThanOrEqual(6);
  for (let index = 0; index < count; index++) {
    await links.nth(index).click();
    const view = page.locator('main section[data-view]:visible');
    await expect(view).toHaveCount(1);
    await expect(view.getByText('Loading this view.')).toHaveCount(0);
    await expect(view).not.toContainText('could not be loaded');
    await expect(view).toContainText(/\w/);
  }
}
