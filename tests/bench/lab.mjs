import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserArgs, provideBrowser } from '../../scripts/lib/browser.mjs';
import { serveBuild } from '../../scripts/lib/serve-build.mjs';
import { diveNote } from './dive.mjs';
import { openPage } from './measure.mjs';
import { memoryOf } from './memory.mjs';

export const repetitions = 3;

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The built page in a real Chromium, for the cases to measure in. */
export class Lab {
  #server;
  #browser;
  #executablePath;
  #withDive;

  /** @param {{ dive: boolean }} options whether dive is timed beside the page */
  static async open({ dive }) {
    const lab = new Lab();
    lab.#withDive = dive;
    lab.#server = await serveBuild();
    lab.#executablePath = await provideBrowser();
    await lab.#launch();
    return lab;
  }

  get browserVersion() {
    return this.#browser.version();
  }

  async close() {
    await this.#browser.close();
    await this.#server.close();
  }

  /** Measures in a page and context of its own, so that none inherits another's memory or caches. */
  async inNewPage(measure) {
    const context = await this.#browser.newContext();
    return this.#measureIn(context, this.memory, measure);
  }

  /** The same in a browser with a profile on the disk: without one, an origin's own files are kept in memory. */
  async inProfile(measure) {
    const { chromium } = await import('@playwright/test');
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      const options = { executablePath: this.#executablePath, args: browserArgs };
      const context = await chromium.launchPersistentContext(folder, options);
      return await this.#measureIn(context, await memoryOf(context.browser()), measure);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #measureIn(context, memory, measure) {
    try {
      const page = await context.newPage();
      await openPage(page, this.#server.url);
      await memory.untilIdle();
      await memory.reset();
      return await measure(page, memory);
    } finally {
      await context.close();
    }
  }

  /**
   * Several measurements in turns, each in a new page, so that what else the machine does hits all of them alike.
   * @template {string} Name
   * @param {Record<Name, (page: import('@playwright/test').Page) => Promise<number>>} measurements
   * @param {number} turns more than usual where what is told apart is small
   * @returns {Promise<Record<Name, number>>} medians
   */
  async alternate(measurements, turns = repetitions) {
    const times = Object.fromEntries(Object.keys(measurements).map((name) => [name, []]));
    for (let turn = 1; turn <= turns; turn++) {
      for (const [name, measure] of Object.entries(measurements)) times[name].push(await this.inNewPage(measure));
      const told = Object.entries(times).map(([name, values]) => `${name} ${values.at(-1).toFixed(0)} ms`);
      console.log(`  ${turn}/${turns}: ${told.join(', ')}`);
    }
    return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  }

  /** What dive needs for the same archive, in words. */
  diveNote(file) {
    return this.#withDive ? diveNote(file) : undefined;
  }

  async #launch() {
    const { chromium } = await import('@playwright/test');
    this.#browser = await chromium.launch({ executablePath: this.#executablePath, args: browserArgs });
    this.memory = await memoryOf(this.#browser);
  }
}
