import { manyFiles } from '../archives.mjs';
import { structureRows } from '../rows.mjs';

export const manyFilesStructure = {
  name: 'many-files',
  run: async (lab) => structureRows(lab, await manyFiles(), { what: 'structure of many-files', bound: 1.25 }),
};
