import { expect } from '@playwright/test';
import { packImages } from '../support/several-images.ts';
import { computeLong } from './support/breakdowns.ts';
import { showView } from './support/drive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';
import { startStaticHost } from './support/static-host.ts';

const base = 'layer  ADD rootfs.tar /\n  bin/sh  300000\nlayer  RUN apt-get install\n  usr/bin/python3  5200000\n';
const archive = packImages([
  { tags: ['web:1.4'], text: `${base}layer  COPY web /app\n  app/web  90000\n` },
  { tags: ['worker:2'], text: `${base}layer  COPY worker /app\n  app/worker  7000\n` },
  { tags: ['web:slim'], text: base },
  { tags: ['other:1'], text: 'layer  COPY other /\n  other  400\n' },
]);

test('says which layers an image shares with the others, and leads there', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('images.tar', await archive)]);
  await waitUntilIdle(page);
  const view = await showView(page, 'overview');
  await expect(view.getByText('in other images too: 5.50 MB')).toBeVisible();
  const shared = view.getByRole('region', { name: 'Shared with other images' });
  await expect(shared.getByRole('listitem')).toHaveText([
    /worker:2\s*2 of 3 layers\s*5\.50 MB/,
    /web:slim\s*2 of 3 layers\s*5\.50 MB/,
  ]);

  await shared.getByRole('button', { name: 'web:slim' }).click();
  await expect(page).toHaveTitle(/web:slim/);
  await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue('2');
  await expect(shared.getByRole('listitem')).toHaveText([/web:1\.4\s*all 2 layers/, /worker:2\s*all 2 layers/]);

  await page.getByRole('combobox', { name: 'Image' }).selectOption('other:1');
  await expect(shared).toContainText('None of its layers is in another image.');
  await expect(view.getByText('in other images too')).toHaveCount(0);
});

test('an image of another archive counts as well; a single image has nothing to share', async ({ page }) => {
  const alone = await packImages([{ tags: ['older:1'], text: base }]);
  await page.goto('/');
  await choose(page, [file('older.tar', alone)]);
  await waitForState(page, 'ready');
  const shared = page.getByRole('region', { name: 'Shared with other images' });
  await expect(shared).toHaveCount(0);
  await page
    .getByLabel('+ Add files')
    .first()
    .setInputFiles([file('images.tar', await archive)]);
  await waitUntilIdle(page);
  await page.getByRole('combobox', { name: 'Image' }).selectOption('older:1');
  await expect(shared.getByRole('listitem')).toHaveCount(3);
});

test('a layer that several images share is scanned once', async ({ page }) => {
  let scanned = 0;
  const host = await startStaticHost({
    inWorkers: computeLong('scan-layer', 0),
    answerTo: (path) => (path.startsWith('/tried/scan-layer/') ? String(++scanned) : null),
  });
  try {
    await page.goto(host.url);
    await choose(page, [file('images.tar', await archive)]);
    await waitUntilIdle(page);
    // Two layers of the base, and one of each image but the slim one.
    expect(scanned).toBe(5);
  } finally {
    await host.close();
  }
});

test('a compressed layer that several images share is unpacked once for its files', async ({ page }) => {
  let unpacked = 0;
  const host = await startStaticHost({
    inWorkers: computeLong('unpack-archive', 0),
    answerTo: (path) => (path.startsWith('/tried/unpack-archive/') ? String(++unpacked) : null),
  });
  const base = 'layer  ADD rootfs.tar /\n  etc/motd  "hello"\n  etc/issue  "welcome"\n';
  const packed = await packImages(
    [
      { tags: ['web:1'], text: `${base}layer  COPY web /app\n  app/web  "web"\n` },
      { tags: ['worker:2'], text: `${base}layer  COPY worker /app\n  app/worker  "worker"\n` },
    ],
    { compression: 'gzip' },
  );
  const open = async (path: string, contents: string): Promise<void> => {
    await page.evaluate((path) => (location.hash = `#/layers/1;file/${path}`), path);
    const shown = page.getByRole('region', { name: /^Contents of/ });
    await expect(shown.locator('[data-line="1"] code')).toHaveText(contents);
  };
  try {
    await page.goto(host.url);
    await choose(page, [file('images.tar', packed)]);
    await waitUntilIdle(page);
    await open('etc/motd', 'hello');
    await open('app/web', 'web');
    expect(unpacked).toBe(2);
    await page.getByLabel('Image', { exact: true }).selectOption('worker:2');
    await expect(page).toHaveTitle(/worker:2/);
    await open('etc/issue', 'welcome');
    expect(unpacked).toBe(2);
    await open('app/worker', 'worker');
    expect(unpacked).toBe(3);
  } finally {
    await host.close();
  }
});

test('an image with several tags shows them all', async ({ page }) => {
  const tags = ['registry.example.org/team/web:1.4', 'web:latest', 'web:<b>bold</b>'];
  await page.goto('/');
  await choose(page, [file('web.tar', await packImages([{ tags, text: base }]))]);
  await waitForState(page, 'ready');
  await expect(page).toHaveTitle(/registry\.example\.org\/team\/web:1\.4/);
  const facts = page.getByRole('region', { name: 'Configuration' });
  await expect(facts.locator('dd').first().locator('code')).toHaveText(tags);
});
