import { expect, type Locator, type Page } from '@playwright/test';
import { deflateSync } from 'node:zlib';
import { makeArchive, type ArchiveOptions } from '../support/make-archive.ts';
import { holdUnpacking } from './support/breakdowns.ts';
import { startOtherPlace } from './support/other-place.ts';
import { choose, file, test, waitForState } from './support/page.ts';

// A trace takes pictures of the page, for which Playwright fetches what an <img> shows: the policy forbids that, and says so.
test.use({ trace: 'off' });

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A PNG of one colour, as its specification has it; a chunk's checksum is not looked at by `sniff`, but by the browser. */
function png(width: number, height: number): Uint8Array {
  const crc = (bytes: Uint8Array): number => {
    let value = ~0;
    for (const byte of bytes) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value >>> 0;
  };
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x40));
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const bidi = 'a\u202etxt.exe';
const text = `
  layer  COPY a
    app/server.js  "// one\\nconst port = 80;\\n"
    app/gone.txt  "deleted, and still stored\\n"
    app/pic.png  "no picture at all\\n"
    app/real.dat  10
    app/broken.png  10
    app/huge.png  10
    app/drawing  10
    app/bytes.bin  10
    app/log.txt  10
    app/long.json  10
    app/link -> ../app/server.js
    app/lost -> nowhere
    app/other.js => app/server.js
    app/${bidi}  "turned around"
    app/<img src=x onerror=alert(1)>  "<script>alert(1)</script>\\n\\u202eabc"
    app/dir/
    app/empty  0
  layer  COPY b
    app/server.js  "// one\\nconst port = 8080;\\nlisten(port);\\n"
    app/.wh.gone.txt
`;

function contents(outside = 'http://localhost:1/'): Record<string, Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="window.ran=1;document.title='ran'">
    <script>window.ran = 1; fetch('${outside}script'); new Image().src = '${outside}script-image';</script>
    <style>@import url('${outside}style');</style>
    <image href="${outside}image" width="10" height="10"/><use href="${outside}use#a"/>
    <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${outside}frame"/></foreignObject>
    <rect width="40" height="30" fill="teal"/></svg>`;
  return {
    'app/real.dat': png(30, 20),
    'app/broken.png': png(30, 20).subarray(0, 40),
    'app/huge.png': png(30, 20).with(16, 1),
    'app/drawing': encode(svg),
    'app/bytes.bin': Uint8Array.from({ length: 100_000 }, (_, at) => at % 256),
    'app/log.txt': encode(Array.from({ length: 200_000 }, (_, at) => `entry ${at}\n`).join('')),
    'app/long.json': encode(`{"a": "${'x'.repeat(50_000)}"}\n`),
  };
}

async function openImage(page: Page, more: Partial<ArchiveOptions> = {}): Promise<Locator> {
  const blob = await makeArchive(text, { layout: 'docker25', contents: contents(), ...more });
  await page.goto('/');
  await choose(page, [file('image.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  await page.evaluate(() => (location.hash = '#/layers/0'));
  const view = page.locator('section[data-view="layers"]');
  await expect(view.getByRole('treegrid')).toBeVisible();
  return view;
}

const viewer = (view: Locator): Locator => view.getByRole('region', { name: /^Contents of/ });

async function openFile(page: Page, name: string, layer = 0): Promise<Locator> {
  await page.evaluate(([layer, name]) => (location.hash = `#/layers/${layer};file/app/${encodeURIComponent(name!)}`), [
    String(layer),
    name,
  ] as const);
  const view = page.locator('section[data-view="layers"]');
  await expect(viewer(view).getByRole('heading')).toBeVisible();
  return viewer(view);
}

/** What reads a file waits for the disk, and in a compressed layer for a worker. */
const patient = { timeout: 20_000 };

const firstLines = (shown: Locator): Promise<string[]> =>
  shown.locator('[data-line] code').evaluateAll((lines) => lines.slice(0, 3).map((line) => line.textContent ?? ''));

test('Enter opens a file with its colours, Escape closes it and gives the focus back', async ({ page }) => {
  const view = await openImage(page);
  const row = view.locator('tr.line').filter({ has: page.locator('td.name[title="server.js"]') });
  await row.click();
  await row.press('Enter');
  const shown = viewer(view);
  await expect(shown).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/layers/0;file/app/server.js');
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 80;']);
  await expect(shown.locator('[data-line="1"] .comment')).toHaveText('// one');
  await expect(shown.locator('[data-line="2"] .keyword')).toHaveText('const');
  await expect(shown).toContainText('2 lines · UTF-8 · JavaScript');
  await page.keyboard.press('Escape');
  await expect(shown).toHaveCount(0);
  await expect(row).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/layers/0/app/server.js');
});

