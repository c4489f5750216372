import { expect, type Locator, type Page } from '@playwright/test';
import { dockerfileEditor, openDockerfile, openShop, pasteInto, showView } from './support/drive.ts';
import { addFiles, choose, file, test, waitForState } from './support/page.ts';

const curl = 'FROM debian:12\nRUN apt-get update && apt-get install curl\nUSER 65534\nCMD ["curl"]\n';

/** Lines of the editor that are drawn, as they are written. */
const linesOf = (view: Locator): Promise<string[]> => view.locator('.cm-line').allTextContents();

async function typeAtEndOf(view: Locator, line: number, text: string): Promise<void> {
  await view
    .locator('.cm-line')
    .nth(line - 1)
    .click();
  await view.page().keyboard.press('End');
  await view.page().keyboard.type(text);
}

const itemOf = (list: Locator, code: string): Locator => list.getByRole('listitem').filter({ hasText: code }).last();

/** What a download has in it. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}

test('what is typed is audited at once; the rest of the page works on it', async ({ page }) => {
  await openShop(page);
  const view = await showView(page, 'dockerfile');
  const list = view.getByRole('complementary', { name: 'Findings' });
  await expect(view.locator('.cm-stored')).toContainText('400 kB');
  await typeAtEndOf(view, 1, '\nMAINTAINER me');
  await expect(list.getByText('DL4000')).toBeVisible();
  await expect(view.getByText('Changed, not saved')).toBeVisible();
  // The sizes go with their lines.
  await expect(view.locator('.cm-stored .cm-gutterElement').filter({ hasText: '400 kB' })).toHaveCount(1);
  const better = await showView(page, 'better');
  await expect(better).toContainText('MAINTAINER me');
});

test('a fix ends its finding; undo brings it back, after another view too', async ({ page }) => {
  const { view, list } = await openDockerfile(page, curl);
  await itemOf(list, 'DL3015').getByRole('button', { name: 'Add --no-install-recommends' }).click();
  await expect(list.getByText('DL3015')).toHaveCount(0);
  expect(await linesOf(view)).toContain('RUN apt-get update && apt-get install --no-install-recommends curl');
  await itemOf(list, 'DL3014').getByRole('button', { name: /-y/ }).click();
  await expect(list.getByText('DL3014')).toHaveCount(0);
  await showView(page, 'overview');
  await showView(page, 'dockerfile');
  await dockerfileEditor(view).click();
  await page.keyboard.press('Control+z');
  await expect(list.getByText('DL3014')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(list.getByText('DL3015')).toHaveCount(1);
  expect((await linesOf(view)).join('\n')).toBe(curl);
  await page.keyboard.press('Control+y');
  await expect(list.getByText('DL3015')).toHaveCount(0);
});

test('all that is safe is fixed at once, and undone at once', async ({ page }) => {
  const text =
    'from debian:12\nMAINTAINER me\nRUN apt-get update && apt-get install curl\nRUN yum install a\nUSER 65534\n';
  const { view, list } = await openDockerfile(page, text);
  const all = list.getByRole('button', { name: /^Fix all that is safe/ });
  await expect(all).toBeEnabled();
  await all.click();
  await expect(all).toHaveText(/\(0\)/);
  const now = (await linesOf(view)).join('\n');
  expect(now).toContain('apt-get install -y curl');
  // What is installed stays as it is.
  expect(now).not.toContain('--no-install-recommends');
  await dockerfileEditor(view).click();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await linesOf(view)).join('\n')).toBe(text);
});

test('a finding is explained where it is marked, and mended or ignored there', async ({ page }) => {
  const { view, list } = await openDockerfile(page, curl);
  await expect(list.getByText('DL3015')).toBeVisible();
  await view.locator('.cm-lintRange').filter({ hasText: 'apt-get' }).last().hover();
  const tip = view.locator('.cm-tooltip-hover');
  await expect(tip).toContainText('apt-get install also takes recommended packages');
  await expect(tip).toContainText('Good');
  await expect(tip.locator('pre').first()).toBeVisible();
  const about = tip.locator('.cm-diagnostic').filter({ hasText: 'DL3015' });
  await about.getByRole('button', { name: 'Ignore this' }).click();
  await expect(list.getByText('DL3015')).toHaveCount(0);
  expect(await linesOf(view)).toContain('# hadolint ignore=DL3015');
  await itemOf(list, 'DL3014')
    .getByRole('button', { name: /^Ignore/ })
    .click();
  await expect(list.getByText('DL3014')).toHaveCount(0);
  expect(await linesOf(view)).toContain('# hadolint ignore=DL3015,DL3014');
});

test('Ctrl with the full stop mends the line of the cursor', async ({ page }) => {
  const { view, list } = await openDockerfile(page, 'FROM debian:12\nUSER 65534\nMAINTAINER me\nCMD ["a"]\n');
  await expect(list.getByText('DL4000')).toBeVisible();
  await view.locator('.cm-line').nth(2).click();
  await page.keyboard.press('Control+.');
  await expect(list.getByText('DL4000')).toHaveCount(0);
});

test('instructions, flags and stages are completed', async ({ page }) => {
  const { view } = await openDockerfile(page, 'FROM golang:1.22 AS build\nRUN go build\nFROM scratch\n');
  await expect(view.getByRole('navigation', { name: 'Stages' }).getByRole('row')).toHaveCount(3);
  await typeAtEndOf(view, 3, '\nCO');
  const offers = view.getByRole('listbox');
  await expect(offers.getByRole('option', { name: /^COPY/ })).toBeVisible();
  await offers.getByRole('option', { name: /^COPY/ }).click();
  await page.keyboard.type(' --fr');
  await expect(offers.getByRole('option', { name: '--from=' })).toBeVisible();
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await page.keyboard.type('bu');
  await expect(offers.getByRole('option', { name: 'build' })).toBeVisible();
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  expect(await linesOf(view)).toContain('COPY --from=build');
});

test('a stage folds to its FROM, and the outline leads to it', async ({ page }) => {
  const { view } = await openDockerfile(
    page,
    `FROM golang:1.22 AS build\n${'RUN go build\n'.repeat(60)}FROM scratch\nUSER 1\n`,
  );
  const outline = view.getByRole('navigation', { name: 'Stages' });
  await outline.getByRole('link', { name: 'Stage 1' }).click();
  await expect(view.locator('.cm-activeLine')).toHaveText('FROM scratch');
  await outline.getByRole('link', { name: 'build' }).click();
  await view.locator('[title="Fold line"]:visible').first().click();
  await expect(view.locator('.cm-foldPlaceholder')).toHaveCount(1);
  await expect(view.locator('.cm-line')).toHaveCount(4);
});

test('reset brings back what was dropped, and can be undone', async ({ page }) => {
  const { view } = await openDockerfile(page, curl);
  await typeAtEndOf(view, 1, '\nRUN mine');
  const reset = view.getByRole('button', { name: 'Reset to what I dropped' });
  await reset.click();
  expect((await linesOf(view)).join('\n')).toBe(curl);
  await expect(reset).toBeDisabled();
  await page.keyboard.press('Control+z');
  expect(await linesOf(view)).toContain('RUN mine');
});

test('changes are not lost by leaving, starting over or dropping the file again', async ({ page }) => {
  const { view } = await openDockerfile(page, curl);
  await typeAtEndOf(view, 1, '\nRUN mine');
  await expect(view.getByText('Changed, not saved')).toBeVisible();
  // The browser asks; the user stays.
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
  });
  await page.evaluate(() => setTimeout(() => location.reload()));
  await asked;
  await page.getByRole('button', { name: 'Start over' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Start over without your changes?' });
  await dialog.getByRole('button', { name: 'Go on here' }).click();
  expect(await linesOf(view)).toContain('RUN mine');

  await addFiles(page, [file('Dockerfile', 'FROM alpine:3.20\nUSER 1\n')]);
  await expect.poll(() => linesOf(view)).toContain('FROM alpine:3.20');
  await dockerfileEditor(view).click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => linesOf(view)).toContain('RUN mine');

  await page.getByRole('button', { name: 'Start over' }).first().click();
  const { name, text } = await saved(page, () => dialog.getByRole('button', { name: 'Save' }).click());
  expect([name, text]).toEqual(['Dockerfile', curl.replace('\n', '\nRUN mine\n')]);
  await expect(dialog).toContainText('Everything is saved.');
  await dialog.getByRole('button', { name: 'Start over' }).click();
  await waitForState(page, 'empty');
});

test('line ends stay as they are written', async ({ page }) => {
  const text = curl.replaceAll('\n', '\r\n');
  const { view, list } = await openDockerfile(page, text);
  await itemOf(list, 'DL3015').getByRole('button', { name: 'Add --no-install-recommends' }).click();
  await typeAtEndOf(view, 1, '\nRUN mine');
  const { text: now } = await saved(page, () => view.getByRole('button', { name: 'Save' }).click());
  expect(now).toBe(
    text.replace('install curl', 'install --no-install-recommends curl').replace('\r\n', '\r\nRUN mine\r\n'),
  );
});

/** What comes right behind a paste, before anything of the text is looked at anew. */
const pasteThenPress = async (editor: Locator, text: string, button: Locator): Promise<void> =>
  editor.evaluate(
    (element, [pasted, press]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted as string);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      (press as HTMLElement).click();
    },
    [text, await button.elementHandle()] as const,
  );

