import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { doTheWholeJob, untilLoaded, untilReported } from './support/main-job.ts';
import { startStaticHost, type StaticHost } from './support/static-host.ts';

/** What the user's files meet: nothing is sent, and the network can go away. On the plainest static host there is. */
const test = base.extend<{ host: StaticHost; errors: string[] }>({
  // eslint-disable-next-line no-empty-pattern
  host: async ({}, use) => {
    const host = await startStaticHost();
    await use(host);
    await host.close();
  },
  errors: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await use(errors);
  },
});

function recordAddresses(context: BrowserContext): URL[] {
  const addresses: URL[] = [];
  context.on('request', (request) => addresses.push(new URL(request.url())));
  return addresses;
}

/** Chooses a file with a name of its own, so that the name too would be noticed on its way out. */
async function chooseUsersDockerfile(page: Page): Promise<void> {
  const buffer = Buffer.from('FROM debian:12\nENV TOKEN=users-secret\nCMD ["true"]\n');
  const file = { name: 'users.Dockerfile', mimeType: '', buffer };
  await page.getByLabel('Choose files').first().setInputFiles(file);
  await expect(page.locator('html')).toHaveAttribute('data-state', 'ready');
}

test('the whole job leaves no trace on the network', async ({ page, context, host, errors }) => {
  const addresses = recordAddresses(context);
  await page.goto(host.url);
  await untilLoaded(page);
  const listed = (await page.evaluate(async () => (await fetch('files.json')).json())) as string[];

  await chooseUsersDockerfile(page);
  await page.getByRole('button', { name: 'Start over' }).first().click();
  await doTheWholeJob(page);

  // Seen by the browser: the page's own origin, and what never leaves it.
  const reached = addresses.filter(({ protocol }) => protocol !== 'blob:' && protocol !== 'data:');
  expect(new Set(reached.map(({ origin }) => origin))).toEqual(new Set([new URL(host.url).origin]));
  // Seen by the host: files of the build were asked for, by their plain addresses, and nothing was handed over.
  // Of advisories the manifest, which says what there is; what an image needs of them has the name of an ecosystem.
  const known = ['/', '/files.json', '/sw.js', '/vulndb/manifest.json', ...listed.map((file) => `/${file}`)];
  expect(host.requests.filter(({ url }) => !known.includes(url))).toEqual([]);
  expect(host.requests.filter(({ method, bodyBytes }) => method !== 'GET' || bodyBytes > 0)).toEqual([]);
  expect(errors).toEqual([]);
});

test('after loading, the network is not needed', async ({ page, context, host, errors }) => {
  await page.goto(host.url);
  await untilLoaded(page);
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'service-worker');
  await context.setOffline(true);
  await host.close();
  await doTheWholeJob(page);
  expect(errors).toEqual([]);
});

test('a second visit without network works', async ({ page, context, host }) => {
  await page.goto(host.url);
  await untilLoaded(page);
  await page.close();
  await context.setOffline(true);
  await host.close();

  const second = await context.newPage();
  await second.goto(host.url);
  await untilLoaded(second);
  await doTheWholeJob(second);
});

test('a second visit without network works as npm start serves it', async ({ page, context }) => {
  await page.goto('./');
  await untilLoaded(page);
  await page.close();
  await context.setOffline(true);

  const second = await context.newPage();
  await second.goto('./');
  await untilLoaded(second);
  await doTheWholeJob(second);
});

test('a new build replaces the cache of the old one', async ({ page, host }) => {
  await page.goto(host.url);
  await untilLoaded(page);
  const kept = 'plimsoll advisories';
  const first = (await page.evaluate(() => caches.keys())).sort();
  expect(first).toEqual([kept, expect.stringMatching(/^plimsoll-[0-9a-f]{16}$/)]);

  await page.evaluate(async () => {
    await caches.open('plimsoll-of-an-older-build');
    await caches.open('somebody-else');
    await (await navigator.serviceWorker.getRegistration())?.unregister();
  });
  await page.reload();
  await untilLoaded(page);
  const names = await page.evaluate(() => caches.keys());
  // Advisories are newer than any build.
  expect(names).toHaveLength(3);
  expect(names).toEqual(expect.arrayContaining(['somebody-else', kept]));
});

test.describe('over plain HTTP, without a secure context', () => {
  test('the main job works, and the page says what is missing', async ({ page, host, errors }) => {
    await page.goto(`http://plain.test:${host.port}/`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await expect(page.getByText(/plain HTTP/)).toBeVisible();
    await untilLoaded(page);
    await expect(page.locator('html')).toHaveAttribute('data-offline', 'this-visit');
    await doTheWholeJob(page);
    expect(errors).toEqual([]);
  });

  test('views still open once the network is gone', async ({ page, context, host }) => {
    await page.goto(`http://plain.test:${host.port}/`);
    await untilLoaded(page);
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await untilReported(page);
    await context.setOffline(true);
    for (const name of [/^Waste/, /^Layers/, /^Export/]) {
      await page.getByRole('link', { name }).first().click();
      await expect(page.locator('main section[data-view]:visible')).not.toContainText('could not be loaded');
    }
  });
});