test('an overwritten and a deleted version open, and two versions are compared', async ({ page }) => {
  const view = await openImage(page);
  let shown = await openFile(page, 'server.js', 1);
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 8080;', 'listen(port);']);
  await shown.getByLabel('Version').selectOption({ index: 0 });
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 80;']);
  expect(new URL(page.url()).hash).toBe('#/layers/0;file/app/server.js');
  await shown.getByRole('button', { name: 'Compare', exact: true }).click();
  const table = shown.getByRole('table', { name: 'Two versions of the file, line by line' });
  await expect(table.locator('del')).toHaveText('80');
  await expect(table.locator('ins')).toHaveText('8080');
  await expect(table).toContainText('listen(port);');
  await shown.getByLabel('Compare', { exact: true }).selectOption({ index: 1 });
  await expect(shown).toContainText('Both versions hold the same bytes');
  shown = await openFile(page, 'gone.txt', 1);
  await expect(shown).toContainText('stored in layer 0, gone since layer 1');
  await expect.poll(() => firstLines(shown), patient).toEqual(['deleted, and still stored']);
  await shown.getByRole('button', { name: 'Close' }).click();
  const details = view.getByRole('region', { name: 'Details of the chosen file' });
  await expect(details.locator('tbody tr')).toHaveCount(2);
  await expect(details.locator('tbody tr').first()).toContainText('-rw-r--r--');
  await expect(details.locator('tbody tr').first()).toContainText('0:0');
  await details.getByRole('button', { name: 'Open the version of layer 0' }).click();
  await expect.poll(() => firstLines(shown), patient).toEqual(['deleted, and still stored']);
});

test('a large text is windowed: its end, a line of it, and what is searched for', async ({ page }) => {
  await openImage(page);
  const shown = await openFile(page, 'log.txt');
  await expect(shown).toContainText('200,000 lines', { timeout: 20_000 });
  expect(await shown.locator('[data-line]').count()).toBeLessThan(120);
  await shown.getByRole('region', { name: 'Text' }).press('End');
  await expect(shown.locator('[data-line="200000"]')).toContainText('entry 199999');
  await shown.getByLabel('Go to line').fill('123456');
  await shown.getByLabel('Go to line').press('Enter');
  await expect(shown.locator('[data-line="123456"]')).toContainText('entry 123455');
  await expect(shown.locator('[data-line="123456"]')).toHaveClass(/current/);
  await shown.getByLabel('Find in this file').fill('ENTRY 777');
  await shown.getByLabel('Find in this file').press('Enter');
  await expect(shown.getByRole('status')).toContainText('Found in line 778.');
  await expect(shown.locator('[data-line="778"] mark.current')).toHaveText('entry 777');
  await expect(shown.locator('mark')).toHaveCount(1);
  await shown.getByLabel('Find in this file').fill('nothing like it');
  await shown.getByLabel('Find in this file').press('Enter');
  await expect(shown.getByRole('status')).toContainText('Not found in the whole file.');
});

test('what was found is marked in every line that is shown, the place that was gone to by more than its colour', async ({
  page,
}) => {
  await openImage(page);
  const shown = await openFile(page, 'server.js', 1);
  const find = shown.getByLabel('Find in this file');
  const current = shown.locator('mark.current');
  const place = (): Promise<string> =>
    current.evaluate((mark) => `${mark.closest('[data-line]')!.getAttribute('data-line')}: ${mark.textContent}`);
  await expect(shown.locator('[data-line="2"] .keyword')).toHaveText('const');
  await find.fill('PORT');
  await find.press('Enter');
  await expect(shown.locator('mark')).toHaveText(['port', 'port']);
  expect(await place()).toBe('2: port');
  await expect(current).toHaveCSS('font-weight', '700');
  await expect(current).toHaveCSS('text-decoration-line', 'underline');
  await expect(shown.locator('mark.found')).toHaveCSS('text-decoration-line', 'none');
  await find.press('Enter');
  await expect.poll(place).toBe('3: port');
  await find.press('Enter');
  await expect.poll(place).toBe('2: port');
  // Over what has one colour and what has none.
  await find.fill('const p');
  await expect(shown.locator('mark')).toHaveCount(0);
  await find.press('Enter');
  await expect(current).toHaveText('const p');
  await expect(shown.locator('[data-line="2"]')).toContainText('const port = 8080;');
});

