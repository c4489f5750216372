import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { textHash } from '../../src/bytes/text-hash.ts';
import { githubToken } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';
import { openShop, showView } from './support/drive.ts';
import { choose, file, test, waitUntilIdle } from './support/page.ts';

async function downloadOf(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download;
}

test('hands out the JSON report with every layer’s files', async ({ page }) => {
  await openShop(page);
  await waitUntilIdle(page);
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
  // Each thing that is found out changes it.
  await waitUntilIdle(page);
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

const [inFile, inEnv, inDockerfile] = [githubToken, `gh${'s_'}${'a1B2'.repeat(9)}`, `gh${'s_'}${'c3D4'.repeat(9)}`];

/** Opens an image with secrets and a key store in it, and a Dockerfile that holds one too. */
async function openLeaky(page: Page): Promise<Locator> {
  const text = `
    layer  COPY . . # buildkit
      app/.env  ${JSON.stringify(`PORT=80\nGH_TOKEN=${inFile}\n`)}
      app/service.keytab  "\\u0005\\u0002\\u0000\\u0000\\u0000\\u0020\\u0000\\u0001\\u0000\\u0004ABCD\\u0000\\u0004host${'\\u0000'.repeat(24)}"
    layer  RUN /bin/sh -c rm /app/.env # buildkit
      app/.wh..env
  `;
  const config = { Env: [`DEPLOY_TOKEN=${inEnv}`] };
  const blob = await makeArchive(text, { layout: 'docker25', tag: 'shop:1.0', config });
  const dockerfile = `FROM debian:12\nENV T ${inDockerfile}\nCOPY . .\nRUN rm /app/.env\nCMD node --token=${inDockerfile}\n`;
  await page.goto('/');
  await choose(page, [file('shop.tar', new Uint8Array(await blob.arrayBuffer())), file('Dockerfile', dockerfile)]);
  await waitUntilIdle(page);
  return showView(page, 'export');
}

const secretsTick = (view: Locator): Locator => view.getByLabel('Put the values of the secrets into the files');

test('hands out the values of secrets only where the user wants them', async ({ page }) => {
  const view = await openLeaky(page);
  const textOf = async (format: string): Promise<[string, string]> => {
    const download = await downloadOf(page, view.getByRole('button', { name: `Download ${format}` }));
    return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
  };
  const values = [inFile, inEnv, inDockerfile];
  const heldBy = (text: string): string[] => values.filter((value) => text.includes(value));
  const tick = secretsTick(view);
  await expect(tick).not.toBeChecked();
  const formats = ['JSON report', 'SARIF', 'Checkstyle XML', 'GitLab code quality', 'Markdown summary', 'Secrets, CSV'];
  for (const format of formats) expect([format, ...heldBy((await textOf(format))[1])]).toEqual([format]);
  expect(await textOf('JSON report')).toEqual(['plimsoll-report.json', expect.stringContaining('ghp_…')]);

  await tick.check();
  await expect(view.getByRole('status')).toContainText('3 values written into the two files. 1 value left out');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  const [jsonName, json] = await textOf('JSON report');
  expect([jsonName, ...heldBy(json)]).toEqual(['plimsoll-report-unredacted.json', ...values]);
  const report = JSON.parse(json) as { images: { secrets: { path: string | null; value?: string }[] }[] };
  const inImage = report.images[0]!.secrets.map(({ path, value }) => [path, value]);
  expect(inImage).toContainEqual(['/app/.env', inFile]);
  expect(inImage).toContainEqual(['/app/service.keytab', undefined]);
  const [csvName, csv] = await textOf('Secrets, CSV');
  expect([csvName, ...heldBy(csv)]).toEqual(['plimsoll-secrets-unredacted.csv', ...values]);
  for (const format of formats.slice(1, 5)) expect(heldBy((await textOf(format))[1])).toEqual([]);

  await tick.uncheck();
  const [name, again] = await textOf('JSON report');
  expect([name, ...heldBy(again)]).toEqual(['plimsoll-report.json']);
});

test('forgets with the next load that the values were wanted', async ({ page }) => {
  await secretsTick(await openLeaky(page)).check();
  await expect(secretsTick(await openLeaky(page))).not.toBeChecked();
});

test('what is asked for before it is written comes when it is', async ({ page }) => {
  await openShop(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate(() => {
      // In the very task in which the button comes into the page.
      const observer = new MutationObserver(() => {
        const buttons = [...document.querySelectorAll('button')];
        const button = buttons.find(({ textContent }) => /^\s*Download\s*JSON report\s*$/.test(textContent));
        if (!button) return;
        observer.disconnect();
        button.click();
      });
      observer.observe(document.body, { childList: true, subtree: true });
      location.hash = '#/export';
    }),
  ]);
  expect(download.suggestedFilename()).toBe('plimsoll-report.json');
});

test('asks nothing about secrets where there are none', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'export');
  await expect(view.getByRole('button', { name: 'Download JSON report' })).toBeEnabled();
  await expect(secretsTick(view)).toHaveCount(0);
});
