import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/run.mjs';
import { writeImage } from '../image-writer.mjs';
import { median } from '../lab.mjs';
import { endBlocks, fileBlocks } from '../tar-writer.mjs';

const openings = 15;
const textSize = 1_000_000;

/** A megabyte of JavaScript in lines of some length, and another file beside it. */
function* layer() {
  const line = 'export const value = compute("some text", 12345); // and a comment\n';
  const text = Buffer.from(line.repeat(Math.ceil(textSize / line.length))).subarray(0, textSize);
  yield* fileBlocks('app/large.js', text.length, [text]);
  yield* fileBlocks('app/other.js', 6, [Buffer.from('other\n')]);
  yield endBlocks;
}

async function archive(compression) {
  const folder = join(root, 'tests/.cache');
  const file = join(folder, `bench-open-file-${compression}.tar`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) await writeImage(file, [{ command: 'COPY . /app', parts: layer() }], { compression });
  return file;
}

/** In the page: from the press of Enter until the first line is painted. */
function timeOpening() {
  const row = document.querySelector('td.name[title="large.js"]').closest('tr');
  row.focus();
  const start = performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-line="1"] code')?.textContent) return;
      observer.disconnect();
      // The task behind the next frame runs when the frame is painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(document.querySelector('section[data-view="layers"]'), {
      childList: true,
      characterData: true,
      subtree: true,
    });
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
}

async function timeOpenings(page, file) {
  await page.getByLabel('Choose files').first().setInputFiles(file);
  await page.waitForFunction(() => document.documentElement.dataset.state === 'ready');
  await page.waitForFunction(() => document.documentElement.dataset.busy === 'false');
  await page.evaluate(() => (location.hash = '#/layers/0/app/large.js'));
  const times = [];
  // The first one unpacks the layer, and loads the parser.
  for (let opening = 0; opening <= openings; opening++) {
    await page.locator('td.name[title="large.js"]').waitFor();
    times.push(await page.evaluate(timeOpening));
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    await page.locator('[data-line="1"]').waitFor({ state: 'detached' });
  }
  return { first: times[0], again: times.slice(1) };
}

export const openFile = {
  name: 'open-file',
  async run(lab) {
    const plain = await archive('none');
    const packed = await archive('gzip');
    const uncompressed = await lab.inNewPage((page) => timeOpenings(page, plain));
    const compressed = await lab.inNewPage((page) => timeOpenings(page, packed));
    const ms = (what, value, bound) => ({ what, unit: 'ms', value, bound: bound && { value: bound } });
    return [
      ms('open 1 MB of text, uncompressed layer, from key press to paint', median(uncompressed.again), 50),
      ms(`the slowest of ${openings}`, Math.max(...uncompressed.again)),
      ms('the first one, with the view’s own code', uncompressed.first),
      ms('open it again in a compressed layer', median(compressed.again), 100),
      ms('the first one there, which unpacks the layer', compressed.first),
    ];
  },
};