test('what was found in a long line comes into sight; where that is cut off, it says so', async ({ page }) => {
  const line = `${'x'.repeat(3000)} far away ${'x'.repeat(5000)} cut off`;
  await openImage(page, { contents: { ...contents(), 'app/long.json': encode(line) } });
  const shown = await openFile(page, 'long.json');
  const find = shown.getByLabel('Find in this file');
  await find.fill('far away');
  await find.press('Enter');
  await expect(shown.locator('mark.current')).toHaveText('far away');
  await expect(shown.locator('mark.current')).toBeInViewport({ ratio: 1 });
  await find.fill('cut off');
  await find.press('Enter');
  await expect(shown.getByRole('status')).toContainText(
    'Found in line 1, in the part of it that is not shown here; Hex shows all of it.',
  );
  await expect(shown.locator('mark')).toHaveCount(0);
});

test('a long line is cut, and says so', async ({ page }) => {
  await openImage(page);
  const shown = await openFile(page, 'long.json');
  await expect(shown.locator('[data-line="1"]')).toContainText('45.9 kB more of this line are not shown here');
});

test('bytes stand as hexdump writes them, and an offset can be gone to', async ({ page }) => {
  await openImage(page);
  const shown = await openFile(page, 'bytes.bin');
  await expect(shown.locator('[data-row="0"]')).toContainText('00000000');
  await expect(shown.locator('[data-row="2"]')).toContainText('20 21 22 23');
  await expect(shown.locator('[data-row="2"]')).toContainText(' !"#$');
  await shown.getByLabel('Go to offset').fill('0x10000');
  await shown.getByLabel('Go to offset').press('Enter');
  await expect(shown.locator('.current')).toContainText('00010000');
  await shown.getByLabel('Go to offset').fill('x');
  await shown.getByLabel('Go to offset').press('Enter');
  await expect(shown.getByRole('status')).toContainText('Type an offset such as 4096 or 0x1000.');
});

test('a picture is known by its bytes, whatever its name says', async ({ page, complaints }) => {
  await openImage(page);
  let shown = await openFile(page, 'real.dat');
  await expect(shown.locator('img')).toHaveJSProperty('naturalWidth', 30);
  await expect(shown).toContainText('PNG, 30 × 20 pixels');
  const address = await shown.locator('img').getAttribute('src');
  const again = (url: string): Promise<string> =>
    new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('there');
      image.onerror = () => resolve('gone');
      image.src = url;
    });
  expect(await page.evaluate(again, address!)).toBe('gone');
  // The browser says so, too.
  await page.waitForTimeout(300);
  complaints.length = 0;
  shown = await openFile(page, 'pic.png');
  await expect(shown).toContainText('pic.png claims to be PNG by its name, and is not by its first bytes');
  await expect.poll(() => firstLines(shown), patient).toEqual(['no picture at all']);
  shown = await openFile(page, 'huge.png');
  await expect(shown).toContainText('This picture is too large to be drawn');
  shown = await openFile(page, 'broken.png');
  await expect(shown).toContainText('This picture could not be decoded');
  await shown.getByRole('button', { name: 'Show its bytes' }).click();
  await expect(shown.locator('[data-row="0"]')).toContainText('89 50 4e 47');
});

test('an SVG runs no script and loads nothing', async ({ page, complaints }) => {
  const other = await startOtherPlace();
  try {
    const view = await openImage(page, { contents: contents(other.url) });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const shown = await openFile(page, 'drawing');
    await expect(shown.locator('img')).toHaveJSProperty('naturalWidth', 40);
    await expect(shown).toContainText('its scripts do not run, and nothing that it names is loaded');
    await page.waitForTimeout(500);
    expect(other.received).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith(new URL(page.url()).origin))).toEqual(
      [],
    );
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await expect(page).not.toHaveTitle('ran');
    await expect(view.locator('svg script, iframe')).toHaveCount(0);
    await shown.getByRole('button', { name: 'Text' }).click();
    await expect(shown.locator('[data-line="2"]')).toContainText('<script>window.ran');
    expect(complaints).toEqual([]);
  } finally {
    await other.close();
  }
});

