/**
 * The two times that are compared, each in a page of its own, under the page's own policy.
 * @typedef {import('@playwright/test').Page} Page
 */

/** @param {Page} page */
export async function openPage(page, url) {
  await page.goto(url);
  // The rest of the page is loaded and one worker of each kind stands ready.
  await page.waitForFunction(() => document.documentElement.dataset.offline);
  await page.waitForFunction(() => document.readyState === 'complete');
  while (page.workers().length < 2) await page.waitForTimeout(50);
}

/**
 * Milliseconds from choosing the file to the full report on the page.
 * @param {Page} page
 */
export async function timeReport(page, file) {
  await page.evaluate(() => {
    window.addEventListener('change', () => performance.mark('bench:chosen'), { capture: true, once: true });
    new MutationObserver(() => {
      const { state } = document.documentElement.dataset;
      if (state === 'ready' || state === 'failed') performance.mark(`bench:${state}`);
    }).observe(document.documentElement, { attributeFilter: ['data-state'] });
  });
  await page.getByLabel('Choose files').first().setInputFiles(file);
  const marks = () =>
    Object.fromEntries(performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]));
  await page.waitForFunction(() => /ready|failed/.test(document.documentElement.dataset.state ?? ''), null, {
    timeout: 300_000,
    polling: 50,
  });
  const { 'bench:chosen': chosen, 'bench:ready': ready } = await page.evaluate(marks);
  if (chosen === undefined || ready === undefined) throw new Error('The page did not get to its report');
  return ready - chosen;
}

/**
 * Milliseconds that one of the page's workers needs to stream the file's bytes, doing nothing with them. The file gets
 * to the worker by a BroadcastChannel: the page's policy lets no other worker start.
 * @param {Page} page
 */
export async function timeStream(page, file) {
  const [worker] = page.workers();
  if (!worker) throw new Error('The page has no worker');
  await worker.evaluate(() => {
    const channel = new BroadcastChannel('bench');
    channel.onmessage = async ({ data }) => {
      if (!(data instanceof File)) return;
      const reader = data.stream().getReader();
      let bytes = 0;
      for (let read = await reader.read(); !read.done; read = await reader.read()) bytes += read.value.byteLength;
      channel.postMessage(bytes);
    };
  });
  const input = await page.evaluateHandle(() => {
    const made = Object.assign(document.createElement('input'), { type: 'file', hidden: true });
    return document.body.appendChild(made);
  });
  await input.setInputFiles(file);
  return page.evaluate(async (made) => {
    const chosen = made.files[0];
    const channel = new BroadcastChannel('bench');
    const start = performance.now();
    const bytes = await new Promise((resolve) => {
      channel.onmessage = ({ data }) => resolve(data);
      channel.postMessage(chosen);
    });
    if (bytes !== chosen.size) throw new Error(`${bytes} of ${chosen.size} bytes were read`);
    return performance.now() - start;
  }, input);
}
