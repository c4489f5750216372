import { readFileSync } from 'node:fs';
import { sharedDockerfiles } from '../dockerfiles.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

const lines = 300;
const presses = 200;
const pauses = 15;

/** A realistic file of about as many lines: large ones, one after the other. */
function longDockerfile() {
  const files = sharedDockerfiles().filter((name) => name.includes('large-'));
  let text = '';
  for (const file of files) if (text.split('\n').length < lines) text += `${readFileSync(file, 'utf8').trimEnd()}\n`;
  return `${text}FROM debian:12\nUSER 65534\nRUN ls\n`;
}

/** In the page: durations of key presses as Event Timing tells them, to the next paint; in steps of 8 ms, those below 16 not told. */
function watchPresses() {
  window.presses = new Map();
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration, interactionId } of list.getEntries()) {
      if (name !== 'keydown' || !interactionId) continue;
      window.presses.set(startTime, duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
}

/** In the page: milliseconds from a press until a code stands in the list once more, painted. */
function watchFinding(code) {
  const list = document.querySelector('section[data-view="dockerfile"] aside');
  const count = () => [...list.querySelectorAll('code')].filter(({ textContent }) => textContent === code).length;
  const known = count();
  window.found = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${code} was never told`)), 20_000);
    let start = 0;
    addEventListener('keydown', () => (start ||= performance.now()), { capture: true });
    const observer = new MutationObserver(() => {
      if (!start || count() === known) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(list, { childList: true, characterData: true, subtree: true });
  });
}

/** Types what brings a finding, as often as it takes; what was typed is undone each time. */
async function timeFinding(page, { code, begin, key }) {
  const times = [];
  for (let pause = 0; pause <= pauses; pause++) {
    // Another script each time: of one that ShellCheck has looked at, the answer is kept.
    const before = begin(pause);
    await page.keyboard.type(before);
    await page.waitForTimeout(1200);
    await page.evaluate(watchFinding, code);
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => window.found));
    for (let typed = 0; typed <= before.length; typed++) await page.keyboard.press('Backspace');
    await page.waitForTimeout(1200);
  }
  // What is loaded for the first one is not of the pause.
  return times.slice(1);
}

async function open(page) {
  const buffer = Buffer.from(longDockerfile());
  await page
    .getByLabel('Choose files')
    .first()
    .setInputFiles([{ name: 'Dockerfile', mimeType: 'text/plain', buffer }]);
  await page.evaluate(() => (location.hash = '#/dockerfile'));
  await page.locator('.cm-content').click();
  await page.locator('html[data-state="ready"][data-busy="false"]').waitFor();
  await page.keyboard.press('Control+End');
  // Its ShellCheck has looked at all of it.
  await page.waitForTimeout(8000);
}

/** The duration within which a share of all presses were; those that were not told are below the threshold. */
const percentile = (told, share) => [...told].sort((a, b) => b - a)[Math.floor(presses * (1 - share))] ?? 8;

export const editor = {
  name: 'editor',
  async run(lab) {
    return lab.inNewPage(async (page) => {
      await watchTasks(page);
      await open(page);
      await page.evaluate(watchPresses);
      await page.evaluate(() => (window.longest = 0));
      await page.keyboard.type('RUN apt-get update && apt-get install curl && make all '.repeat(4).slice(0, presses), {
        delay: 60,
      });
      await page.waitForTimeout(1000);
      const told = await page.evaluate(() => [...window.presses.values()]);
      const longest = await page.evaluate(() => window.longest);
      await page.keyboard.press('Enter');
      const rule = await timeFinding(page, { code: 'DL3000', begin: () => 'WORKDIR ', key: 'a' });
      const shell = await timeFinding(page, { code: 'SC2086', begin: (pause) => `RUN ls ${pause} $`, key: 'X' });
      const note = `of ${presses} presses ${told.length} took a frame or longer; Event Timing, in steps of 8 ms`;
      return [
        {
          what: `a key in ${longDockerfile().split('\n').length} lines, p95`,
          unit: 'ms',
          value: percentile(told, 0.95),
          bound: { value: 16.7 },
          note,
        },
        { what: 'the same, p99', unit: 'ms', value: percentile(told, 0.99), bound: { value: 50 } },
        { what: 'the longest task while typing', unit: 'ms', value: longest },
        { what: 'from a key to the finding that it brings', unit: 'ms', value: median(rule), bound: { value: 50 } },
        { what: 'from a key to ShellCheck’s finding', unit: 'ms', value: median(shell), bound: { value: 500 } },
      ];
    });
  },
};
