/** What the tree of an image and other long tables take, in the page itself: nothing of the way to the browser and back is in it. */

/** A frame of 60 a second, and what a clock may be off. */
const frame = 16.7;
const jitter = 0.5;

/**
 * The long table that is scrolled, in full sight.
 * @param {import('@playwright/test').Page} page
 * @param {string} view
 */
export const installScroller = (page, view) =>
  page.evaluate((view) => {
    window.scroller = document.querySelector(`section[data-view="${view}"] .scroller`);
    window.scroller.scrollIntoView({ block: 'center' });
  }, view);

/**
 * Milliseconds from something that is done to the frame that shows what came of it: an element that is there, or a text
 * that is another one.
 * @param {{ does: 'hash' | 'click' | 'type', to: string, text?: string, until?: string, changed?: string }} step
 */
export async function timeStep(page, { does, to, text, until, changed }) {
  // Playwright's own selectors are known to it alone.
  const target = does === 'hash' ? null : await page.locator(to).first().elementHandle();
  return page.evaluate(
    ({ does, to, text, until, changed, target }) => {
      const before = changed && document.querySelector(changed).textContent;
      const isThere = () =>
        until ? document.querySelector(until) !== null : document.querySelector(changed).textContent !== before;
      const busy = 'section[data-view]:not([hidden]) [aria-busy="true"]';
      const settled = () =>
        document.querySelector(busy) === null &&
        !(changed && /looking/.test(document.querySelector(changed).textContent));
      const start = performance.now();
      if (does === 'hash') location.hash = to;
      else if (does === 'click') target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      else {
        target.value = text;
        target.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
      return new Promise((resolve, reject) => {
        const look = () => {
          if (performance.now() - start > 20_000) return reject(new Error(`Nothing came of ${to} ${text ?? ''}`));
          if (!isThere() || !settled()) return requestAnimationFrame(look);
          // The task behind a frame runs when the frame is painted.
          setTimeout(() => resolve(performance.now() - start));
        };
        requestAnimationFrame(look);
      });
    },
    { does, to, text, until, changed, target },
  );
}

/** Per cent of the frames that come in time while the table is scrolled, and one of its folders, where it has some, opened or closed every half second. */
export const framesInTime = (page) =>
  page.evaluate(
    async ({ most }) => {
      const { scroller } = window;
      const frames = 600;
      const deltas = [];
      let last = await new Promise(requestAnimationFrame);
      for (let at = 0; at < frames; at++) {
        // Some rows a frame, with now and then a leap; from its end on again from the top.
        const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
        scroller.scrollTop = isAtEnd ? 0 : scroller.scrollTop + (at % 60 === 59 ? 50_000 : 90);
        if (at % 30 === 0) scroller.querySelector('tr.line [data-toggle]')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        const now = await new Promise(requestAnimationFrame);
        deltas.push(now - last);
        last = now;
      }
      return (100 * deltas.filter((delta) => delta <= most).length) / frames;
    },
    { most: frame + jitter },
  ); // prettier-ignore

/** Rows that are not there 100 ms after the table was scrolled to some places, all of them together. */
export const blankRows = (page, row = 'tr.line') =>
  page.evaluate(async (row) => {
    const { scroller } = window;
    const box = scroller.getBoundingClientRect();
    const rowHeight = 26;
    let blank = 0;
    for (let turn = 0; turn < 20; turn++) {
      scroller.scrollTop = Math.floor(((turn * 7919) % 1000) * (scroller.scrollHeight / 1000));
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (let y = box.top + 2 * rowHeight; y < box.bottom - rowHeight; y += rowHeight)
        if (!document.elementFromPoint(box.left + box.width / 2, y)?.closest(row)) blank++;
    }
    return blank;
  }, row);
