import { compressed, layersOf, nodeBloated } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { timeReport } from '../measure.mjs';

export const zstd = {
  name: 'zstd',
  async run(lab) {
    const file = await compressed(nodeBloated(), 'node-bloated', 'zstd', 3);
    const parts = (await layersOf(file)).map(({ range }) => range);
    const { structure, decoding } = await lab.alternate({
      decoding: timeWork(file, 'unzstd', parts),
      structure: timeReport(file),
    });
    const baseline = { name: 'the decoder', value: decoding };
    return [{ what: 'structure of node-bloated, zstd', unit: 'ms', value: structure, baseline, bound: { ratio: 1.3 } }];
  },
};
