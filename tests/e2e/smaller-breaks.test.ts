import { expect, type Locator, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeArchive } from '../support/make-archive.ts';
import { showView } from './support/drive.ts';
import { choose, waitUntilIdle } from './support/page.ts';
import { downloadBy, withoutPicker, withPicker } from './support/picker.ts';
import { ownFiles, test as onDisk } from './support/profile.ts';

onDisk.describe.configure({ timeout: 180_000 });

const large =
  'layer  COPY data /data\n  data/big.bin  160000000\n  data/old  "x"\nlayer  RUN rm /data/old\n  data/.wh.old\n';

async function openLarge(page: Page, folder: string): Promise<Locator> {
  const archive = await makeArchive(large, { layout: 'docker25', tag: 'large:1', compression: 'none' });
  await writeFile(join(folder, 'large.tar'), new Uint8Array(await archive.arrayBuffer()));
  await page.goto('/');
  await choose(page, [join(folder, 'large.tar')]);
  await waitUntilIdle(page);
  return showView(page, 'smaller');
}

onDisk('where there is no more room in the middle, it is told, and nothing is left', async ({ page, folder }) => {
  await withoutPicker(page);
  const view = await openLarge(page, folder);
  const session = await page.context().newCDPSession(page);
  const limit = (quotaSize?: number): Promise<unknown> =>
    session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
  await limit(20_000_000);
  const button = view.getByRole('button', { name: /^Save large/ });
  await button.click();
  await expect(view.getByRole('alert')).toHaveText(
    /^large-1-cleaned\.tar could not be saved: after [\d.]+ MB there was no more room for it/,
  );
  await expect.poll(() => ownFiles(page)).toEqual([]);
  await limit();
  expect((await downloadBy(page, button)).bytes.length).toBeGreaterThan(160_000_000);
});

onDisk(
  'what is cancelled in the middle leaves no file that could be taken for a whole one',
  async ({ page, folder }) => {
    await withPicker(page);
    const view = await openLarge(page, folder);
    await view.getByRole('checkbox', { name: 'One time for everything' }).check();
    await view.getByRole('button', { name: /^Save large/ }).click();
    const bar = view.getByRole('progressbar');
    await expect.poll(() => bar.evaluate((one: HTMLProgressElement) => one.value)).toBeGreaterThan(0);
    await view.getByRole('button', { name: 'Cancel' }).click();
    await expect(view.getByRole('button', { name: /^Save large/ })).toBeEnabled();
    await expect.poll(() => ownFiles(page), { timeout: 15_000 }).toEqual([]);
  },
);
