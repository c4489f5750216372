import { expect } from '@playwright/test';
import { makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { openShop, shopDockerfile, showView, wastefulImage } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

test('shows the figures, the load line in words, and every layer with its line', async ({ page }) => {
  await openShop(page);
  const view = page.locator('section[data-view="overview"]');
  // Stored: 300,000 + 9 + 400,000 + 20,000 + 7 + 20,000; wasted: server.js once and .env.
  await expect(view.getByRole('button', { name: '740 kB' }).first()).toBeVisible();
  await expect(view.getByText('20.0 kB overwritten')).toBeVisible();
  await expect(view.getByRole('figure')).toContainText(/Load line: 740 kB stored in 4 layers, of it 20\.0 kB wasted/);
  const rows = view.getByRole('region', { name: 'Layers' }).getByRole('row');
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(2)).toContainText('RUN apt-get update');
  await expect(rows.nth(2)).toContainText('line 2');
});

test('does not claim what could not be looked into', async ({ page }) => {
  const damage = (files: ArchiveFiles): void => {
    for (const bytes of files.values()) {
      const isGzip = bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (isGzip) bytes.fill(0x55, bytes.length / 2);
    }
  };
  const text = `layer  COPY . .\n  app/x  ${JSON.stringify('line of text, and another\n'.repeat(50))}\n`;
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'x:1', compression: 'gzip', change: damage });
  await page.goto('/');
  await choose(page, [file('x.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = page.locator('section[data-view="overview"]');
  await expect(view.getByRole('region', { name: 'Not analysed' })).toContainText(/findings.*could not be read/s);
  await expect(await showView(page, 'hardening')).toContainText('Layer 0 was not read to the end');
});

test('leads from a change to its place in the better Dockerfile', async ({ page }) => {
  await openShop(page);
  const first = page
    .getByRole('region', { name: 'What to change first' })
    .getByRole('listitem')
    .first()
    .getByRole('link');
  const address = await first.getAttribute('href');
  await first.click();
  expect(new URL(page.url()).hash).toBe(address);
  await expect(page.locator('section[data-view="better"] li.current')).toBeVisible();
});

test('copies the exact number behind a size', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openShop(page);
  await page.locator('section[data-view="overview"]').getByRole('button', { name: '740 kB' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('740016');
});

test('works with an image alone, and with a Dockerfile alone', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitForState(page, 'ready');
  await expect(page.getByText('No Dockerfile yet', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();
  await choose(page, [file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  await expect(page.getByText('No image yet')).toBeVisible();
  await expect(page.getByText('No image is open, so what they save is not measured.')).toBeVisible();
});

test('shows several images, one at a time', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage('a.tar'), await wastefulImage('b.tar')]);
  const picker = page.getByRole('combobox', { name: 'Image' });
  await expect(picker.getByRole('option')).toHaveCount(2);
  await waitForState(page, 'ready');
  await expect(page.getByText('b.tar', { exact: true })).toBeVisible();
  await picker.selectOption({ index: 0 });
  await expect(page.getByText('a.tar', { exact: true })).toBeVisible();
});

test('prints one page without the controls', async ({ page }) => {
  await openShop(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Start over' })).toBeHidden();
  await expect(page.getByRole('navigation').first()).toBeHidden();
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
