import { median, repetitions } from '../lab.mjs';
import { bundleSource, loadSource } from '../source.mjs';

const [advisories, packages, runs] = [30_000, 5_000, 5];

const timeFirst = (code) => async (page) => {
  const [worker] = page.workers();
  // Evaluated by the debugger, which the page's policy says nothing about.
  const measured = await worker.evaluate(`${code}; bench.timeAnswers(${advisories}, ${packages}, ${runs});`);
  return measured[0];
};

/** By how many bytes the renderer grows at most while a worker, that has done nothing before, loads and looks up. */
const growth = (code, site) => async (page, memory) => {
  const [worker] = page.workers();
  await worker.evaluate(`${code}; globalThis.answer = bench.prepareAnswer(${JSON.stringify(site)}, ${packages}); 0;`);
  await memory.untilIdle();
  await memory.reset();
  const before = await memory.peakBytes();
  const matches = await worker.evaluate('answer()');
  const after = await memory.peakBytes();
  if (matches < packages / 10) throw new Error(`Only ${matches} matches`);
  return before === null || after === null ? null : after - before;
};

async function medianGrowth(lab, code) {
  const { makeSite } = await loadSource('tests/bench/advisories.ts');
  const files = [...(await makeSite(advisories))];
  const site = Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));
  const grown = [];
  for (let turn = 0; turn < repetitions; turn++) grown.push(await lab.inNewPage(growth(code, site)));
  console.log(`  grown by ${grown.join(', ')} bytes`);
  return grown.includes(null) ? null : median(grown);
}

export const vulnerabilities = {
  name: 'vulnerabilities',
  async run(lab) {
    const code = await bundleSource('tests/bench/advisories.ts');
    const times = await lab.alternate({ first: timeFirst(code) });
    const what = `${advisories.toLocaleString('en')} advisories loaded, ${packages.toLocaleString('en')} packages looked up`;
    return [
      { what: `${what}, the first time`, unit: 'ms', value: times.first, bound: { value: 500 } },
      {
        what: `${what}: memory at its peak`,
        unit: 'bytes',
        value: await medianGrowth(lab, code),
        bound: { value: 60_000_000 },
      },
    ];
  },
};
