import type { Instruction } from '../../dockerfile/model.ts';
import type { Rule } from '../rule.ts';

function isRoot({ words }: Instruction): boolean {
  const [user = ''] = (words[0]?.value ?? '').split(':', 1);
  return words.length === 1 && (user === 'root' || user === '0');
}

export const lastUserRoot: Rule = {
  id: 'DL3002',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The last USER of the stage is root',
  help: 'A process that runs as root in a container has more to break out with. Switch to an unprivileged user at the end of the stage.',
  noFix: 'Which user the program can run as, and what that user may read, depends on the image.',
  examples: {
    bad: ['USER root', 'USER app\nUSER 0:0'],
    good: ['USER app', 'USER root\nRUN make install\nUSER 1000'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const last = stage.instructions.findLast((instruction) => instruction.keyword === 'USER');
      if (last && isRoot(last)) report(last, { at: last.words[0] });
    }
  },
};
