import { buildPlanOf } from '../build-plan.ts';
import { parsePlatform } from '../platform.ts';
import type { Rule } from '../rule.ts';

export const fromPlatformFlagConstDisallowed: Rule = {
  id: 'FromPlatformFlagConstDisallowed',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3029'],
  summary: 'FROM always takes the image of one platform',
  help: 'A build for another platform gets programs that cannot run there. Use $BUILDPLATFORM or an ARG, or name the system or processor in the name of the stage if one platform is meant.',
  noFix: 'Without --platform other images are built than now, and whether one platform is meant is for you to know.',
  examples: {
    bad: ['FROM --platform=linux/amd64 debian:12'],
    good: [
      'FROM --platform=$BUILDPLATFORM debian:12',
      'FROM --platform=linux/amd64 debian:12 AS build-amd64',
      'FROM debian:12',
    ],
  },
  check(dockerfile, report, config) {
    for (const { stage, platform } of buildPlanOf(dockerfile, config).stages) {
      const wanted = platform && platform.uses.length === 0 ? parsePlatform(platform.value ?? '') : null;
      if (!platform || !wanted) continue;
      const name = stage.name?.toLowerCase() ?? '';
      if (name.includes(wanted.os) || name.includes(wanted.arch)) continue;
      report(stage.from, { at: platform.at, message: `FROM always takes the image for ${platform.value}` });
    }
  },
};
