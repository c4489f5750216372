import type { Instruction } from '../../dockerfile/model.ts';
import type { Fix } from '../../lint/fix.ts';
import { pipefail as rule } from '../../lint/rules/dl4006-pipefail.ts';
import type { ReportFinding } from '../../lint/rule.ts';
import type { Rewrite, RewriteContext } from '../rewrite.ts';

const shells = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'];
const starts: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** SHELL holds for what the container starts, too, in this stage and in those that are built on it. */
function changesStart({ dockerfile }: RewriteContext, run: Instruction): boolean {
  const stages = new Set([run.stage]);
  for (const { index, baseStage } of dockerfile.stages)
    if (baseStage !== null && stages.has(baseStage)) stages.add(index);
  return dockerfile.instructions.some(
    ({ keyword, json, stage, words }) =>
      stages.has(stage) && starts.has(keyword) && json === null && words[0]?.value !== 'NONE',
  );
}

/** As the lint rule would mend it, where a RUN of the file's has no shell of its own and bash is there. */
export const pipefail: Rewrite = {
  id: 'pipefail',
  profile: 'safe',
  propose(context) {
    const { dockerfile, image } = context;
    const found: { run: Instruction; fix: Fix }[] = [];
    const report: ReportFinding = ({ start }, options) => {
      const run = dockerfile.instructions.find((one) => one.start === start);
      if (run && options?.fix) found.push({ run, fix: options.fix });
    };
    rule.check(dockerfile, report, {});
    const isThere = (run: Instruction): boolean =>
      !image || !context.isShipped(run) || shells.some((path) => image.has(path));
    return found
      .filter(({ run }) => isThere(run) && !changesStart(context, run))
      .map(({ run, fix }) => ({
        at: run,
        title: 'Let a RUN fail where the first command of a pipe fails',
        why: 'The shell takes the result of the last command: a download that breaks off goes unnoticed, and an image is made of what came. bash with pipefail ends the build there. All later lines of the stage run in bash, too.',
        evidence: `Line ${context.lineOf(run)} has a pipe, and sh looks at its end alone; the image has bash.`,
        edits: fix.edits,
        risk: 'check',
        test: 'Build it: a pipe that ends early by design, as behind head, would now end the build.',
        claims: null,
      }));
  },
};
