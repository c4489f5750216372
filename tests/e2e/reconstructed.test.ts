import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { Report } from '../../src/report/report.ts';
import { githubToken } from '../support/image-secrets.ts';
import { imageConfig, makeArchive, makeBlobs, packBlobs } from '../support/make-archive.ts';
import { shopDockerfile, showLines, showView, wastefulImage } from './support/drive.ts';
import { expectWellFormed } from './support/looks.ts';
import { addFiles, choose, file, test, waitForState, waitUntilIdle, type NamedFile } from './support/page.ts';

async function otherImage(): Promise<NamedFile> {
  const text = 'layer  RUN /bin/sh -c apt-get update # buildkit\n  var/lib/apt/lists/packages  4000\n';
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'other:2' });
  return file('other.tar', new Uint8Array(await blob.arrayBuffer()));
}

const offer = 'Work on the one rebuilt from the image’s history';

test('works on what the image’s history tells, until the Dockerfile comes', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('No Dockerfile yet')).toBeVisible();
  await view.getByRole('button', { name: offer }).click();

  await expect(view.getByText(/^Rebuilt from the history of shop:1\.0: what the build/)).toBeVisible();
  await view.getByRole('button', { name: 'Lines' }).click();
  const update = view.locator('tr', { hasText: 'RUN apt-get update' });
  await expect(update.getByRole('link', { name: '400 kB' })).toHaveAttribute('href', '#/layers/1');
  await expect(view.getByText('DL3009').first()).toBeVisible();
  await expectWellFormed(page);
  const [rebuilt] = await Promise.all([
    page.waitForEvent('download'),
    view.getByRole('button', { name: 'Download what was rebuilt' }).click(),
  ]);
  expect(rebuilt.suggestedFilename()).toBe('Dockerfile');
  const text = await readFile(await rebuilt.path(), 'utf8');
  expect(text).toContain('\nADD rootfs.tar /\nRUN apt-get update\nWORKDIR /app\nCOPY . .\nRUN rm /app/.env\n');

  const better = await showView(page, 'better');
  await waitUntilIdle(page);
  await expect(better.getByRole('checkbox').first()).toBeChecked();
  await expect(better.getByText(/saved as measured in/)).toBeVisible();
  await expect(better.getByText(/^Rebuilt from the history of shop:1\.0: what/)).toBeVisible();
  await expectWellFormed(page);

  await addFiles(page, [file('Dockerfile', shopDockerfile)]);
  await waitUntilIdle(page);
  await expect(better.getByText(/what the build copied in/)).toHaveCount(0);
  await showLines(page);
  await expect(view.locator('tr[data-line="1"]')).toContainText('FROM debian:12');
  await expect(view.getByRole('link', { name: /^All/ })).toHaveCount(0);
});

test('rebuilds it from another image when that one is shown', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await wastefulImage()]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  await view.getByRole('button', { name: offer }).click();
  await expect(view.getByText(/^Rebuilt from the history of shop:1\.0: what/)).toBeVisible();
  await addFiles(page, [await otherImage()]);
  await view.getByRole('button', { name: /^Rebuild it from other:2/ }).click();
  await expect(view.getByText(/^Rebuilt from the history of other:2: what/)).toBeVisible();
  await expect(view.getByRole('button', { name: /^Rebuild it/ })).toHaveCount(0);
});

test('offers it where the better one would be, and tells it apart in the report, without secrets', async ({ page }) => {
  const image = await makeArchive(
    `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
    empty  ENV GITHUB_TOKEN=${githubToken}
    layer  |1 TOKEN=${githubToken} /bin/sh -c make
      bin/app  5000  0755
  `,
    { layout: 'docker25', config: { Env: [`GITHUB_TOKEN=${githubToken}`], Cmd: ['app'] } },
  );
  await page.goto('/');
  await choose(page, [file('web.tar', new Uint8Array(await image.arrayBuffer()))]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'better');
  await view.getByRole('button', { name: offer }).click();
  await waitUntilIdle(page);
  await showView(page, 'export');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Download.*JSON/ }).first().click(),
  ]); // prettier-ignore
  const json = await readFile(await saved.path(), 'utf8');
  const report = JSON.parse(json) as Report;
  expect(report.dockerfiles).toMatchObject([{ file: 'Dockerfile (rebuilt from history)', reconstructed: true }]);
  expect(report.images[0]?.layers.map(({ dockerfile }) => dockerfile?.line)).toEqual([8, 11]);
  expect(json).not.toContain(githubToken);
  const code = await showLines(page);
  await expect(code.locator('tr', { hasText: 'ENV GITHUB_TOKEN=' })).toContainText('ghp_…17');
  await expect(code.locator('tr', { hasText: 'ARG TOKEN' })).toHaveText(/ARG TOKEN$/);
});

test('offers none where an image tells nothing of its build', async ({ page }) => {
  const { layers } = await makeBlobs('layer\n  bin/sh  3000\n', { layout: 'skopeo' });
  const image = await packBlobs({ config: imageConfig(layers, []), layers }, { layout: 'skopeo' });
  await page.goto('/');
  await choose(page, [file('web.tar', new Uint8Array(await image.arrayBuffer()))]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  await expect(view.getByText('No Dockerfile yet')).toBeVisible();
  await expect(view.getByRole('button', { name: 'Paste a Dockerfile' })).toBeVisible();
  await expect(view.getByRole('button', { name: offer })).toHaveCount(0);
});
