import { expect } from '@playwright/test';
import { addFiles, choose, file, test, waitForState } from './support/page.ts';
import { openShop, shopDockerfile, wastefulImage } from './support/drive.ts';
import { startStaticHost } from './support/static-host.ts';

test('starts empty, with one way in for each kind of input', async ({ page }) => {
  await page.goto('/');
  await waitForState(page, 'empty');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What weighs your container image down?');
  await expect(page.getByLabel('Choose files')).toHaveAttribute('multiple');
  await expect(page.getByText('docker save my-image:tag -o image.tar')).toBeVisible();
});

test('moves the focus to the heading once there is something to see', async ({ page }) => {
  await openShop(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/shop:1\.0/);
});

test('names what it does not recognise, and takes the next file all the same', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('notes.tar', 'just text\n')]);
  await waitForState(page, 'failed');
  await expect(page.getByText(/notes\.tar was not recognised/)).toBeVisible();
  await choose(page, [file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  await expect(page.getByText(/notes\.tar/)).toHaveCount(0);
});

test('takes a Dockerfile that is pasted anywhere, or into the dialog', async ({ page }) => {
  await page.goto('/');
  const paste = (text: string): Promise<void> =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste('only a sentence');
  await expect(page.getByText(/pasted text does not read as a Dockerfile/)).toBeVisible();
  await paste(shopDockerfile);
  await waitForState(page, 'ready');

  await page.getByRole('button', { name: 'Start over' }).click();
  await waitForState(page, 'empty');
  await page.getByRole('button', { name: 'Paste a Dockerfile' }).click();
  await page.getByLabel('Text of the Dockerfile').fill(shopDockerfile);
  await page.getByRole('button', { name: 'Use this Dockerfile' }).click();
  await waitForState(page, 'ready');
});

test('says what will happen while something is held over the window', async ({ page }) => {
  await page.goto('/');
  const image = await wastefulImage();
  const held = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], 'shop.tar'));
      return transfer;
    },
    [...image.buffer],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: held });
  await expect(page.getByText(/Let go to read this file/)).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: held });
  await waitForState(page, 'ready');
  await expect(page.getByText(/Let go/)).toHaveCount(0);
});

test('adds to the session, and Start over clears it', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitForState(page, 'ready');
  await addFiles(page, [file('Dockerfile', shopDockerfile), file('empty.tar', '')]);
  await expect(page.getByRole('link', { name: /^Dockerfile/ }).first()).not.toHaveClass(/missing/);
  await page.getByRole('button', { name: '1 problem' }).click();
  const problems = page.locator('#problems');
  await expect(problems).toContainText('empty.tar is empty');
  await problems.getByRole('button', { name: /Dismiss/ }).click();
  await expect(page.getByRole('button', { name: /problem/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Start over' }).click();
  await waitForState(page, 'empty');
});

test('is led by the keyboard', async ({ page }) => {
  await openShop(page);
  for (const [key, id] of [
    ['2', 'layers'],
    ['4', 'secrets'],
    ['5', 'hardening'],
    ['7', 'context'],
    ['9', 'better'],
    ['0', 'export'],
    ['1', 'overview'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`section[data-view="${id}"]`)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`#/${id}$`));
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.locator('section[data-view="overview"]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keeps the theme that was chosen', async ({ page }) => {
  await page.goto('/');
  const html = page.locator('html');
  await expect(html).not.toHaveAttribute('data-theme');
  await page.getByRole('button', { name: /^Theme: as the system/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
});

test('says what is enforced, and what is not', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /How to check that/ }).click();
  const dialog = page.getByRole('dialog', { name: /nothing leaves/ });
  await expect(dialog).toContainText("connect-src 'self'");
  await expect(dialog).toContainText('not navigation');
});

test('says what is missing without a secure context', async ({ page }) => {
  const host = await startStaticHost();
  await page.goto(`http://plain.test:${host.port}/`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(page.getByText(/came over plain HTTP/)).toBeVisible();
  await choose(page, [await wastefulImage(), file('Dockerfile', shopDockerfile)]);
  await waitForState(page, 'ready');
  await host.close();
});
