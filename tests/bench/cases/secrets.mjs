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

/** Structure and secrets until the search has ended, against streaming the same bytes. */
async function wholeRow(lab) {
  const file = nodeBloated();
  const { streaming, searched } = await lab.alternate({
    streaming: timeStream(file, statSync(file).size),
    searched: timeSearch(file),
  });
  const baseline = { name: 'streaming its bytes', value: streaming };
  return { what: 'structure + secrets of node-bloated', unit: 'ms', value: searched, baseline, bound: { ratio: 2 } };
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
