// npm run bench [-- FILE.tar]: time and memory of the built page in a real Chromium, on a generated archive of 1 GB
// with 60,000 files or on one of your own.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { browserArgs, provideBrowser } from './lib/browser.mjs';
import { firstLoad } from './lib/first-load.mjs';
import { checkNode, installMissing } from './lib/install.mjs';
import { root, run } from './lib/run.mjs';
import { serveBuild } from './lib/serve-build.mjs';

const repetitions = 3;

function archive() {
  const [given] = process.argv.slice(2);
  if (given) return resolve(given);
  const file = join(root, 'tests/.cache/bench-1gb.tar');
  mkdirSync(join(root, 'tests/.cache'), { recursive: true });
  if (!existsSync(file)) run(process.execPath, [join(root, 'tests/bench/make-archive.mjs'), file]);
  return file;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measureInBrowser(file) {
  const { chromium } = await import('@playwright/test');
  const { memoryOf } = await import('../tests/bench/memory.mjs');
  const { openPage, timeReport, timeStream } = await import('../tests/bench/measure.mjs');
  const server = await serveBuild();
  const browser = await chromium.launch({ executablePath: await provideBrowser(), args: browserArgs });
  const memory = await memoryOf(browser);

  /** In a page and context of its own, so that none inherits another's memory or caches. */
  async function inNewPage(url, measure) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await openPage(page, url);
    await memory.untilIdle();
    await memory.reset();
    const result = await measure(page);
    await context.close();
    return result;
  }

  try {
    const emptyPage = await inNewPage(server.url, () => memory.peakBytes());
    const runs = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const streamMs = await inNewPage(server.url, (page) => timeStream(page, file));
      const report = await inNewPage(server.url, async (page) => {
        const ms = await timeReport(page, file);
        const peakBytes = await memory.peakBytes();
        await memory.untilIdle(); // files are compared by content after the report stands
        return { ms, peakBytes, peakBytesInTheEnd: await memory.peakBytes() };
      });
      runs.push({ streamMs, reportMs: report.ms, peakBytes: report.peakBytes, peakInTheEnd: report.peakBytesInTheEnd });
      console.log(`${repetition + 1}/${repetitions}: stream ${seconds(streamMs)}, report ${seconds(report.ms)}`);
    }
    return { browser: browser.version(), emptyPage, runs };
  } finally {
    await browser.close();
    await server.close();
  }
}

const seconds = (ms) => (typeof ms === 'number' ? `${(ms / 1000).toFixed(2)} s` : String(ms));
const megabytes = (bytes) => (bytes === null ? 'not measured (no /proc)' : `${(bytes / 1e6).toFixed(0)} MB`);

checkNode();
installMissing();
run('npm', ['run', '--silent', 'build']);
const file = archive();
const { browser, emptyPage, runs } = await measureInBrowser(file);
const { timeDive } = await import('../tests/bench/dive.mjs');

const streamMs = median(runs.map((one) => one.streamMs));
const reportMs = median(runs.map((one) => one.reportMs));
const result = {
  archive: { name: file.split(/[\\/]/).at(-1), bytes: statSync(file).size },
  machine: { cores: cpus().length, cpu: cpus()[0]?.model, browser: `Chromium ${browser}` },
  runs,
  streamMs,
  reportMs,
  ratio: reportMs / streamMs,
  diveMs: timeDive(file),
  peakBytes: median(runs.map((one) => one.peakBytes)),
  peakBytesInTheEnd: median(runs.map((one) => one.peakInTheEnd)),
  emptyPagePeakBytes: emptyPage,
  firstLoadBytes: firstLoad().reduce((sum, { bytes }) => sum + bytes, 0),
};

console.log(JSON.stringify(result, null, 2));
const table = [
  ['archive', `${result.archive.name}, ${megabytes(result.archive.bytes)}`, ''],
  ['streaming its bytes in a worker', seconds(streamMs), `median of ${repetitions}`],
  ['full layer and waste report', seconds(reportMs), `median of ${repetitions}`],
  ['report ÷ streaming', result.ratio.toFixed(2), 'at most 1.5'],
  ['dive, same archive', seconds(result.diveMs), ''],
  ['peak memory until the report', megabytes(result.peakBytes), 'at most 400 MB'],
  ['peak memory, files compared', megabytes(result.peakBytesInTheEnd), 'at most 400 MB'],
  ['peak memory, empty page', megabytes(emptyPage), ''],
  ['first load, gzipped JavaScript', `${(result.firstLoadBytes / 1000).toFixed(1)} kB`, 'at most 120 kB'],
];
for (const [what, value, limit] of table) console.log(`${what.padEnd(34)}${value.padStart(28)}   ${limit}`);
