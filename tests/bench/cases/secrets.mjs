import { statSync } from 'node:fs';
import { nodeBloated, textsOfNodeBloated } from '../archives.mjs';
import { timeStream, timeWork } from '../baseline.mjs';
import { timeSearch } from '../measure.mjs';

/** Milliseconds of the search alone, its texts in memory, in one of the page's workers. */
const timeTexts = (file, part) => async (page) => {
  await timeWork(file, 'search', [part], 1)(page);
  const [worker] = page.workers();
  return worker.evaluate(() => performance.getEntriesByName('bench:search').at(-1).duration);
};

/** Twice the time of streaming for structure and secrets, and a quarter more for the packages that the same reading gives. */
const mostOfWhole = 2 * 1.25;

/** Until the search has ended, against streaming the same bytes. */
async function wholeRow(lab) {
  const file = nodeBloated();
  const { streaming, searched } = await lab.alternate({
    streaming: timeStream(file, statSync(file).size),
    searched: timeSearch(file),
  });
  const baseline = { name: 'streaming its bytes', value: streaming };
  const what = 'structure + secrets + packages of node-bloated';
  return { what, unit: 'ms', value: searched, baseline, bound: { ratio: mostOfWhole } };
}

async function textRow(lab) {
  const { file, texts } = await textsOfNodeBloated();
  const bytes = statSync(file).size;
  const { reading, search } = await lab.alternate({
    reading: timeStream(file, bytes),
    search: timeTexts(file, { start: 0, end: bytes, texts }),
  });
  const speed = (milliseconds) => bytes / 1e3 / milliseconds;
  return {
    what: `search of ${(bytes / 1e6).toFixed(0)} MB of text, one worker`,
    unit: 'MB/s',
    value: speed(search),
    baseline: { name: 'reading them', value: speed(reading) },
    bound: { least: 150 },
    note: `${texts.sizes.length} files`,
  };
}

export const secrets = {
  name: 'secrets',
  run: async (lab) => [await wholeRow(lab), await textRow(lab)],
};
