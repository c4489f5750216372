import { dropFolder, projectOf } from '../folders.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

const timeout = 600_000;
const files = 200_000;
/** As many as the page itself asks for at once: with half of it, or twice, asking alone takes longer. */
const askedAtOnce = 256;

/** From the drop until names and sizes are known, and the longest task of the page meanwhile; tasks below 50 ms are 0. */
const timeFolder = (folder, times) => async (page) => {
  await watchTasks(page);
  await page.evaluate(() => {
    window.addEventListener('drop', () => performance.mark('bench:dropped'), { capture: true });
  });
  await dropFolder(page, folder);
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:sized').length > 0, null, {
    timeout,
    polling: 200,
  });
  const told = await page.evaluate(() => {
    const [dropped, named, sized] = ['bench:dropped', 'plimsoll:named', 'plimsoll:sized'].map(
      (name) => performance.getEntriesByName(name)[0].startTime,
    );
    return { named: named - dropped, sized: sized - named, longest: window.longest };
  });
  times.push(told);
  return told.sized;
};

/** The work that nobody gets around: the same calls, and nothing done with the answers. */
const timeAlone = (folder, times) => async (page) => {
  await page.evaluate(() => {
    const take = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      window.entry = event.dataTransfer.items[0].webkitGetAsEntry();
    };
    window.addEventListener('drop', take, { capture: true });
  });
  await dropFolder(page, folder);
  await page.waitForFunction(() => window.entry);
  const told = await page.evaluate(askAlone, askedAtOnce);
  times.push(told);
  return told.sized;
};

/** In the page. A question goes out when another is answered; some time later, as `src/app/in-flight.ts` says why. */
async function askAlone(most) {
  const asked = (open, ask) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      let underWay = 0;
      const answered = () => {
        if (--underWay === 0 || underWay === most / 2) port2.postMessage(null);
      };
      port1.onmessage = () => {
        while (underWay < most && open.length > 0) {
          underWay++;
          ask(open.pop(), answered);
        }
        if (underWay === 0) resolve();
      };
      port2.postMessage(null);
    });
  const found = [];
  const open = [window.entry];
  const list = (folder, done) => {
    const reader = folder.createReader();
    const next = () =>
      reader.readEntries((some) => {
        for (const entry of some) (entry.isFile ? found : open).push(entry);
        if (some.length > 0) next();
        else done();
      });
    next();
  };
  const start = performance.now();
  await asked(open, list);
  const named = performance.now();
  await asked(found, (entry, done) => entry.getMetadata(done, done));
  return { named: named - start, sized: performance.now() - named };
}

export const context = {
  name: 'context',
  async run(lab) {
    const folder = projectOf(files);
    const [times, alone] = [[], []];
    await lab.alternate({ alone: timeAlone(folder, alone), page: timeFolder(folder, times) });
    const medianOf = (all, name) => median(all.map((one) => one[name]));
    const what = `${files.toLocaleString('en')} files of a dropped folder`;
    return [
      {
        what: `names of ${what}`,
        unit: 'ms',
        value: medianOf(times, 'named'),
        baseline: { name: 'listing alone', value: medianOf(alone, 'named') },
        bound: { value: 5000 },
      },
      {
        what: `sizes of ${what}`,
        unit: 'ms',
        value: medianOf(times, 'sized'),
        baseline: { name: 'asking alone', value: medianOf(alone, 'sized') },
        bound: { ratio: 1.2 },
      },
      {
        what: `the longest task meanwhile`,
        unit: 'ms',
        value: Math.max(...times.map(({ longest }) => longest)),
        bound: { value: 50 },
      },
    ];
  },
};
