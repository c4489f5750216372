import type { Dockerfile } from '../../dockerfile/model.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import type { Rule } from '../rule.ts';

/** The stages with a HEALTHCHECK, those they are built from, and those built from one of these afterwards. */
function checkedStages(dockerfile: Dockerfile): Set<number> {
  const checked = new Set<number>();
  for (const stage of dockerfile.stages) {
    if (stage.baseStage !== null && checked.has(stage.baseStage)) checked.add(stage.index);
    if (!stage.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK')) continue;
    for (const { index } of stageAncestry(dockerfile, stage)) {
      if (checked.has(index) && index !== stage.index) break;
      checked.add(index);
    }
  }
  return checked;
}

export const healthcheck: Rule = {
  id: 'DL3057',
  source: 'hadolint',
  severity: 'warning',
  off: true,
  summary: 'The stage has no HEALTHCHECK',
  help: 'Without one the engine only sees whether the process runs, not whether it answers. Add a HEALTHCHECK, or HEALTHCHECK NONE where nothing is to be checked.',
  noFix: 'How to ask the program whether it is well is for you to know.',
  examples: {
    bad: ['RUN make'],
    good: ['HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]', 'HEALTHCHECK NONE'],
    config: { override: { warning: ['DL3057'] } },
  },
  check(dockerfile, report) {
    const checked = checkedStages(dockerfile);
    for (const { index, from } of dockerfile.stages) if (!checked.has(index)) report(from);
  },
};
