import { statSync } from 'node:fs';
import { generated, layersOf, nodeBloated } from '../archives.mjs';
import { timeStream } from '../baseline.mjs';
import { median } from '../lab.mjs';
import { timeMarks, watchTasks } from '../measure.mjs';
import { savedBytes, stubPicker, timeSaving } from '../saving.mjs';
import { umociNote } from '../umoci.mjs';

const timeout = 600_000;

/** Saves the files as of a layer in a new page. */
const saveOnce = (file, layer, way) => async (page, memory) => {
  await page.evaluate(stubPicker);
  await timeMarks(page, file, 'compared');
  await page.evaluate((index) => (location.hash = `#/layers/${index}`), layer);
  const opener = page.getByRole('button', { name: 'The files as of this layer' });
  await opener.waitFor();
  await memory.untilIdle();
  await watchTasks(page);
  await opener.click();
  await page.getByRole('dialog').getByRole('radio', { name: way, exact: true }).check();
  await page.waitForTimeout(500);
  const opening = await page.evaluate(() => window.longest);
  await memory.reset();
  const before = await memory.peakBytes();
  await page.evaluate(() => (window.longest = 0));
  const ms = await page.evaluate(timeSaving, { selector: 'dialog[open]', timeout });
  const bytes = await page.evaluate(savedBytes);
  const longest = await page.evaluate(() => window.longest);
  return { ms, bytes, opening, longest, before, peak: await memory.peakBytes() };
};

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** `tarBytes`: what the same files are as a tar. */
function rowsOf(runs, { what, baseline, tarBytes, note }) {
  const of = (key) => median(runs.map((one) => one[key]));
  const [ms, bytes] = [of('ms'), of('bytes')];
  return [
    { what, unit: 'ms', value: ms, baseline, note: [`${megabytes(bytes)} written`, note].filter(Boolean).join('; ') },
    { what: '  of the tar of these files', unit: 'MB/s', value: tarBytes / 1e3 / ms },
    { what: '  peak memory meanwhile', unit: 'bytes', value: of('peak'), note: `${megabytes(of('before'))} before` },
    { what: '  longest task as the dialog opens', unit: 'ms', value: of('opening'), bound: { value: 50 } },
    { what: '  longest task after the click on Save', unit: 'ms', value: of('longest') },
  ];
}

/** What saving all files of an image takes, as its last layer leaves them. */
async function rowsFor(lab, file, name, note) {
  const layer = (await layersOf(file)).length - 1;
  const runs = { tar: [], zip: [] };
  const saving = (way) => async (page, memory) => {
    runs[way].push(await saveOnce(file, layer, way)(page, memory));
    return runs[way].at(-1).ms;
  };
  const { reading } = await lab.alternate({
    reading: timeStream(file, statSync(file).size),
    tar: saving('tar'),
    zip: saving('zip'),
  });
  const baseline = { name: 'streaming the archive', value: reading };
  const common = { baseline, tarBytes: runs.tar[0].bytes };
  return [
    ...rowsOf(runs.tar, { ...common, what: `${name}, saved as tar`, note }),
    ...rowsOf(runs.zip, { ...common, what: `${name}, saved as zip` }),
  ];
}

export const save = {
  name: 'save',
  async run(lab) {
    const image = nodeBloated();
    const wide = await generated({ layers: 1, files: 300_000, bytes: 450_000_000 });
    return [
      ...(await rowsFor(lab, image, 'merged files of node-bloated', umociNote(image))),
      ...(await rowsFor(lab, wide, 'a layer of 300,000 files')),
    ];
  },
};
