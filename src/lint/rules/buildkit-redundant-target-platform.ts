import { buildPlanOf } from '../build-plan.ts';
import type { Rule } from '../rule.ts';

export const redundantTargetPlatform: Rule = {
  id: 'RedundantTargetPlatform',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3065'],
  summary: 'FROM asks for the platform that it gets anyway',
  help: 'Without --platform the base image is taken for the platform of the build, which is what $TARGETPLATFORM holds. Remove the option.',
  examples: {
    bad: ['FROM --platform=$TARGETPLATFORM debian:12', 'FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report, config) {
    const { stages, globalArgs } = buildPlanOf(dockerfile, config);
    for (const { stage, platform } of stages) {
      if (!platform || platform.uses.length === 0) continue;
      const isAlone = platform.uses.every(({ name, isSet }) => name === 'TARGETPLATFORM' && isSet);
      if (isAlone && platform.value === globalArgs.get('TARGETPLATFORM')) report(stage.from, { at: platform.at });
    }
  },
};