const cursorToEndOf = async (view: Locator, line: number): Promise<void> => typeAtEndOf(view, line, '');

test('a fix for text that was changed meanwhile is done in its place, or says why not; nothing is lost', async ({
  page,
}) => {
  const text = curl.replace('\n', '\nENV Z=1\n');
  const { view, list } = await openDockerfile(page, text);
  const yes = itemOf(list, 'DL3014').getByRole('button', { name: /-y/ });
  await expect(yes).toBeVisible();
  await cursorToEndOf(view, 1);
  await pasteThenPress(dockerfileEditor(view), '\nENV A=1\nENV B=2', yes);
  const mended = 'RUN apt-get update && apt-get install -y curl';
  expect((await linesOf(view)).slice(0, 5)).toEqual(['FROM debian:12', 'ENV A=1', 'ENV B=2', 'ENV Z=1', mended]);
  await expect(list.getByText('DL3014')).toHaveCount(0);

  // Its own line: the fix is not done, which is said, and what was pasted stays.
  const add = itemOf(list, 'DL3015').getByRole('button', { name: 'Add --no-install-recommends' });
  await expect(add).toBeVisible();
  await cursorToEndOf(view, 5);
  await pasteThenPress(dockerfileEditor(view), ' git', add);
  await expect(list.getByText(/^Not done: that line has changed since/)).toBeVisible();
  expect(await linesOf(view)).toContain(`${mended} git`);
  // It is done once the findings are those of the new text, which nothing tells from outside.
  const added = 'RUN apt-get update && apt-get install --no-install-recommends -y curl git';
  await expect(async () => {
    if (!(await linesOf(view)).includes(added)) await add.click({ timeout: 2000 });
    await expect(list.getByText(/^Not done/)).toHaveCount(0, { timeout: 2000 });
  }).toPass();
  expect(await linesOf(view)).toContain(added);
  await dockerfileEditor(view).click();
  for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
  await expect.poll(async () => (await linesOf(view)).join('\n')).toBe(text);
});

