import { manyFiles } from '../archives.mjs';
import { timeWork } from '../baseline.mjs';
import { timeCompare } from '../measure.mjs';
import { loadSource } from '../source.mjs';

export const duplicates = {
  name: 'duplicates',
  async run(lab) {
    const file = await manyFiles();
    const { candidateParts } = await loadSource('tests/bench/candidates.ts');
    const parts = await candidateParts(file);
    const { comparing, hashing } = await lab.alternate({
      hashing: timeWork(file, 'hash', parts),
      comparing: timeCompare(file),
    });
    const baseline = { name: 'SHA-256 of the same files', value: hashing };
    return [{ what: 'duplicates of many-files', unit: 'ms', value: comparing, baseline, bound: { ratio: 1.3 } }];
  },
};
