import { expect, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { Report } from '../../src/report/report.ts';
import { githubToken } from '../support/image-secrets.ts';
import { makeArchive } from '../support/make-archive.ts';
import { showView } from './support/drive.ts';
import { bothLooks, expectWellFormed, inLooks } from './support/looks.ts';
import { addFiles, choose, file, test, waitUntilIdle, type NamedFile } from './support/page.ts';

/** Of the same form, with a checksum that does not hold. */
const otherToken = `gh${'s_'}${'a1B2'.repeat(9)}`;
const dockerfile = `FROM debian:12\nENV GH_TOKEN=${githubToken}\nRUN make\n# was ${otherToken}\nUSER 1\n`;

async function builtImage(): Promise<NamedFile> {
  const text = `
    layer  ADD rootfs.tar /
      bin/sh  3000  0755
    empty  ENV GH_TOKEN=${githubToken}
    layer  RUN /bin/sh -c make # buildkit
      app/.env  ${JSON.stringify(`GH_TOKEN=${githubToken}\n`)}
  `;
  const blob = await makeArchive(text, {
    layout: 'docker25',
    tag: 'shop:1.0',
    config: { Env: [`GH_TOKEN=${githubToken}`] },
  });
  return file('shop.tar', new Uint8Array(await blob.arrayBuffer()));
}

async function open(page: Page, ...files: NamedFile[]) {
  await page.goto('/');
  await choose(page, files);
  await waitUntilIdle(page);
  return showView(page, 'secrets');
}

const railCount = (page: Page) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Secrets/ });

test('of a Dockerfile alone they are found, explained, revealed and led to', async ({ page }) => {
  const view = await open(page, file('Dockerfile', dockerfile));
  await expect(view).toContainText('Secrets in the Dockerfile');
  const rows = view.locator('tr[data-key]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(/error.*GitHub token.*Dockerfile, ENV GH_TOKEN.*2.*in the Dockerfile/s);
  await expect(rows.last()).toContainText(/warning.*Dockerfile, a comment.*4/s);
  await expect(railCount(page)).toContainText('2');
  await expect(view.getByRole('button', { name: 'Hidden but stored' })).toHaveCount(0);
  await expect(view.getByRole('region', { name: 'What was searched' })).toContainText(
    /1 Dockerfile,.*No image is open/s,
  );

  await rows.first().getByRole('button').click();
  const value = view.getByRole('region', { name: 'Value' });
  await expect(value).toContainText('takes it from the Dockerfile’s text');
  await expect(view).not.toContainText(githubToken);
  await value.getByRole('button', { name: 'Reveal' }).click();
  await expect(value.getByLabel('Value')).toHaveText(githubToken);
  await value.getByRole('button', { name: 'Hide again' }).click();
  const reading = view.getByRole('region', { name: 'Who can read it' });
  await expect(reading).toContainText('sed -n 2p Dockerfile');
  await expect(reading).toContainText('git log -p --follow -- Dockerfile');
  const ending = view.getByRole('region', { name: 'How to end it' });
  await expect(ending.getByRole('listitem').first()).toContainText('Revoke it');
  await expect(ending).toContainText('RUN --mount=type=secret,id=gh_token,env=GH_TOKEN');
  await expect(ending).toContainText('git filter-repo');

  await view.getByRole('region', { name: 'Places' }).getByRole('link', { name: 'line 2' }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/L2$/);
  await expect(page.locator('section[data-view="dockerfile"]')).toContainText('PL1016');

  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*2\s*1 error, 1 warning\s*where they stand/);
  await expect(overview).toContainText('End the 2 secrets that everyone with the Dockerfile can read');
});

test('one that the image has too is one secret with all its places', async ({ page }) => {
  const view = await open(page, await builtImage(), file('Dockerfile', dockerfile));
  await expect(view).toContainText('Secrets in this image and the Dockerfile');
  const rows = view.locator('tr[data-key]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(/\/app\/\.env.*\+ 3 more places.*layer 1/s);
  await expect(rows.last()).toContainText(/Dockerfile, a comment/);
  await expect(railCount(page)).toContainText('2');

  await rows.first().getByRole('button').click();
  const places = view.getByRole('region', { name: 'Places' });
  await expect(places.getByRole('listitem')).toHaveCount(4);
  await expect(places.getByRole('listitem').last()).toContainText(/Dockerfile, ENV GH_TOKEN.*in the Dockerfile/s);
  const reading = view.getByRole('region', { name: 'Who can read it' });
  await reading.getByRole('combobox').selectOption({ label: 'Dockerfile, ENV GH_TOKEN' });
  await expect(reading).toContainText('sed -n 2p Dockerfile');
  await expect(view).not.toContainText(githubToken);

  await view.getByRole('button', { name: 'Dockerfile', exact: true }).click();
  await expect(rows).toHaveCount(2);
  await rows.first().getByRole('link', { name: '2', exact: true }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/L2$/);
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*2\s*1 error, 1 warning/);
  await expect(overview).toContainText('End the 2 secrets that everyone with this image or the Dockerfile can read');
});

