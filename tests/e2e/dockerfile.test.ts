import { expect } from '@playwright/test';
import { openShop, rewrite, shopDockerfile, showLines, showView, wastefulImage } from './support/drive.ts';
import { addFiles, choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

test('marks findings at their lines, and the bytes that each line stored', async ({ page }) => {
  await openShop(page);
  const view = await showLines(page);
  const line = view.locator('tr[data-line="2"]');
  await expect(line).toContainText('RUN apt-get update');
  await expect(line.getByRole('link', { name: '400 kB' })).toHaveAttribute('href', '#/layers/1');
  await expect(line.locator('.finding').first()).toBeVisible();
  await line.getByRole('link', { name: '2', exact: true }).click();
  await expect(line).toHaveClass(/current/);
  const list = view.getByRole('complementary', { name: 'Findings' });
  await expect(list.locator('li.current').first()).toBeVisible();
  await list.getByRole('link', { name: 'Line 7' }).click();
  await expect(view.locator('tr[data-line="7"]')).toHaveClass(/current/);
});

test('groups findings by rule and hides severities', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'dockerfile');
  const list = view.getByRole('complementary', { name: 'Findings' });
  await list.getByRole('button', { name: 'By rule' }).click();
  await expect(list.getByRole('heading', { name: /DL3025/ })).toBeVisible();
  await view.getByRole('button', { name: /^warning/ }).click();
  await expect(list.getByRole('heading', { name: /DL3025/ })).toHaveCount(0);
  await expect(list.getByRole('heading', { name: /not shown/ })).toBeVisible();
});

test('reviews what is typed', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('Dockerfile', 'FROM debian:12\nMAINTAINER me\n')]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('DL4000')).toBeVisible();
  await rewrite(view, 'FROM debian:12\nUSER 65534\nCOPY a /a\nCMD ["/a"]\n');
  await expect(view.getByText('No findings')).toBeVisible();
  await expect(view.getByText(/^\d+ rules were checked/)).toBeVisible();
  await rewrite(view, 'FROM debian:12\nEXPOES 80\n');
  await expect(view.getByText(/^Syntax error/)).toBeVisible();
  await view.getByRole('button', { name: 'Lines' }).click();
  await expect(view.getByText('A build stops at line 2')).toBeVisible();
  await expect(view.locator('tr[data-line="2"]')).toContainText('EXPOES 80');
});

test('goes from one Dockerfile to another', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  await addFiles(page, [file('Other.dockerfile', 'FROM <img onerror=alert(1)>\n')]);
  const view = await showLines(page);
  await expect(view.locator('tr[data-line="1"]')).toContainText('<img onerror=alert(1)>');
  await view.getByRole('combobox', { name: 'Dockerfile' }).selectOption('Dockerfile');
  await showLines(page);
  await expect(view.locator('tr[data-line="2"]')).toContainText('apt-get update');
  await expect(view.locator('img')).toHaveCount(0);
});

test('says where another Dockerfile built the image, and which lines were edited since', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage(), file('Dockerfile', 'FROM golang\nCOPY go.mod .\nRUN go build ./...\n')]);
  await waitUntilIdle(page);
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText(/^This Dockerfile did not build this image: line 2 \(COPY\) has no layer/)).toBeVisible();
  const better = await showView(page, 'better');
  await expect(
    better.getByText(/What they save is not measured\. This Dockerfile did not build this image/),
  ).toBeVisible();
  const first = (await showView(page, 'overview')).getByRole('region', { name: 'What to change first' });
  await expect(first).toContainText('This Dockerfile did not build this image');

  await page.getByRole('button', { name: 'Start over' }).click();
  const edited = shopDockerfile.replace('chown -R node:node /app', 'chown -R node:node /app/server.js');
  await choose(page, [await wastefulImage(), file('Dockerfile', edited)]);
  await waitUntilIdle(page);
  await showLines(page);
  await expect(view.getByText(/^This Dockerfile was changed since it built this image/)).toBeVisible();
  await view.locator('tr[data-line="6"]').getByRole('link', { name: 'edited since' }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/L6$/);
  await expect(view.locator('tr.messages')).toContainText('the image’s history says something else in its place');
});
