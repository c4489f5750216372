import { generated } from '../archives.mjs';
import { structureRows } from '../rows.mjs';

export const structure1gb = {
  name: 'structure-1gb',
  async run(lab) {
    const file = await generated({});
    return structureRows(lab, file, { what: 'structure, 1 GB, 60,000 files', bound: 1.25 });
  },
};