test('a list lets one stand, in the view and among the findings', async ({ page }) => {
  const list = file('.plimsollignore', 'github-token dockerfile:Dockerfile * # known\n');
  const view = await open(page, file('Dockerfile', dockerfile), list);
  const findings = page.locator('section[data-view="dockerfile"]');
  await expect(view.locator('tr[data-key]')).toHaveCount(0);
  await showView(page, 'dockerfile');
  await expect(findings).toContainText('DL3064');
  await expect(findings).not.toContainText('PL1016');
});

const keptOut = (view: Locator): Locator => view.getByRole('region', { name: 'Kept out' });
const inDockerfile = (page: Page): Locator => page.locator('section[data-view="dockerfile"]');

/** How often PL1016 is among the findings, in the view and in a file. */
async function expectFindings(page: Page, count: number): Promise<void> {
  await showView(page, 'dockerfile');
  await expect(inDockerfile(page)).toContainText('DL3064');
  await expect(inDockerfile(page).getByText('PL1016', { exact: true })).toHaveCount(count);
  const button = (await showView(page, 'export')).getByRole('button', { name: 'Download JSON report' });
  const [json] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const { dockerfiles } = JSON.parse(await readFile(await json.path(), 'utf8')) as Report;
  expect(dockerfiles[0]!.findings.filter(({ code }) => code === 'PL1016')).toHaveLength(count);
  expect(dockerfiles[0]!.secrets).toHaveLength(count);
  await showView(page, 'secrets');
}

test('one of a Dockerfile alone is let stand and brought back, in the view and among the findings', async ({
  page,
}) => {
  const view = await open(page, file('Dockerfile', dockerfile));
  const rows = view.locator('tr[data-key]');
  await expectFindings(page, 2);
  await rows.first().getByRole('button').click();
  await view.getByRole('button', { name: 'Let it stand' }).click();
  await expect(view.locator('tr.undo')).toContainText('GitHub token is kept out: Dockerfile');
  await expect(rows).toHaveCount(1);
  await expect(railCount(page)).toContainText('1');
  await expectFindings(page, 1);
  await view.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
  await expectFindings(page, 2);

  for (let left = 1; left >= 0; left--) {
    await rows.first().getByRole('button').click();
    await view.getByRole('button', { name: 'Let it stand' }).click();
    await expect(rows).toHaveCount(left);
  }
  await expect(view).toContainText('All that were found are kept out: 2 places of 2 secrets');
  await expect(view.getByRole('button', { name: 'Undo' })).toBeFocused();
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*0\s*2 places of 2 secrets kept out/);
  await expectFindings(page, 0);
  await keptOut(view).getByText('2 places of 2 secrets').click();
  await expect(keptOut(view).locator('tbody tr').first()).toContainText(
    /GitHub token\s*Dockerfile, ENV GH_TOKEN.*made here/s,
  );
  await keptOut(view).getByRole('button', { name: 'Bring back' }).first().click();
  await expect(rows).toHaveCount(1);
  await expectFindings(page, 1);
});

