import { median } from '../lab.mjs';
import { bundleSource } from '../source.mjs';

const files = 200_000;
const runs = 9;

export const dockerignore = {
  name: 'dockerignore',
  async run(lab) {
    const code = await bundleSource('tests/bench/ignore.ts');
    let times = [];
    const { matching } = await lab.alternate({
      matching: async (page) => {
        const [worker] = page.workers();
        // Evaluated by the debugger, which the page's policy says nothing about.
        times = await worker.evaluate(`${code}; bench.timeIgnore(${files}, ${runs});`);
        return median(times);
      },
    });
    const what = `${files.toLocaleString('en')} paths × 40 patterns of .dockerignore`;
    const note = `after an edit; the first time ${times[0].toFixed(0)} ms`;
    return [{ what, unit: 'ms', value: matching, bound: { value: 1000 }, note }];
  },
};
