import { generated } from '../archives.mjs';
import { timeTable } from '../measure.mjs';

export const firstTable = {
  name: 'first-table',
  async run(lab) {
    const file = await generated({});
    const { table } = await lab.alternate({ table: timeTable(file) });
    return [{ what: 'first table of layers, 1 GB', unit: 'ms', value: table, bound: { value: 150 } }];
  },
};
