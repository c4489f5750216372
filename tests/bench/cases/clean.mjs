import { statSync } from 'node:fs';
import { nodeBloated } from '../archives.mjs';
import { timeCopy } from '../baseline.mjs';
import { timeCleaning } from '../cleaning.mjs';
import { median } from '../lab.mjs';

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

export const clean = {
  name: 'clean',
  async run(lab) {
    const file = nodeBloated();
    const size = statSync(file).size;
    const runs = [];
    const { copying } = await lab.alternate({
      copying: timeCopy(file, size),
      cleaning: async (page, memory) => {
        runs.push(await timeCleaning(file)(page, memory));
        return runs.at(-1).ms;
      },
    });
    const of = (key) => median(runs.map((one) => one[key]));
    return [
      {
        what: 'node-bloated written without what is hidden',
        unit: 'ms',
        value: of('ms'),
        baseline: { name: 'reading and writing its bytes', value: copying },
        bound: { ratio: 2 },
        note: `${megabytes(size)} before, ${megabytes(of('bytes'))} after`,
      },
      { what: '  peak memory meanwhile', unit: 'bytes', value: of('peak'), note: `${megabytes(of('before'))} before` },
    ];
  },
};
