import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Lines of an error that are said once more: what was expected, and what came. */
const mostLines = 8;

/**
 * A reporter for Playwright: which tests failed and why, once more as the last lines, where what is kept of a long
 * output still has them.
 * @implements {import('@playwright/test/reporter').Reporter}
 */
export default class FailedFlows {
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #suite;

  /** @param {import('@playwright/test/reporter').FullConfig} config @param {import('@playwright/test/reporter').Suite} suite */
  onBegin(config, suite) {
    this.#suite = suite;
  }

  onExit() {
    for (const test of this.#suite?.allTests() ?? []) {
      if (test.outcome() !== 'unexpected') continue;
      const { file, line } = test.location;
      // Behind the project and the file, which stand before it: the look, where a test has several, and the test.
      const title = test.titlePath().slice(3).join(' > ');
      console.log(`Failed: ${relative(process.cwd(), file)}:${line} > ${title}`);
      // Of one that took too long, the first only says so.
      const messages = test.results.at(-1)?.errors.map(({ message }) => message ?? '') ?? [];
      const lines = stripVTControlCharacters(messages.join('\n'))
        .split('\n')
        .filter((text) => text.trim() !== '');
      for (const text of lines.slice(0, mostLines)) console.log(`  ${text}`);
    }
  }
}
