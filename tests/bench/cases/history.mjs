import { median } from '../lab.mjs';
import { bundleSource } from '../source.mjs';

/** Lines of the Dockerfile, entries of the history, and how often they are laid beside each other. */
const usual = { lines: 60, entries: 100, runs: 100, bound: { value: 20 } };
const worst = [
  { lines: 60, entries: 10_000, runs: 20 },
  { lines: 10_000, entries: 10_000, runs: 3 },
];

export const history = {
  name: 'history',
  async run(lab) {
    const code = await bundleSource('tests/bench/match.ts');
    const rows = [];
    for (const { lines, entries, runs, bound } of [usual, ...worst]) {
      const { matching } = await lab.alternate({
        matching: async (page) => {
          const [worker] = page.workers();
          // Evaluated by the debugger, which the page's policy says nothing about.
          return median(await worker.evaluate(`${code}; bench.timeMatch(${lines}, ${entries}, ${runs});`));
        },
      });
      const counts = [lines, entries].map((count) => count.toLocaleString('en'));
      rows.push({
        what: `${counts[0]} lines beside ${counts[1]} history entries, warm`,
        unit: 'ms',
        value: matching,
        bound,
      });
    }
    return rows;
  },
};
