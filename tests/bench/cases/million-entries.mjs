import { generated } from '../archives.mjs';
import { timeMarks } from '../measure.mjs';

/** Milliseconds from a key that changes the view to the frame that shows the files. */
async function switchView(page) {
  await page.evaluate(() => {
    addEventListener('keydown', ({ timeStamp }) => (globalThis.pressedAt = timeStamp), { capture: true, once: true });
    const shown = new MutationObserver(() => {
      if (!document.querySelector('[role="treegrid"] [role="row"], [role="treegrid"] tr')?.checkVisibility()) return;
      shown.disconnect();
      requestAnimationFrame(() => setTimeout(() => (globalThis.shownAt = performance.now())));
    });
    shown.observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden'] });
  });
  await page.keyboard.press('2');
  await page.waitForFunction(() => globalThis.shownAt !== undefined);
  return page.evaluate(() => shownAt - pressedAt);
}

/** Milliseconds from the press of a key to the frame that shows what it did, as the browser itself counts them. */
async function slowestKey(page, press) {
  await page.evaluate(() => {
    globalThis.keyTimes = [];
    globalThis.keyObserver = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (/^key|^input$/.test(name)) keyTimes.push(duration);
    });
    keyObserver.observe({ type: 'event', durationThreshold: 16 });
  });
  await press();
  // Entries come with a delay; a key that the page answered within a frame has none.
  await page.waitForTimeout(500);
  return page.evaluate(() => {
    keyObserver.disconnect();
    return Math.max(16, ...keyTimes);
  });
}

async function measure(page, memory, file) {
  const { ready, searched, compared } = await timeMarks(page, file, 'compared');
  const peak = await memory.peakBytes();
  const main = page.locator('main');
  const toLayers = await switchView(page);
  const filter = main.getByLabel('Filter by name or path');
  await main.getByRole('button', { name: 'Image up to this layer' }).click();
  await filter.focus();
  const typing = await slowestKey(page, () => page.keyboard.type('file12', { delay: 300 }));
  return { ready, searched, compared, peak, toLayers, typing };
}

export const millionEntries = {
  name: 'million-entries',
  async run(lab) {
    const file = await generated({ files: 1_000_000, bytes: 1_500_000_000 });
    const times = await lab.inNewPage((page, memory) => measure(page, memory, file));
    return [
      { what: 'structure, 1,000,000 entries', unit: 'ms', value: times.ready },
      { what: 'searched for secrets, 1,000,000 entries', unit: 'ms', value: times.searched - times.ready },
      { what: 'contents compared, 1,000,000 entries', unit: 'ms', value: times.compared - times.searched },
      { what: 'peak memory, 1,000,000 entries', unit: 'bytes', value: times.peak },
      { what: 'to Layers & files by a key', unit: 'ms', value: times.toLayers },
      { what: 'slowest key while filtering by text', unit: 'ms', value: times.typing },
    ];
  },
};
