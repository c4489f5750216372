import { bundleSource } from '../source.mjs';

const [advisories, packages, runs] = [30_000, 5_000, 5];

export const vulnerabilities = {
  name: 'vulnerabilities',
  async run(lab) {
    const code = await bundleSource('tests/bench/advisories.ts');
    const times = await lab.alternate({
      first: async (page) => {
        const [worker] = page.workers();
        // Evaluated by the debugger, which the page's policy says nothing about.
        const measured = await worker.evaluate(`${code}; bench.timeAnswers(${advisories}, ${packages}, ${runs});`);
        return measured[0];
      },
    });
    const what = `${advisories.toLocaleString('en')} advisories loaded, ${packages.toLocaleString('en')} packages looked up, the first time`;
    return [{ what, unit: 'ms', value: times.first, bound: { value: 500 } }];
  },
};
