import { expect } from '@playwright/test';
import { join } from 'node:path';
import { makeArchive, makeTar } from '../support/make-archive.ts';
import { choose, file, test, waitForState, waitUntilIdle } from './support/page.ts';

const text = 'layer  RUN make\n  usr/bin/app  5000\n  etc/motd  "hello"\n';

test('an archive whose bytes are not those of its digests is an error at the top', async ({ page }) => {
  const blob = await makeArchive(text, {
    layout: 'skopeo',
    change(files) {
      const [name, bytes] = [...files].find(([name]) => name.endsWith('.tar'))!;
      const changed = Uint8Array.from(bytes as Uint8Array);
      changed[600]! ^= 1;
      files.set(name, changed);
    },
  });
  await page.goto('/');
  await choose(page, [file('changed.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('not what its manifest promises');
  await expect(alert).toContainText('layer 0');
  await expect(page.getByText(/changed\.tar is not what it promises/).first()).toBeAttached();
});

test('an archive that is as it should be says that all digests were verified', async ({ page }) => {
  const blob = await makeArchive(text, { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('web.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await expect(page.getByRole('region', { name: 'Digests' })).toContainText(/all \d verified/i);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('attestations are listed with what they state, and open', async ({ page }) => {
  await page.goto('/');
  await choose(page, [join(import.meta.dirname, '../fixtures/images/tiny-attested.oci.tar')]);
  await waitForState(page, 'ready');
  const section = page.getByRole('region', { name: 'Also in the archive' });
  await expect(section).toContainText('https://spdx.dev/Document');
  await expect(section).toContainText('https://slsa.dev/provenance');
  await section.getByRole('button', { name: /Open\s*: https:\/\/spdx/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('"predicateType"');
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a root file system of docker export is read as one layer when the user asks for it', async ({ page }) => {
  const directories = ['bin', 'etc', 'usr', 'var'].map((name) => ({
    header: { name: `${name}/`, type: 'directory' as const },
  }));
  const tar = await makeTar([
    { header: { name: '.dockerenv' }, body: new Uint8Array(0) },
    ...directories,
    { header: { name: 'etc/motd' }, body: new TextEncoder().encode('hello') },
  ]);
  await page.goto('/');
  await choose(page, [file('export.tar', tar)]);
  await waitForState(page, 'failed');
  await expect(page.getByText(/docker export/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Read it as one layer' }).click();
  await waitForState(page, 'ready');
  await expect(page.getByText('root file system').first()).toBeVisible();
  await page.goto('/#/layers');
  await expect(page.getByText('motd').first()).toBeVisible();
});

test('a layer that only changes owners is named as such', async ({ page }) => {
  const chown = `
    layer  COPY . /app
      app/server.js  20000
      app/lib.js  30000
    layer  RUN chown -R node:node /app
      app/server.js  20000  1000:1000
      app/lib.js  30000  1000:1000
  `;
  const blob = await makeArchive(chown, { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('web.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await waitUntilIdle(page);
  await page.goto('/#/layers/1');
  await expect(page.getByText('only owners, modes or times')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Layer 1', exact: true })).toContainText(
    /2 files, 50\.0 kB, with[^:]*: the owner changed/,
  );
  await page.goto('/#/waste');
  await expect(page.getByRole('region', { name: /stored in several places of all layers/ })).toContainText(
    '/app/lib.js',
  );
});