test('a fix and an ignore that are pressed twice are done once', async ({ page }) => {
  const { view, list } = await openDockerfile(page, curl);
  const twice = (button: Locator): Promise<void> =>
    button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
  await twice(itemOf(list, 'DL3014').getByRole('button', { name: /-y/ }));
  await expect(list.getByText(/^Not done/)).toBeVisible();
  await expect(list.getByText('DL3014')).toHaveCount(0);
  expect(await linesOf(view)).toContain('RUN apt-get update && apt-get install -y curl');
  await twice(itemOf(list, 'DL3015').getByRole('button', { name: /^Ignore/ }));
  await expect(list.getByText('DL3015')).toHaveCount(0);
  expect((await linesOf(view)).filter((line) => line.includes('ignore'))).toEqual(['# hadolint ignore=DL3015']);
});

test('a file with other line ends that is dropped again among others has its own; undo has those from before', async ({
  page,
}) => {
  const { view } = await openDockerfile(page, curl);
  await typeAtEndOf(view, 1, '\nRUN mine');
  await expect(view.getByText('Changed, not saved')).toBeVisible();
  const windows = curl.replaceAll('\n', '\r\n').replace('curl\r', 'wget\r');
  await addFiles(page, [file('Dockerfile', windows), file('other.Dockerfile', 'FROM scratch\nUSER 1\n')]);
  await expect.poll(() => linesOf(view)).toContain('RUN apt-get update && apt-get install wget');
  await expect(view.locator('.cm-specialChar')).toHaveCount(0);
  await typeAtEndOf(view, 1, '\nENV A=1');
  const list = view.getByRole('complementary', { name: 'Findings' });
  await itemOf(list, 'DL3015')
    .getByRole('button', { name: /^Ignore/ })
    .click();
  await expect(list.getByText('DL3015')).toHaveCount(0);
  const save = (): Promise<{ text: string }> =>
    saved(page, () => view.getByRole('button', { name: 'Save', exact: true }).click());
  expect((await save()).text).toBe(windows.replace('\r\n', '\r\nENV A=1\r\n# hadolint ignore=DL3015\r\n'));
  await dockerfileEditor(view).click();
  const mine = curl.replace('\n', '\nRUN mine\n');
  await expect(async () => {
    await page.keyboard.press('Control+z');
    expect((await linesOf(view)).join('\n')).toBe(mine);
  }).toPass();
  expect((await save()).text).toBe(mine);
  await page.keyboard.press('Escape');
  await dockerfileEditor(view).click();
  await page.keyboard.press('Control+y');
  expect((await save()).text).toBe(windows);
});

