import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { textHash } from '../../src/bytes/text-hash.ts';
import { openShop, showView } from './support/drive.ts';
import { test } from './support/page.ts';

async function downloadOf(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download;
}

test('hands out the JSON report with every layer’s files', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const download = await downloadOf(page, view.getByRole('button', { name: 'Download JSON report' }));
  expect(download.suggestedFilename()).toBe('plimsoll-report.json');
  const text = await readFile(await download.path(), 'utf8');
  const report = JSON.parse(text) as {
    schema: string;
    images: { sizes: { stored: number }; layers: { changes: { path: string; kind: string; size: number }[] }[] }[];
    dockerfiles: unknown[];
  };
  expect(report.schema).toBe('plimsoll-report/1');
  expect(report.images[0]?.sizes.stored).toBe(740016);
  expect(report.images[0]?.layers[1]?.changes).toEqual([
    { path: '/var/lib/apt/lists/packages', kind: 'added', size: 400000 },
  ]);
  expect(report.dockerfiles).toHaveLength(1);
  await expect(view.locator(`[title^="${Buffer.byteLength(text).toLocaleString('en')} bytes"]`)).toBeVisible();
});

test('shows the Markdown summary as it is downloaded', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const download = await downloadOf(page, view.getByRole('button', { name: 'Download Markdown summary' }));
  expect(download.suggestedFilename()).toBe('plimsoll-report.md');
  expect(await view.getByLabel('Markdown summary', { exact: true }).textContent()).toBe(
    await readFile(await download.path(), 'utf8'),
  );
});

test('hands out the file list and the layers’ changes as CSV', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const files = await downloadOf(page, view.getByRole('button', { name: 'Download File list, CSV' }));
  expect(files.suggestedFilename()).toBe('plimsoll-files.csv');
  const lines = (await readFile(await files.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('image,path,type,size,mode,uid,gid,modified,link,layer,kind');
  expect(lines.filter((line) => line.includes('/app/'))).toEqual([
    expect.stringMatching(/,\/app\/server\.js,file,20000,0644,1000,1000,[\dT:-]+Z,,4,modified$/),
  ]);
  const changes = await downloadOf(page, view.getByRole('button', { name: 'Download Layer changes, CSV' }));
  expect(await readFile(await changes.path(), 'utf8')).toMatch(/,3,removed,\/app\/\.env,0\r\n/);
});

test('hands out the findings as SARIF, Checkstyle and GitLab code quality', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  const sarif = await downloadOf(page, view.getByRole('button', { name: 'Download SARIF' }));
  expect(sarif.suggestedFilename()).toBe('plimsoll-findings.sarif');
  const log = JSON.parse(await readFile(await sarif.path(), 'utf8')) as {
    version: string;
    runs: {
      tool: { driver: { name: string; rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
        partialFingerprints: { primaryLocationLineHash: string };
      }[];
    }[];
  };
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  expect(run?.tool.driver.name).toBe('Plimsoll');
  const results = run?.results ?? [];
  expect(results.every(({ ruleId, ruleIndex }) => run?.tool.driver.rules[ruleIndex]?.id === ruleId)).toBe(true);
  const exec = results.find(({ ruleId }) => ruleId === 'DL3025');
  expect(exec?.locations[0]?.physicalLocation).toMatchObject({
    artifactLocation: { uri: 'Dockerfile' },
    region: { startLine: 7 },
  });

  const checkstyle = await downloadOf(page, view.getByRole('button', { name: 'Download Checkstyle XML' }));
  const xml = await readFile(await checkstyle.path(), 'utf8');
  expect(xml.match(/<error /g)).toHaveLength(results.length);
  expect(xml).toContain('<error line="7" column="1" severity="warning"');

  const gitlab = await downloadOf(page, view.getByRole('button', { name: 'Download GitLab code quality' }));
  expect(gitlab.suggestedFilename()).toBe('gl-code-quality-report.json');
  const violations = JSON.parse(await readFile(await gitlab.path(), 'utf8')) as { fingerprint: string }[];
  expect(violations.map(({ fingerprint }) => fingerprint)).toEqual(
    results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash),
  );
  const hash = textHash('Dockerfile\0DL3025\0CMD node server.js');
  expect(exec?.partialFingerprints.primaryLocationLineHash).toBe(`${hash}:1`);
});
