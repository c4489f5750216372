import { expect } from '@playwright/test';
import { openDockerfile, rewrite } from './support/drive.ts';
import { test } from './support/page.ts';

/** 400 lines of variables that nothing assigns: 40 s and 640 MB where nobody stops it. */
const pathological = (name: string): string =>
  `RUN ${Array.from({ length: 400 }, (_, at) => `echo $${name}${at} $b${at}`).join(' && \\\n')}\n`;

test('gives up on a pathological script within six seconds, says so, and looks at the others', async ({ page }) => {
  const { view, list } = await openDockerfile(page, 'FROM debian:12\nRUN echo $Y\n');
  await expect(list.getByText('SC2086', { exact: true })).toBeVisible();
  await rewrite(view, `FROM debian:12\nRUN echo $Y\n${pathological('a')}RUN cd x; make\n`);
  // The rules do not wait for it.
  await expect(list.getByText('DL3003', { exact: true })).toBeVisible({ timeout: 2_000 });
  await expect(page.getByText('ShellCheck runs…')).toBeVisible();
  const asked = Date.now();
  await expect(list.getByText('PL2001', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(Date.now() - asked).toBeLessThan(6_000);
  await expect(list.getByText(/^ShellCheck gave up on this RUN: it took more than/)).toHaveCount(1);
  await expect(list.getByText('SC2086', { exact: true })).toHaveCount(1);
  await expect(list.getByText('SC2164', { exact: true })).toHaveCount(1);
  // A worker in its place answers what is asked next.
  await rewrite(view, 'FROM debian:12\nRUN ls $Z; cd x\n');
  await expect(list.getByText('SC2086', { exact: true })).toHaveCount(1);
  await expect(list.getByText('PL2001', { exact: true })).toHaveCount(0);
});
