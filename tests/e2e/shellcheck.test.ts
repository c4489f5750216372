import { expect } from '@playwright/test';
import { openDockerfile, showView, wastefulImage } from './support/drive.ts';
import { choose, file, loadedByWorkers, test, untilShellCheckIsLoaded, waitUntilIdle } from './support/page.ts';

test('ShellCheck’s findings follow the others, and each has its page', async ({ page }) => {
  const { list } = await openDockerfile(
    page,
    'FROM debian:12\nENV X=1\nRUN echo $X $Y\nRUN <<-EOF\n\tcd y\n\tls\nEOF\n',
  );
  await waitUntilIdle(page);
  await expect(list.getByText('SC2086', { exact: true })).toHaveCount(1);
  await expect(list.getByText('SC2164', { exact: true })).toHaveCount(1);
  const item = list.getByRole('listitem').filter({ hasText: 'SC2086' }).last();
  await item.getByText('Why, and what to do').click();
  await expect(item.getByRole('link', { name: /shellcheck\.net/ })).toHaveAttribute('href', /wiki\/SC2086$/);
  expect(await loadedByWorkers(page)).toMatch(/shellcheck\.wasm/);
});

test('is loaded when the page is idle, and let go when an image comes without a Dockerfile', async ({ page }) => {
  await page.goto('/');
  await untilShellCheckIsLoaded(page);
  await choose(page, [await wastefulImage()]);
  await waitUntilIdle(page);
  expect(await loadedByWorkers(page)).not.toMatch(/shellcheck\.wasm/);
});

test('works without the network', async ({ page, context }) => {
  await page.goto('/');
  await expect(page.locator('html[data-offline]')).toBeAttached({ timeout: 30_000 });
  await context.setOffline(true);
  await choose(page, [file('Dockerfile', 'FROM debian:12\nRUN echo $Y\n')]);
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('SC2086', { exact: true })).toBeVisible();
  await context.setOffline(false);
});
