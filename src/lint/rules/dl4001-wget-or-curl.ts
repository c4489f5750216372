import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import type { Rule } from '../rule.ts';

const isDownloader = ({ invoked }: ShellCommand): boolean => invoked === 'wget' || invoked === 'curl';

export const wgetOrCurl: Rule = {
  id: 'DL4001',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The stage uses wget and curl',
  help: 'Both have to be installed and kept up to date, though one does all that the other does. Keep to one of them.',
  noFix: 'Their options differ, so each call has to be written anew for the other program.',
  examples: {
    bad: ['RUN wget -q https://example.com/a\nRUN curl -O https://example.com/b'],
    good: ['RUN curl -O https://example.com/a && curl -O https://example.com/b', 'RUN wget -q a\nFROM a:1\nRUN curl b'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      // What ONBUILD registers runs in another build.
      const used = { direct: new Set<string>(), onbuild: new Set<string>() };
      for (const instruction of stage.instructions) {
        const run = instruction.trigger ?? instruction;
        if (run.keyword !== 'RUN') continue;
        const seen = instruction.trigger ? used.onbuild : used.direct;
        const calls = commandsOf(dockerfile, run).filter(isDownloader);
        const before = [...seen];
        for (const { invoked } of calls) seen.add(invoked);
        const call = calls.find(({ invoked }) => !before.includes(invoked) && before.length > 0) ?? calls.at(-1);
        if (call && seen.size === 2) report(run, { at: call.nameSpan ?? call });
      }
    }
  },
};
