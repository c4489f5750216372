import { generated } from '../archives.mjs';
import { median } from '../lab.mjs';
import { timeMarks } from '../measure.mjs';

const zooms = 5;

/** Milliseconds from a key to the frame that shows what it did. */
async function press(page, key) {
  await page.evaluate(() => {
    addEventListener('keydown', ({ timeStamp }) => (globalThis.pressedAt = timeStamp), { capture: true, once: true });
    globalThis.shownAt = undefined;
    addEventListener('keydown', () => requestAnimationFrame(() => setTimeout(() => (shownAt = performance.now()))), {
      once: true,
    });
  });
  await page.keyboard.press(key);
  await page.waitForFunction(() => globalThis.shownAt !== undefined);
  return page.evaluate(() => shownAt - pressedAt);
}

async function measure(page, file) {
  await timeMarks(page, file, 'compared');
  await page.keyboard.press('2');
  const main = page.locator('main');
  await main.getByRole('button', { name: 'Map', exact: true }).click();
  await main.getByRole('button', { name: 'All stored copies' }).click();
  await main.getByRole('tree').focus();
  const [ins, outs] = [[], []];
  for (let turn = 0; turn < zooms; turn++) {
    ins.push(await press(page, 'Enter'));
    outs.push(await press(page, 'Backspace'));
  }
  return { into: median(ins), out: median(outs) };
}

export const layerMap = {
  name: 'layer-map',
  async run(lab) {
    const file = await generated({ files: 300_000, bytes: 450_000_000 });
    const times = await lab.inNewPage((page) => measure(page, file));
    const bound = { value: 100 };
    return [
      { what: 'zoom into a folder of the map, 300,000 entries', unit: 'ms', value: times.into, bound },
      { what: 'zoom out of it again', unit: 'ms', value: times.out, bound },
    ];
  },
};
