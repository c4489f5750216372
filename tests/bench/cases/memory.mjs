import { generated, layersOf } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { timeMarks, untilMark } from '../measure.mjs';

const limit = 500_000_000;

/** Sizes that grow in bytes and files together, then in bytes alone, then the largest in other forms. */
const archives = [
  { bytes: 1_000_000_000, files: 60_000 },
  { bytes: 2_000_000_000, files: 120_000 },
  { bytes: 5_000_000_000, files: 300_000 },
  { bytes: 5_000_000_000, files: 1_000 },
  { bytes: 5_000_000_000, files: 300_000, compression: 'gzip' },
  { bytes: 5_000_000_000, files: 300_000, compression: 'zstd' },
];

async function measure(lab, options) {
  const file = await generated(options);
  return lab.inNewPage(async (page, memory) => {
    const { ready } = await timeMarks(page, file, 'ready');
    const peakAtReport = await memory.peakBytes();
    await untilMark(page, 'compared');
    // Linux has been seen to tell less of the same process later, by as much as 200 MB.
    return { ready, peakAtReport, peak: Math.max(peakAtReport, await memory.peakBytes()) };
  });
}

/** What the browser's own inflating takes of the same layers on as many workers, their bytes thrown away. */
async function inflatingAlone(lab, options) {
  const file = await generated(options);
  const parts = (await layersOf(file)).map(({ range }) => range);
  return lab.inNewPage(async (page, memory) => {
    await timeWork(file, 'inflate', parts)(page);
    return memory.peakBytes();
  });
}

export const memory = {
  name: 'memory',
  async run(lab) {
    const empty = await lab.inNewPage((_, { peakBytes }) => peakBytes());
    const rows = [{ what: 'peak memory, empty page', unit: 'bytes', value: empty }];
    for (const options of archives) {
      const { bytes, files, compression = 'uncompressed' } = options;
      const what = `peak memory, ${bytes / 1e9} GB, ${files.toLocaleString('en')} files, ${compression}`;
      try {
        const { ready, peakAtReport, peak } = await measure(lab, options);
        const note = `${(peakAtReport / 1e6).toFixed(0)} MB when the report stood, after ${(ready / 1000).toFixed(1)} s`;
        const baseline = compression === 'gzip' && {
          name: 'DecompressionStream alone',
          value: await inflatingAlone(lab, options),
        };
        rows.push({ what, unit: 'bytes', value: peak, ...(baseline && { baseline }), bound: { value: limit }, note });
      } catch (error) {
        rows.push({ what, unit: 'bytes', value: null, note: error.message });
      }
      console.log(`  ${what}: ${rows.at(-1).value} (${rows.at(-1).note})`);
    }
    return rows;
  },
};
