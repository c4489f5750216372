import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { makeArchive } from '../support/make-archive.ts';
import { openShop, shopDockerfile, showView } from './support/drive.ts';
import { choose, file, test, waitForState } from './support/page.ts';

test('switches changes off and on; with all off the text is the original', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'better');
  const boxes = view.getByRole('checkbox');
  const count = await boxes.count();
  expect(count).toBeGreaterThan(0);
  await expect(view.getByText(`${count} of ${count}`)).toBeVisible();
  await expect(view.locator('td.added').first()).toBeVisible();

  await boxes.first().click();
  await expect(boxes.first()).not.toBeChecked();
  await expect(view.getByText(`${count - 1} of ${count}`)).toBeVisible();

  await view.getByRole('button', { name: 'Switch all on' }).click();
  await view.getByRole('button', { name: 'Switch all off' }).click();
  await expect(view.getByText(`0 of ${count}`)).toBeVisible();
  await expect(view.locator('td.added, td.removed')).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    view.getByRole('button', { name: 'Download Dockerfile' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Dockerfile');
  expect(await readFile(await download.path(), 'utf8')).toBe(shopDockerfile);
});

test('hands out the .dockerignore with its text', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'better');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    view.getByRole('button', { name: 'Download .dockerignore' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/dockerignore$/);
  const text = await readFile(await download.path(), 'utf8');
  await expect(view.locator('pre')).toHaveText(text.trimEnd());
});

test('keeps what was switched while another view is shown', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'better');
  await view.getByRole('checkbox').first().click();
  await showView(page, 'export');
  await showView(page, 'better');
  await expect(view.getByRole('checkbox').first()).not.toBeChecked();
});

test('copies the better text', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openShop(page);
  const view = await showView(page, 'better');
  await view.getByRole('button', { name: 'Copy the better Dockerfile' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('FROM debian:12');
  expect(copied).not.toBe(shopDockerfile);
});

test('says that nothing is measured without an image', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'better');
  await expect(view.getByText(/not measured: no image is read/)).toBeVisible();
});

test('shows one column of the comparison where there is no room for two', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openShop(page);
  const view = await showView(page, 'better');
  await expect(view.locator('td.added').first()).toBeVisible();
  expect(await view.locator('tbody tr').first().locator('td').count()).toBeLessThanOrEqual(2);
});

test('takes a secret that was found in the image out of the Dockerfile', async ({ page }) => {
  const variable = `CI_ACCESS=gh${'p_'}${'a1B2c3'.repeat(6)}`;
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
    empty  ENV ${variable}
    layer  RUN /bin/sh -c make # buildkit
      app  2000
  `;
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config: { Env: [variable] } });
  const dockerfile = `FROM debian:12\nENV ${variable}\nRUN make\n`;
  await page.goto('/');
  await choose(page, [file('shop.tar', new Uint8Array(await blob.arrayBuffer())), file('Dockerfile', dockerfile)]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'better');
  await expect(view.getByText('Take the value of CI_ACCESS out of the image').first()).toBeVisible();
});

test('a profile has its changes on, and the user’s own choices are told and taken back', async ({ page }) => {
  const text = 'FROM node:20\nWORKDIR /app\nCOPY server.js .\nCMD node server.js\n';
  await page.goto('/');
  await choose(page, [file('Dockerfile', text)]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'better');
  const asUser = view.getByRole('checkbox', { name: /^Run as the user/ });
  await expect(view.getByRole('radio', { name: 'Balanced' })).toBeChecked();
  await expect(asUser).toBeChecked();

  await view.getByRole('radio', { name: 'Balanced' }).press('ArrowLeft');
  await expect(view.getByRole('radio', { name: 'Safe' })).toBeChecked();
  await expect(asUser).not.toBeChecked();
  await expect(view.locator('td.added', { hasText: 'USER' })).toHaveCount(0);

  await asUser.click();
  await expect(view.getByText('1 change is switched otherwise.')).toBeVisible();
  await view.getByRole('button', { name: 'As the profile has them' }).click();
  await expect(asUser).not.toBeChecked();
  await expect(view.getByText('switched otherwise')).toBeHidden();
});
