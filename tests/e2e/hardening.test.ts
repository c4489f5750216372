import { expect, type Locator, type Page } from '@playwright/test';
import { makeArchive, type ArchiveFiles } from '../support/make-archive.ts';
import { showView } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';

const looseDockerfile = 'FROM debian:12\nCOPY . .\nRUN chmod u+s /usr/bin/tool\n';

/** Runs as root, has a shell, a program with the setuid bit and no health check. */
async function looseImage(): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
      etc/passwd  "root:x:0:0:root:/root:/bin/sh\\n"
    layer  COPY . . # buildkit
      app/server.js  500
      usr/bin/tool  700  0755
    layer  RUN /bin/sh -c chmod u+s /usr/bin/tool # buildkit
      usr/bin/tool  700  04755
  `;
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config: { Cmd: ['/bin/sh'] } });
  return file('shop.tar', new Uint8Array(await blob.arrayBuffer()));
}

async function openLoose(page: Page): Promise<Locator> {
  await page.goto('/');
  await choose(page, [await looseImage(), file('Dockerfile', looseDockerfile)]);
  await waitUntilIdle(page);
  return showView(page, 'hardening');
}

const row = (view: Locator, code: string): Locator => view.locator(`tr[data-key="${code}"]`);

test('a check that failed says why, what to do, and leads to the file, its layer and its line', async ({ page }) => {
  const view = await openLoose(page);
  // Told once: by the check that knows that no package brought the file, with the code of the other.
  await expect(row(view, 'CIS-DI-0008')).toHaveCount(0);
  const setuid = row(view, 'PL2020');
  await expect(setuid).toContainText(/warning.*PL2020.*CIS-DI-0008.*failed/s);
  await setuid.click();
  await expect(view.getByRole('region', { name: 'Why' })).not.toBeEmpty();
  await expect(view.getByRole('region', { name: 'What to do' })).toContainText('chmod a-s');
  const found = view.getByRole('region', { name: 'Result' });
  await expect(found.getByRole('link', { name: 'line 3' })).toHaveAttribute('href', '#/dockerfile/L3');
  await expect(found.getByRole('link', { name: 'layer 2' })).toHaveAttribute('href', '#/layers/2');
  await found.getByRole('link', { name: '/usr/bin/tool' }).click();
  await expect(page).toHaveURL(/#\/layers\/2\/usr\/bin\/tool$/);
  await expect(page.getByRole('region', { name: 'Details of the chosen file' })).toContainText('-rwsr-xr-x');
});

test('what failed comes first; all others say how they went', async ({ page }) => {
  const view = await openLoose(page);
  const failed = await view.locator('tr[data-key]').count();
  await expect(
    page
      .getByRole('navigation')
      .first()
      .getByRole('link', { name: /Hardening/ }),
  ).toContainText(String(failed));
  expect(await view.locator('tr[data-key]', { hasNotText: 'failed' }).count()).toBe(0);
  await view.getByRole('button', { name: /^All \d/ }).click();
  expect(await view.locator('tr[data-key]').count()).toBeGreaterThan(failed);
  await view.getByRole('searchbox').fill('CIS-DI-0008');
  await row(view, 'CIS-DI-0008').click();
  await expect(view.getByRole('region', { name: 'Result' })).toContainText('told by PL2020');
  await row(view, 'CIS-DI-0008').click();
  await view.getByRole('searchbox').fill('');
  const leftovers = view.locator('tbody', { hasText: 'Caches and leftovers' });
  const fold = leftovers.locator('tr[data-key]', { hasText: /\d+ checks do not apply to this image/ });
  const none = leftovers.locator('tr.line', { hasText: 'not applicable' });
  await expect(none).toHaveCount(0);
  await fold.click();
  await expect(none).toHaveCount(Number.parseInt((await fold.textContent()) ?? '', 10));
  await none.first().click();
  await expect(view.getByRole('region', { name: 'Result' })).toContainText('Why it does not apply');
  await fold.click();
  await expect(none).toHaveCount(0);
  await view.getByRole('searchbox').fill('CIS-DI-0001');
  await expect(view.locator('tr[data-key]')).toHaveCount(1);
  await view.getByRole('searchbox').fill('no such check');
  await expect(view).toContainText('No check is left by what is set above.');
});

test('is led by the keyboard', async ({ page }) => {
  const view = await openLoose(page);
  const openers = view.locator('tr[data-key] button');
  await openers.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(openers.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(openers.nth(1)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(openers.nth(1)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('End');
  await expect(openers.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(openers.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(openers.first()).toHaveAttribute('aria-expanded', 'true');

  await view.getByRole('button', { name: /^All \d/ }).click();
  const fold = view.getByRole('button', { name: /checks do not apply to this image/ }).first();
  const key = (await fold.locator('xpath=ancestor::tr').getAttribute('data-key')) ?? '';
  const next = view.locator(`tr[data-key="${key}"] + tr[data-key]`).getByRole('button');
  await fold.focus();
  await page.keyboard.press('Space');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(next).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(next).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(fold).toBeFocused();
});

test('a check that does not apply is shown where an address names it', async ({ page }) => {
  const view = await openLoose(page);
  await page.evaluate(() => (location.hash = '#/hardening/DS-0020'));
  await expect(row(view, 'DS-0020').getByRole('button')).toHaveAttribute('aria-expanded', 'true');
  await expect(row(view, 'DS-0020')).toBeInViewport();
  await expect(view.getByRole('region', { name: 'Result' })).toContainText('No step calls zypper install.');
});

test('the overview tells how each group went, and leads to it; an address leads to a check', async ({ page }) => {
  const view = await openLoose(page);
  const failed = await view.locator('tr[data-key]').count();
  const overview = await showView(page, 'overview');
  await expect(overview.getByRole('link', { name: `${failed} hardening checks failed` })).toBeVisible();
  const card = overview.getByRole('region', { name: 'Hardening' });
  const cells = await card.locator('td.failed').allTextContents();
  expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(failed);
  await card.getByRole('link', { name: 'User and rights' }).click();
  await expect(view.locator('tr[data-group="rights"]')).toBeInViewport();
  await page.evaluate(() => (location.hash = '#/hardening/CIS-DI-0001'));
  await expect(row(view, 'CIS-DI-0001').getByRole('button')).toHaveAttribute('aria-expanded', 'true');
});

test('of an image in which nothing failed it says how much passed, and shows all', async ({ page }) => {
  const text = `
    layer  COPY /out / # buildkit
      etc/passwd  "root:x:0:0:root:/root:/sbin/nologin\\napp:x:10001:10001::/:/sbin/nologin\\n"
      etc/group  "root:x:0:\\napp:x:10001:\\n"
      app/health  400  0755
  `;
  const config = { User: 'app', Env: ['PATH=/app'], Healthcheck: { Test: ['CMD', '/app/health'] } };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'tide:1.4', config });
  await page.goto('/');
  await choose(page, [file('tide.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = await showView(page, 'hardening');
  await expect(view).toContainText(
    /No check failed\s*\d+ of \d+ checks passed; the others ask for what this image\s+does not have\./,
  );
  await expect(view.getByRole('button', { name: /^All \d/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(view.locator('tr[data-key]', { hasText: 'passed' }).first()).toBeVisible();
});

test('of a layer that could not be read it says what is not known', async ({ page }) => {
  const damage = (files: ArchiveFiles): void => {
    for (const [, bytes] of files) {
      const isGzip = bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (isGzip) bytes.fill(0x55, bytes.length / 2);
    }
  };
  const text = `layer  COPY . .\n  app/x  ${JSON.stringify('line of text, and another\n'.repeat(50))}\n`;
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'x:1', compression: 'gzip', change: damage });
  await page.goto('/');
  await choose(page, [file('x.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitUntilIdle(page);
  const view = await showView(page, 'hardening');
  await expect(view).toContainText('Layer 0 was not read to the end, so what is in the rest was not checked.');
  const filter = view.getByRole('button', { name: /^Not known \d/ });
  const count = Number.parseInt(((await filter.textContent()) ?? '').replace(/\D/g, ''), 10);
  expect(count).toBeGreaterThan(0);
  await filter.click();
  await expect(view.locator('tr[data-key]')).toHaveCount(count);
  await expect(view.locator('tr[data-key]', { hasText: 'not known' })).toHaveCount(count);
  const card = (await showView(page, 'overview')).getByRole('region', { name: 'Hardening' });
  const cells = await card.locator('td.unknown').allTextContents();
  expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(count);
});

test('the attack surface lists programs with their sizes, and what they are together', async ({ page }) => {
  const view = await openLoose(page);
  const surface = view.getByRole('region', { name: 'Attack surface' });
  await expect(surface).toContainText('1 program, 3.00 kB');
  await expect(surface.getByRole('row').last()).toContainText(/shell.*sh.*\/bin\/sh.*3\.00 kB.*layer 0/s);
});

test('what a layer brought, and the lines that layers came from', async ({ page }) => {
  await openLoose(page);
  await page.evaluate(() => (location.hash = '#/layers/1'));
  const layers = page.locator('section[data-view="layers"]');
  const brought = layers.getByRole('table', { name: 'What this layer stored, by folder' });
  await expect(brought.getByRole('row').nth(1)).toHaveText(/^\s*\/usr\/bin\s*700 B\s*700 B\s*1\s*$/);
  await expect(brought.getByRole('row').nth(2)).toHaveText(/^\s*\/app\s*500 B\s*–\s*1\s*$/);
  await layers.locator('tr.layer').nth(1).getByRole('link', { name: 'line 2' }).click();
  const dockerfile = page.locator('section[data-view="dockerfile"]');
  await expect(dockerfile.getByText(/^This Dockerfile built this image: every instruction/)).toBeVisible();
  await dockerfile.getByRole('button', { name: 'Lines' }).click();
  const line = dockerfile.locator('tr[data-line="2"]');
  await expect(line).toHaveClass(/current/);
  await expect(line).toContainText(/1\.20 kB.*700 B/s);
  const told = dockerfile.locator('tr.messages');
  await expect(told).toContainText('Layer 1 stores 1.20 kB, of it 700 B wasted');
  await told.getByRole('link', { name: 'Its files' }).click();
  await expect(page).toHaveURL(/#\/layers\/1$/);
});

inLooks(bothLooks, () => {
  test('everyone can use it, and nothing is too wide', async ({ page }) => {
    const view = await openLoose(page);
    await row(view, 'PL2020').click();
    await expectWellFormed(page, 'hardening');
    await page.evaluate(() => (location.hash = '#/dockerfile/L2'));
    const dockerfile = page.locator('section[data-view="dockerfile"]');
    await expect(dockerfile.locator('.cm-content')).toBeVisible();
    await expectWellFormed(page, 'dockerfile, to be edited');
    await dockerfile.getByRole('button', { name: 'Lines' }).click();
    await expect(dockerfile.locator('tr.messages')).toBeVisible();
    await expectWellFormed(page, 'dockerfile');
    await page.evaluate(() => (location.hash = '#/layers/1'));
    await expectWellFormed(page, 'layers');
    await page.evaluate(() => (location.hash = '#/overview'));
    await expectWellFormed(page, 'overview');
  });
});
