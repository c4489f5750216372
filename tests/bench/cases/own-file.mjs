import { timeMarks } from '../measure.mjs';
import { structureRows } from '../rows.mjs';

/** What is measured of an archive that the user names. */
export const ownFile = (file) => ({
  name: file,
  async run(lab) {
    const rows = await structureRows(lab, file, { what: 'structure' });
    const { peak, times } = await lab.inNewPage(async (page, memory) => ({
      times: await timeMarks(page, file, 'compared'),
      peak: await memory.peakBytes(),
    }));
    return [
      ...rows,
      { what: 'searched for secrets', unit: 'ms', value: times.searched - times.ready },
      { what: 'contents compared', unit: 'ms', value: times.compared - times.searched },
      { what: 'peak memory', unit: 'bytes', value: peak },
    ];
  },
});
