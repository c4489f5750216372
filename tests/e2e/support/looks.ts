import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './page.ts';

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 740 };

export const everyLook: readonly Look[] = [
  { colorScheme: 'light', viewport: wide },
  { colorScheme: 'light', viewport: narrow },
  { colorScheme: 'dark', viewport: wide },
  { colorScheme: 'dark', viewport: narrow },
];

/** Each theme and each width once: enough for what has no colours or places of its own in the other pairs. */
export const bothLooks: readonly Look[] = [
  { colorScheme: 'light', viewport: wide },
  { colorScheme: 'dark', viewport: narrow },
];

/** The same tests for each look of the page, without motion. */
export function inLooks(looks: readonly Look[], tests: () => void): void {
  for (const { colorScheme, viewport } of looks) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });
      tests();
    });
  }
}

/** Everyone can use the page as it stands, and nothing is wider than the window. `what` names it where it is not so. */
export async function expectWellFormed(page: Page, what?: string): Promise<void> {
  expect(await seriousViolations(page), what).toEqual([]);
  expect(await tooWide(page), what).toEqual([]);
}

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main > section:not([hidden])')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(
        (element) =>
          `${element.getAttribute('data-view') ?? element.tagName} ${element.scrollWidth} > ${element.clientWidth}`,
      ),
  );
