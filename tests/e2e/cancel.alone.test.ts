import { expect } from '@playwright/test';
import { join } from 'node:path';
import { sharedFixtures } from '../support/shared-fixtures.ts';
import { addFiles, choose, test } from './support/page.ts';

// What a user waits for is timed, so it runs when the other tests have ended (playwright.config.ts).
const shared = sharedFixtures();
const sample = join(import.meta.dirname, '../../public/sample/sample.tar');
const bloated = (): string => join(shared!.images, 'node-bloated/node-bloated.tar');

test.skip(!shared, 'not run: the shared fixtures are not there');

test('cancels a scan within 200 ms and leaves the page working', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => {
    // Pressed as soon as it is there, and timed inside the page: the wire to the test has its own delays.
    const watch = new MutationObserver(() => {
      const cancel = [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === 'Cancel');
      if (!cancel || document.documentElement.dataset.state !== 'scanning') return;
      watch.disconnect();
      const start = performance.now();
      cancel.click();
      const wait = (): void => {
        if (document.documentElement.dataset.state === 'scanning') requestAnimationFrame(wait);
        else document.documentElement.dataset.cancelled = String(performance.now() - start);
      };
      wait();
    });
    watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  });
  await choose(page, [bloated()]);
  await expect(page.locator('html[data-cancelled]')).toBeAttached();
  const milliseconds = Number(await page.locator('html').getAttribute('data-cancelled'));
  console.log(`from Cancel to the next frame: ${milliseconds.toFixed(0)} ms`);
  expect(milliseconds).toBeLessThan(200);
  await addFiles(page, [sample]);
  await expect(page).toHaveTitle(/tide-tables/);
});
