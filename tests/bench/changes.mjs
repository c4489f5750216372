import { dropFolder } from './folders.mjs';

const timeout = 600_000;

/** How many are timed. */
export const changes = 15;

/** All is said of what was dropped. */
const idle = 'html[data-state="ready"][data-busy="false"]';

/** Opens the folder, until all of it is known and said. */
export async function openFolder(page, folder) {
  await dropFolder(page, folder);
  await page.waitForFunction(() => performance.getEntriesByName('plimsoll:sized').length > 0, null, { timeout });
  await page.locator(idle).waitFor({ timeout });
}

export async function show(page, view) {
  await page.evaluate((to) => (location.hash = `#/${to}`), view);
  await page.locator(`section[data-view="${view}"]`).waitFor();
  await page.waitForTimeout(2000);
  await page.locator(idle).waitFor({ timeout });
}

/**
 * In the page: the milliseconds from an event until what is told of it is painted. `value`: what is typed, or null for a tick.
 * @returns {Promise<number>}
 */
function timeChange({ at, told, value }) {
  const control = document.querySelector(at);
  /** As somebody who chooses all and pastes; the editor is in a shadow tree. */
  const write = () => {
    const content = control.shadowRoot.querySelector('.cm-content');
    const all = { key: 'a', code: 'KeyA', keyCode: 65, ctrlKey: true, bubbles: true, cancelable: true };
    content.dispatchEvent(new KeyboardEvent('keydown', all));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', value);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  };
  const figures = document.querySelector(told);
  const before = figures.textContent;
  const start = performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (figures.textContent === before) return;
      observer.disconnect();
      // The task behind the next frame runs when the frame is painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(figures, { childList: true, characterData: true, subtree: true });
    if (value === null) return control.click();
    if (control.shadowRoot) return write();
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** The times of some changes one after the other, and the longest task meanwhile. */
export async function timeChanges(page, { at, told, valueOf }) {
  const times = [];
  // What is looked up for the first time is not of the change.
  for (let change = 0; change <= changes; change++) {
    const time = await page.evaluate(timeChange, { at, told, value: valueOf(change) });
    if (change === 0) await page.evaluate(() => (window.longest = 0));
    else times.push(time);
    await page.locator(idle).waitFor({ timeout });
    await page.waitForTimeout(300);
  }
  return { times, longest: await page.evaluate(() => window.longest) };
}

/**
 * From now on `window.tasks` has what workers were asked for: how long each answer took, the way there and back in it.
 * @param {import('@playwright/test').Page} page
 */
export const watchWorkers = (page) =>
  page.evaluate(() => {
    window.tasks = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
      const start = performance.now();
      const take = ({ data }) => {
        if (data.id !== message.id || data.kind === 'progress') return;
        this.removeEventListener('message', take);
        window.tasks.push({ name: message.name, start, end: performance.now() });
      };
      this.addEventListener('message', take);
      return postMessage.call(this, message, ...rest);
    };
  });
