import type { Locator } from '@playwright/test';

/** The names of the rows in sight, indented by their level. */
export const names = (view: Locator): Promise<string[]> =>
  view.locator('tbody tr.line').evaluateAll((rows) =>
    rows.map((row) => {
      const level = Number(row.getAttribute('aria-level'));
      return '  '.repeat(level - 1) + (row.querySelector('.text')?.textContent ?? '').trim();
    }),
  );
