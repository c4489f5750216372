import { generated } from '../archives.mjs';
import { timeCleaning } from '../cleaning.mjs';

const size = { bytes: 5_000_000_000, files: 300_000 };

/** In words: where it is written to, and what is chosen of the layers and the archive. */
const ways = {
  'to a file that was chosen': { target: 'chosen' },
  'to a download': { target: 'download' },
  'all layers as one': { choices: ['All as one'] },
  'layers with gzip': { choices: ['Layers with gzip, as an OCI archive'] },
};

const limit = 500_000_000;

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

async function rowOf(lab, file, [words, how]) {
  const what = `peak memory, 5 GB written without what is hidden, ${words}`;
  const { ms, bytes, before, peak, browser } = await lab.inProfile(timeCleaning(file, how));
  const note = `${megabytes(before)} before; the browser around it ${megabytes(browser)}; ${megabytes(bytes)} written in ${(ms / 1000).toFixed(1)} s`;
  return { what, unit: 'bytes', value: peak, bound: { value: limit }, note };
}

export const cleanMemory = {
  name: 'clean-memory',
  async run(lab) {
    const file = await generated(size);
    const rows = [];
    for (const way of Object.entries(ways)) rows.push(await rowOf(lab, file, way));
    return rows;
  },
};
