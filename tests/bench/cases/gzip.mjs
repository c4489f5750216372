import { compressed, layersOf, nodeBloated } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { timeReport } from '../measure.mjs';

export const gzip = {
  name: 'gzip',
  async run(lab) {
    const file = await compressed(nodeBloated(), 'node-bloated', 'gzip');
    const parts = (await layersOf(file)).map(({ range }) => range);
    const { structure, inflating } = await lab.alternate({
      inflating: timeWork(file, 'inflate', parts),
      structure: timeReport(file),
    });
    const baseline = { name: 'DecompressionStream', value: inflating };
    return [{ what: 'structure of node-bloated, gzip', unit: 'ms', value: structure, baseline, bound: { ratio: 1.3 } }];
  },
};