test('links, directories and empty files open to a sentence', async ({ page }) => {
  await openImage(page);
  let shown = await openFile(page, 'link');
  await expect(shown).toContainText('A symbolic link to ../app/server.js');
  await shown.getByRole('link', { name: '/app/server.js' }).click();
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 80;']);
  shown = await openFile(page, 'lost');
  await expect(shown).toContainText('In the finished image it leads to /app/nowhere, which no layer left there.');
  shown = await openFile(page, 'other.js');
  await expect(shown).toContainText('hard link: its contents are those of /app/server.js');
  shown = await openFile(page, 'dir');
  await expect(shown).toContainText('A directory');
  shown = await openFile(page, 'empty');
  await expect(shown).toContainText('This file is empty (0 B).');
});

test('a link that a layer removed is told as it was, and a whiteout of nothing as what it is', async ({ page }) => {
  const layers = 'layer  COPY\n  app/a  "a"\n  app/link -> a\nlayer  RUN rm\n  app/.wh.link\n  app/.wh.never\n';
  const blob = await makeArchive(layers, { layout: 'docker25' });
  await page.goto('/');
  await choose(page, [file('image.tar', new Uint8Array(await blob.arrayBuffer()))]);
  await waitForState(page, 'ready');
  let shown = await openFile(page, 'link', 1);
  await expect(shown).toContainText('A symbolic link to a');
  shown = await openFile(page, 'never', 1);
  await expect(shown).toContainText('A whiteout of nothing');
  await expect(shown).toContainText('Layer 1 has a whiteout of this path, and no layer below it left anything there');
});

test('hostile names and texts are shown as text', async ({ page }) => {
  await openImage(page);
  let shown = await openFile(page, bidi);
  await expect(shown.getByRole('heading')).toContainText('a\\u{202E}txt.exe');
  shown = await openFile(page, '<img src=x onerror=alert(1)>');
  await expect.poll(() => firstLines(shown), patient).toEqual(['<script>alert(1)</script>', '\\u{202E}abc']);
  await expect(shown.locator('img, script')).toHaveCount(0);
});

test('an address of what is not there says so', async ({ page }) => {
  const view = await openImage(page);
  await page.evaluate(() => (location.hash = '#/layers/0;file/app/none'));
  await expect(view.getByRole('status').filter({ hasText: 'No layer that was read has' })).toContainText('/app/none');
  await expect(viewer(view)).toHaveCount(0);
});

test('a file of a compressed layer opens', async ({ page }) => {
  await openImage(page, { layout: 'oci' });
  const shown = await openFile(page, 'server.js', 1);
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 8080;', 'listen(port);']);
});

test('unpacking shows how far it is, can be cancelled, and begun again', async ({ page }) => {
  await page.addInitScript(holdUnpacking);
  await openImage(page, { layout: 'oci' });
  const shown = await openFile(page, 'server.js', 1);
  await expect(shown).toContainText('Layer 1 is compressed: it is unpacked once');
  await expect(shown.getByRole('progressbar', { name: 'Unpacking layer 1' })).toHaveJSProperty('value', 100);
  await expect(shown).toContainText('100 B of');
  await shown.getByRole('button', { name: 'Cancel' }).click();
  await expect(shown).toContainText('The file was not opened: you cancelled');
  await shown.getByRole('button', { name: 'Open it' }).click();
  await expect.poll(() => firstLines(shown), patient).toEqual(['// one', 'const port = 8080;', 'listen(port);']);
});

test('a file of a layer that ends too early says so, and what to do; those before it open', async ({ page }) => {
  const change: ArchiveOptions['change'] = (files) => {
    const [name, tar] = [...files].find(([, value]) => value instanceof Uint8Array && value.length > 1_000_000)!;
    files.set(name, (tar as Uint8Array).slice(0, 1_000_000));
  };
  const view = await openImage(page, { change });
  let shown = await openFile(page, 'gone.txt');
  await expect.poll(() => firstLines(shown), patient).toEqual(['deleted, and still stored']);
  shown = await openFile(page, 'log.txt');
  await expect(shown).toContainText('This version could not be read');
  await expect(shown).toContainText('ends too early, at byte 1,000,000');
  await expect(shown).toContainText('save or copy it again');
  await page.evaluate(() => (location.hash = '#/layers/0;file/app/empty'));
  await expect(view).toContainText('Layer 0 was not read to the end, so files of it are not known.');
});