test('of one that the image has too, its place in the Dockerfile is let stand alone', async ({ page }) => {
  const view = await open(page, await builtImage(), file('Dockerfile', dockerfile));
  const rows = view.locator('tr[data-key]');
  await rows.first().getByRole('button').click();
  const form = view.getByRole('form', { name: 'Let it stand' });
  await form.getByRole('combobox').selectOption({ label: 'Dockerfile' });
  await form.getByRole('button', { name: 'Let it stand' }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('+ 2 more places');
  await expect(view.getByRole('button', { name: '1 place of 1 secret kept out' })).toBeVisible();
  await expectFindings(page, 1);
  await keptOut(view).getByText('1 place of 1 secret').click();
  await expect(keptOut(view).locator('tbody tr')).toContainText('Dockerfile, ENV GH_TOKEN');

  await form.getByRole('combobox').selectOption({ label: 'wherever it stands' });
  await form.getByRole('button', { name: 'Let it stand' }).click();
  await expect(rows).toHaveCount(1);
  await expect(railCount(page)).toContainText('1');
  const overview = await showView(page, 'overview');
  await expect(overview).toContainText(/Secrets\s*1\s*1 warning\s*4 places of 1 secret kept out/);
});

test('of several Dockerfiles each is led to at its line', async ({ page }) => {
  const clean = 'FROM debian:12\nUSER 1\n';
  const other = `FROM debian:12\nRUN a\nARG T=${otherToken}\n`;
  const view = await open(
    page,
    file('Dockerfile', clean),
    file('b.Dockerfile', other),
    file('c.Dockerfile', dockerfile),
  );
  const rows = view.locator('tr[data-key]');
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText(/b\.Dockerfile, ARG T.*\+ 1 more place/s);
  await rows.last().getByRole('link', { name: '3', exact: true }).click();
  await expect(page).toHaveURL(/#\/dockerfile\/L3\/file\/b\.Dockerfile$/);
  const shown = page.locator('section[data-view="dockerfile"]');
  await expect(shown).toContainText('PL1016');
  await expect(shown).toContainText('ARG T');
});

test('what is edited out is no secret any more', async ({ page }) => {
  const view = await open(page, file('Dockerfile', dockerfile));
  await expect(view.locator('tr[data-key]')).toHaveCount(2);
  await addFiles(page, [file('Dockerfile', 'FROM debian:12\nUSER 1\n')]);
  await waitUntilIdle(page);
  await expect(view).toContainText('No secrets found');
  await expect(view).toContainText('stands in the Dockerfile, comments included');
  await expect(await showView(page, 'overview')).toContainText(/Secrets\s*0\s*none found/);
});

inLooks(bothLooks, () => {
  test('an open row is well formed, and nothing is wider than the window', async ({ page }) => {
    const view = await open(page, await builtImage(), file('Dockerfile', dockerfile));
    await view.getByRole('button', { name: 'Dockerfile', exact: true }).click();
    await view.locator('tr[data-key]').first().getByRole('button').click();
    await view.getByRole('button', { name: 'Reveal' }).click();
    await expectWellFormed(page);
  });
});

test('patterns of one’s own search Dockerfiles, dropped before or after them, until they are forgotten', async ({
  page,
}) => {
  const ports = file('.plimsoll-patterns', 'ports warning /PORT=(?<value>[0-9]+)/ Port of ours\n');
  const hidden = 'FROM debian:12\n# hadolint ignore=PL1016\nENV PORT=8125\nUSER 1\n';
  const view = await open(page, file('Dockerfile', hidden));
  const rows = view.locator('tr[data-key]');
  const searched = view.getByRole('region', { name: 'What was searched' });
  await expect(view).toContainText('No secrets found');
  await addFiles(page, [ports]);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(/warning.*Port of ours.*Dockerfile, ENV PORT.*3/s);
  await addFiles(page, [file('b.Dockerfile', 'FROM debian:12\n# PORT=9000\nUSER 1\n')]);
  await expect(rows).toHaveCount(2);
  await waitUntilIdle(page);

  const button = (await showView(page, 'export')).getByRole('button', { name: 'Download JSON report' });
  const [json] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const { dockerfiles } = JSON.parse(await readFile(await json.path(), 'utf8')) as Report;
  const listed = { detector: 'own-ports', title: 'Port of ours', severity: 'warning' };
  expect(dockerfiles.map(({ secrets }) => secrets)).toMatchObject([
    [{ ...listed, name: 'ENV PORT', line: 3 }],
    [{ ...listed, name: null, line: 2 }],
  ]);
  const found = dockerfiles.map(({ findings }) => findings.filter(({ code }) => code === 'PL1016'));
  expect(found).toMatchObject([[], [{ severity: 'warning', message: 'Port of ours in a comment: …' }]]);
  expect(JSON.stringify(dockerfiles)).not.toMatch(/8125|9000/);

  await showView(page, 'secrets');
  await searched.getByRole('button', { name: 'Forget it' }).click();
  await expect(view).toContainText('No secrets found');
  await expect(searched).toContainText('None. Drop a file');
});
