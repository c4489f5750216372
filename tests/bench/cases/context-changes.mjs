import { changes, openFolder, show, timeChanges } from '../changes.mjs';
import { projectOf } from '../folders.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

const files = 200_000;

/** Forty patterns; with each edit one more package of fifty files is left out, and all the others are still to be told of. */
const patternsOf = (edit) =>
  Array.from({ length: 40 }, (_, at) => (at <= edit ? `node_modules/package-${at}\n` : `**/*.ending-${at}\n`)).join('');

const rowsOf = (what, { times, longest }) => [
  { what: `${what}, painted`, unit: 'ms', value: median(times), bound: { value: 100 } },
  { what: `${what}, the slowest of ${changes}`, unit: 'ms', value: Math.max(...times) },
  { what: `${what}: the longest task`, unit: 'ms', value: longest, bound: { value: 50 } },
];

export const contextChanges = {
  name: 'context-changes',
  async run(lab) {
    const folder = projectOf(files);
    return lab.inNewPage(async (page) => {
      await watchTasks(page);
      await openFolder(page, folder);
      await show(page, 'context');
      const context = 'section[data-view="context"]';
      const edits = await timeChanges(page, {
        at: `${context} textarea`,
        told: `${context} [aria-label="What is sent"]`,
        valueOf: patternsOf,
      });
      await show(page, 'rebuild');
      const rebuild = 'section[data-view="rebuild"]';
      const tick = (label) =>
        timeChanges(page, {
          at: `${rebuild} label:has([title="${label}"]) input`,
          told: `${rebuild} .sum`,
          valueOf: () => null,
        });
      const one = await tick('package.json');
      const all = await tick('node_modules');
      const of = `of ${files.toLocaleString('en')} files`;
      return [
        ...rowsOf(`an edit of 40 patterns ${of}`, edits),
        ...rowsOf(`a tick at one ${of}`, one),
        ...rowsOf(`a tick at a folder with all but four ${of}`, all),
      ];
    });
  },
};
