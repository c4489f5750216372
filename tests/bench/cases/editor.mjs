import { readFileSync } from 'node:fs';
import { sharedDockerfiles } from '../dockerfiles.mjs';
import { median } from '../lab.mjs';
import { watchTasks } from '../measure.mjs';

const lines = 300;
/** As people type: instructions of a usual length; and one line that is wider than the editor. */
const typed = {
  lines: `RUN apt-get update && apt-get install -y --no-install-recommends curl
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
EXPOSE 3000
USER node
CMD ["node", "src/server.js"]
`,
  oneLine: 'RUN apt-get update && apt-get install curl && make all '.repeat(4),
};
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

/** Presses keys at a quick typist's pace: what Event Timing tells of them, and the longest task meanwhile. */
async function timePresses(page, text) {
  await page.evaluate(() => {
    window.presses.clear();
    window.longest = 0;
  });
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(1000);
  const [told, longest] = await page.evaluate(() => [[...window.presses.values()], window.longest]);
  told.sort((a, b) => b - a);
  /** The duration within which a share of all presses were; those that were not told are below the threshold. */
  const within = (share) => told[Math.floor(text.length * (1 - share))] ?? 8;
  return { presses: text.length, count: told.length, longest, p95: within(0.95), p99: within(0.99) };
}

export const editor = {
  name: 'editor',
  async run(lab) {
    return lab.inNewPage(async (page) => {
      await watchTasks(page);
      await open(page);
      await page.evaluate(watchPresses);
      const lines = await timePresses(page, typed.lines);
      const oneLine = await timePresses(page, typed.oneLine);
      await page.keyboard.press('Enter');
      const rule = await timeFinding(page, { code: 'DL3000', begin: () => 'WORKDIR ', key: 'a' });
      const shell = await timeFinding(page, { code: 'SC2086', begin: (pause) => `RUN ls ${pause} $`, key: 'X' });
      const note = ({ count, presses }) =>
        `${count} of ${presses} presses took 12 ms or longer; Event Timing, in steps of 8 ms`;
      const p95 = { value: lines.p95, bound: { value: 16.7 }, note: note(lines) };
      return [
        { what: `a key in ${longDockerfile().split('\n').length} lines, p95`, unit: 'ms', ...p95 },
        { what: 'the same, p99', unit: 'ms', value: lines.p99, bound: { value: 50 } },
        { what: 'a key in one line wider than the editor, p95', unit: 'ms', value: oneLine.p95, note: note(oneLine) },
        { what: 'the longest task while typing', unit: 'ms', value: Math.max(lines.longest, oneLine.longest) },
        { what: 'from a key to the finding that it brings', unit: 'ms', value: median(rule), bound: { value: 50 } },
        { what: 'from a key to ShellCheck’s finding', unit: 'ms', value: median(shell), bound: { value: 500 } },
      ];
    });
  },
};
