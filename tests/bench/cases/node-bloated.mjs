import { nodeBloated } from '../archives.mjs';
import { structureRows } from '../rows.mjs';

export const nodeBloatedStructure = {
  name: 'node-bloated',
  run: async (lab) => structureRows(lab, nodeBloated(), { what: 'structure of node-bloated', bound: 0.9 }),
};
