import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Peak memory of a browser's page: VmHWM of its renderer, which Linux keeps per process and sets back when asked.
 * @param {import('@playwright/test').Browser} browser
 */
export async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession();

  /** @returns {Promise<{ id: number, cpuTime: number }[]>} */
  async function processes(wanted) {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === wanted);
  }
  const renderers = () => processes('renderer');

  async function peakOf(wanted) {
    const peaks = (await processes(wanted)).map(({ id }) => ifThere(() => highWaterMark(id)) ?? 0);
    return Math.max(0, ...peaks) || null;
  }

  return {
    async reset() {
      for (const { id } of [...(await renderers()), ...(await processes('browser'))])
        ifThere(() => writeFileSync(`/proc/${id}/clear_refs`, '5'));
    },

    /** One page is open at a time; the other renderers are spares, and smaller. Null where there is no /proc. */
    peakBytes: () => peakOf('renderer'),

    /** Of the browser around the page, which reads and writes its files. */
    browserPeakBytes: () => peakOf('browser'),

    /** Waits until no renderer has computed anything to speak of for a second, half a minute at most. */
    async untilIdle() {
      let before = Infinity;
      for (let second = 0; second < 30; second++) {
        const used = (await renderers()).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
        if (used - before < 0.05 && used >= before) return;
        before = used;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    },
  };
}

function highWaterMark(id) {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
  return kilobytes ? Number(kilobytes) * 1024 : null;
}

// A process may have ended since it was listed.
function ifThere(read) {
  try {
    return read();
  } catch {
    return null;
  }
}
