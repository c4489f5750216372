import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { openShop, showView } from './support/drive.ts';
import { choose, file, test, waitForState } from './support/page.ts';

test.describe.configure({ timeout: 180_000 });

const views = ['overview', 'layers', 'waste', 'secrets', 'dockerfile', 'better', 'export'];
const widths = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** Nothing is wider than the window, whatever is in it. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main > section:not([hidden])')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(
        (element) =>
          `${element.getAttribute('data-view') ?? element.tagName} ${element.scrollWidth} > ${element.clientWidth}`,
      ),
  );
  expect(wide).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of widths) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('start screen, its dialogs, and a file that is not recognised', async ({ page }) => {
        await page.goto('/');
        expect(await seriousViolations(page)).toEqual([]);
        await page.getByRole('button', { name: /How to check that/ }).click();
        expect(await seriousViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Paste a Dockerfile' }).click();
        expect(await seriousViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await choose(page, [file('image.tar', 'no image\n')]);
        await waitForState(page, 'failed');
        expect(await seriousViolations(page)).toEqual([]);
        await expectNoSidewaysScroll(page);
      });

      // axe looks at every element of seven views.
      test('every view', async ({ page }) => {
        await openShop(page);
        for (const id of views) {
          await showView(page, id);
          expect(await seriousViolations(page), id).toEqual([]);
          await expectNoSidewaysScroll(page);
        }
      });

      test('views whose input is missing', async ({ page }) => {
        await page.goto('/');
        await choose(page, [file('Dockerfile', 'FROM scratch\n')]);
        await waitForState(page, 'ready');
        for (const id of views) {
          await showView(page, id);
          expect(await seriousViolations(page), id).toEqual([]);
        }
      });
    });
  }
}
