import { readFileSync } from 'node:fs';
import { sharedDockerfiles, timeHadolint } from '../dockerfiles.mjs';
import { median } from '../lab.mjs';
import { bundleSource } from '../source.mjs';

const runs = 200;
const lines = 60;

/** A realistic file of as many lines: the first ones of a large one, up to the end of an instruction. */
function sixtyLines() {
  const [file] = sharedDockerfiles().filter((name) => name.endsWith('large-java.Dockerfile'));
  return { file, text: readFileSync(file, 'utf8').split('\n').slice(0, lines).join('\n') };
}

export const lint = {
  name: 'lint',
  async run(lab) {
    const { file, text } = sixtyLines();
    const code = await bundleSource('tests/bench/lint.ts');
    const { rules } = await lab.alternate({
      rules: async (page) => {
        const [worker] = page.workers();
        // Evaluated by the debugger, which the page's policy says nothing about.
        return median(await worker.evaluate(`${code}; bench.timeLint(${JSON.stringify(text)}, ${runs});`));
      },
    });
    const note = `hadolint, with ShellCheck, as a process: ${timeHadolint([file]).toFixed(0)} ms`;
    const what = `lint of ${text.split('\n').length} lines, without ShellCheck, warm`;
    return [{ what, unit: 'ms', value: rules, bound: { value: 3 }, note }];
  },
};
