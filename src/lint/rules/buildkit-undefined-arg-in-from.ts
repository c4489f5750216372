import { buildPlanOf } from '../build-plan.ts';
import { renameVariable } from '../rename-variable.ts';
import type { Rule } from '../rule.ts';

export const undefinedArgInFrom: Rule = {
  id: 'UndefinedArgInFrom',
  source: 'buildkit',
  severity: 'warning',
  summary: 'FROM uses an ARG that is not declared before the first FROM',
  help: 'Only the ARGs above the first FROM, and the platform ARGs of the builder, hold there; any other is empty. Declare it at the top, or correct its name.',
  fixes: 'reviewed',
  noFix: 'Only where a variable with nearly the same name is there; else what was meant is for you to know.',
  examples: {
    bad: [
      'FROM debian:$VERSION',
      'ARG VERSION=12\nFROM debian:${VERSOIN}',
      'FROM debian:12\nARG TAG=3\nFROM alpine:$TAG',
    ],
    good: ['ARG VERSION=12\nFROM debian:$VERSION', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report, config) {
    const plan = buildPlanOf(dockerfile, config);
    for (const { stage, undefinedArgs } of plan.stages) {
      for (const { name, at, uses } of undefinedArgs) {
        const nearest = plan.nearest(name, () => [...plan.globalArgs.keys()]);
        const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
        const fix = renameVariable(dockerfile, uses, { name, nearest });
        report(stage.from, { at, message: `No ARG before the first FROM declares ${name}${hint}`, fix });
      }
    }
  },
};
