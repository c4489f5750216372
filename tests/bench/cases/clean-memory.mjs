import { generated } from '../archives.mjs';
import { timeCleaning } from '../cleaning.mjs';

const size = { bytes: 5_000_000_000, files: 300_000 };
const targets = { chosen: 'to a file that was chosen', download: 'to a download' };
const limit = 500_000_000;

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

async function rowOf(lab, file, target) {
  const what = `peak memory, 5 GB written without what is hidden, ${targets[target]}`;
  const { ms, bytes, before, peak, browser } = await lab.inProfile(timeCleaning(file, target));
  const note = `${megabytes(before)} before; the browser around it ${megabytes(browser)}; ${megabytes(bytes)} written in ${(ms / 1000).toFixed(1)} s`;
  return { what, unit: 'bytes', value: peak, bound: { value: limit }, note };
}

export const cleanMemory = {
  name: 'clean-memory',
  async run(lab) {
    const file = await generated(size);
    const rows = [];
    for (const target of Object.keys(targets)) rows.push(await rowOf(lab, file, target));
    return rows;
  },
};
