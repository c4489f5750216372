import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { githubToken } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';
import { showView, wastefulImage } from './support/drive.ts';
import { choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';

/** Of the same form, with a checksum that does not hold. */
const otherToken = `gh${'s_'}${'a1B2'.repeat(9)}`;

async function leakyImage(): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
    layer  COPY . . # buildkit
      app/.env  ${JSON.stringify(`PORT=80\nGH_TOKEN=${githubToken}\n`)}
      app/copy/.env  ${JSON.stringify(`GH_TOKEN=${githubToken}\n`)}
    layer  RUN /bin/sh -c curl -u x:${otherToken} https://example.com && rm -r /app/.env /app/copy # buildkit
      app/.wh..env
      app/.wh.copy
  `;
  const config = { Env: ['PATH=/bin', `DEPLOY_TOKEN=${otherToken}`] };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config });
  return file('shop.tar', new Uint8Array(await blob.arrayBuffer()));
}

const dockerfile = 'FROM debian:12\nCOPY . .\nRUN curl -u x:$T https://example.com && rm -r /app/.env /app/copy\n';

async function openLeaky(page: Page): Promise<Locator> {
  await page.goto('/');
  await choose(page, [await leakyImage(), file('Dockerfile', dockerfile)]);
  await waitUntilIdle(page);
  return showView(page, 'secrets');
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
}

test('a secret in a deleted file is found, explained, revealed and hidden again', async ({ page }) => {
  const view = await openLeaky(page);
  const rows = view.locator('tr[data-key]');
  await expect(rows).toHaveCount(2);
  const [deleted, inConfig] = [rows.first(), rows.last()];
  await expect(deleted).toContainText(/error.*GitHub token.*\/app\/\.env.*\+ 1 more place.*layer 1.*2/s);
  await expect(deleted).toContainText('deleted in layer 2, still stored');
  await expect(inConfig).toContainText(/warning.*ENV DEPLOY_TOKEN.*in the config/s);
  await expect(view).not.toContainText(githubToken);

  await deleted.getByText('/app/.env').click();
  const value = view.getByRole('region', { name: 'Value' });
  await expect(value).toContainText('ghp_…17');
  await expect(value).toContainText('reads the file again');
  await expect(value.getByRole('button', { name: 'Copy' })).toHaveCount(0);
  await value.getByRole('button', { name: 'Reveal' }).click();
  await expect(value.getByLabel('Value')).toHaveText(githubToken);
  await expect(value.getByRole('button', { name: 'Copy' })).toBeVisible();
  await value.getByRole('button', { name: 'Hide again' }).click();
  await expect(view).not.toContainText(githubToken);

  await inConfig.getByRole('button').click();
  await expect(view.getByRole('region', { name: 'Places' }).last()).toContainText('RUN curl -u x:ghs_…B2 https://');
  await expect(view).not.toContainText(otherToken);
  await inConfig.getByRole('button').click();

  const places = view.getByRole('region', { name: 'Places' });
  await expect(places.getByRole('listitem')).toHaveCount(2);
  await expect(places).toContainText('made by COPY . .');
  const reading = view.getByRole('region', { name: 'Who can read it' });
  await expect(reading).toContainText('docker save shop:1.0 -o shop.tar');
  await expect(reading).toContainText(/tar -xOf shop\.tar blobs\/sha256\/\w{64} \| tar -xOf - app\/\.env/);
  await reading.getByRole('combobox').selectOption({ label: '/app/copy/.env, layer 1' });
  await expect(reading).toContainText('tar -xOf - app/copy/.env');
  const ending = view.getByRole('region', { name: 'How to end it' });
  await expect(ending.getByRole('listitem').first()).toContainText('Revoke it');
  await expect(ending).toContainText('**/.env');

  await places.getByRole('link', { name: 'Dockerfile, line 2' }).first().click();
  await expect(page).toHaveURL(/#\/dockerfile\/L2$/);
  await showView(page, 'secrets');
  await view.locator('tr[data-key]').first().getByRole('link', { name: 'layer 1' }).click();
  await expect(page.locator('section[data-view="layers"] tr.line.selected')).toContainText('.env');
});

test('rows are filtered, sorted, and opened by the keyboard and by their address', async ({ page }) => {
  const view = await openLeaky(page);
  const rows = view.locator('tr[data-key]');
  await view.getByRole('button', { name: 'Config' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('ENV DEPLOY_TOKEN');
  await view.getByRole('button', { name: 'Visible' }).click();
  await expect(view).toContainText('No secret is left by what is set above.');
  await view.getByRole('button', { name: 'All' }).click();
  await view.getByRole('searchbox').fill('deploy');
  await expect(rows).toHaveCount(1);
  await view.getByRole('searchbox').fill('');
  await view.getByRole('button', { name: /^error/ }).click();
  await expect(rows).toContainText('warning');
  await view.getByRole('button', { name: /^error/ }).click();
  await view.getByRole('columnheader', { name: 'Severity' }).getByRole('button').click();
  await expect(rows.first()).toContainText('warning');

  const opener = (at: number): Locator => rows.nth(at).getByRole('button');
  await opener(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(opener(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(opener(1)).toHaveAttribute('aria-expanded', 'true');
  const address = await view.getByTitle('Address of this secret').getAttribute('href');
  await page.keyboard.press('ArrowLeft');
  await page.evaluate((hash) => (location.hash = hash ?? ''), address);
  await expect(view.locator(`tr[data-key="${address?.replace('#/secrets/', '')}"] button`)).toHaveAttribute('aria-expanded', 'true'); // prettier-ignore
});

test('the overview leads to them', async ({ page }) => {
  await openLeaky(page);
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*2\s*1 error, 1 warning\s*where they stand/);
  await overview.getByRole('link', { name: /End the 2 secrets/ }).click();
  await expect(page).toHaveURL(/#\/secrets$/);
});

test('where there are none, it says what was searched', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitUntilIdle(page);
  const view = await showView(page, 'secrets');
  await expect(view).toContainText('No secrets found');
  await expect(view.getByRole('region', { name: 'What was searched' })).toContainText(/\d+ files.* in 5 layers/s);
  await expect(await showView(page, 'overview')).toContainText('none found');
});

for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 800 }, contextOptions: { reducedMotion: 'reduce' } });

    test('an open row is well formed, and nothing is wider than the window', async ({ page }) => {
      const view = await openLeaky(page);
      await view.locator('tr[data-key]').first().getByRole('button').click();
      await view.getByRole('button', { name: 'Reveal' }).click();
      await expect(view.getByRole('button', { name: 'Hide again' })).toBeVisible();
      await expectNoViolations(page);
      expect(await view.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
    });
  });
}
