import { expect } from '@playwright/test';
import { makeArchive } from '../support/make-archive.ts';
import { openShop, showView } from './support/drive.ts';
import { choose, file, test, waitUntilIdle } from './support/page.ts';

test('the Dockerfile tells where the base image ends, and both sides add up', async ({ page }) => {
  await openShop(page);
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText('of it yours: 440 kB');
  await expect(overview).toContainText('of it yours: 20.0 kB');
  const layers = await showView(page, 'layers');
  const end = layers.locator('tr.end');
  await expect(end).toContainText('Base image ends here: debian:12');
  await expect(layers.locator('.list tbody tr')).toHaveText([
    /ADD rootfs/,
    /Base image ends here/,
    /apt-get/,
    /COPY/,
    /rm/,
    /chown/,
  ]);

  await end.getByRole('combobox').selectOption('after layer 2');
  await expect(layers.locator('.list tbody tr').nth(3)).toContainText('Base image ends here');
  const waste = await showView(page, 'waste');
  await expect(waste.getByRole('region', { name: 'Totals' })).toContainText(
    '0 B of it lie in your layers, 20.0 kB in those of the base image; of these your layers hid 20.0 kB',
  );
  await waste.getByRole('group', { name: 'Stored by' }).getByRole('button', { name: 'Yours' }).click();
  await expect(waste).toContainText('Nothing is wasted in your layers.');
  await waste.getByRole('button', { name: 'Base image' }).click();
  await waste.getByRole('button', { name: 'Paths' }).click();
  await expect(waste.getByRole('region', { name: 'Wasted files' }).locator('tbody tr')).toHaveCount(2);

  await showView(page, 'layers');
  await end.getByRole('combobox').selectOption('as found out');
  await expect(end).toContainText('debian:12');
});

test('without a Dockerfile it is an estimate, and says so', async ({ page }) => {
  const text = `
    layer  /bin/sh -c #(nop) ADD file:1 in /
      bin/sh  3000
    empty  /bin/sh -c #(nop)  CMD ["bash"]
    layer  RUN /bin/sh -c make # buildkit
      app  500
    empty  CMD ["/app"]
  `;
  const archive = await makeArchive(text, { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('app.tar', new Uint8Array(await archive.arrayBuffer()))]);
  await waitUntilIdle(page);
  const layers = await showView(page, 'layers');
  const end = layers.locator('tr.end');
  await expect(end).toContainText('Base image ends here (estimate)');
  await expect(end.getByRole('combobox')).toHaveAccessibleDescription(/CMD stands there/);
  await expect(await showView(page, 'overview')).toContainText('of it yours: 500 B (estimate)');
});