test('digits and question marks are typed, not taken for keys of the page', async ({ page }) => {
  const { view } = await openDockerfile(page, 'FROM a\n');
  await typeAtEndOf(view, 2, '# 1 2 3 / ?');
  expect(await linesOf(view)).toContain('# 1 2 3 / ?');
  await expect(view).toBeVisible();
});

test('what is pasted is kept, whatever it is', async ({ page }) => {
  const { view } = await openDockerfile(page, 'FROM a\n');
  const editor = dockerfileEditor(view);
  await editor.click();
  await page.keyboard.press('Control+End');
  await pasteInto(editor, 'RUN echo \u0000\u0007\ufffd\u202e\n');
  await expect(view.locator('.cm-specialChar').first()).toBeVisible();
  await expect(view.getByRole('alert')).toContainText('is not text');
  await page.keyboard.press('Control+z');
  await expect(view.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Control+End');
  await pasteInto(editor, `# ${'x'.repeat(98)}\n`.repeat(50_000));
  await expect(view.getByRole('alert')).toContainText('1.00 MB at most');
  const { text } = await saved(page, () => view.getByRole('button', { name: 'Save' }).click());
  expect(text.length).toBeGreaterThan(5_000_000);
  await editor.click();
  await page.keyboard.press('Control+z');
  await expect(view.locator('.cm-line')).toHaveCount(2);
});

test('of 10,000 findings the marks and the list have some, and the count and the export all', async ({ page }) => {
  await page.goto('/');
  await choose(page, [file('Dockerfile', `FROM debian:12\n${'MAINTAINER me\n'.repeat(10_000)}`)]);
  await waitForState(page, 'ready');
  const view = await showView(page, 'dockerfile');
  const list = view.getByRole('complementary', { name: 'Findings' });
  await expect(list.getByRole('heading', { name: /^1\d[ ,]?\d{3} findings$/ })).toBeVisible({ timeout: 60_000 });
  expect(await list.getByText('DL4000').count()).toBeLessThan(1_001);
  await dockerfileEditor(view).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('USER 1');
  await expect.poll(() => linesOf(view)).toContain('USER 1');
  await showView(page, 'export');
  const { text } = await saved(page, () =>
    page
      .getByRole('button', { name: /Download.*JSON/ })
      .first()
      .click(),
  );
  const report = JSON.parse(text) as { dockerfiles: { findings: { code: string }[] }[] };
  expect(report.dockerfiles[0]!.findings.filter(({ code }) => code === 'DL4000')).toHaveLength(10_000);
});
