import { skipBlanks } from '../../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { buildPlanOf } from '../build-plan.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

/** The option goes, with the blanks behind it. */
function withoutPlatform({ text }: Dockerfile, { flags, args }: Instruction): Fix | null {
  const flag = flags.find(({ name }) => name === 'platform');
  if (!flag) return null;
  const end = skipBlanks(text, flag.end, args.start);
  return { title: 'Remove --platform', edits: [replaceBy({ start: flag.start, end }, '')] };
}

export const redundantTargetPlatform: Rule = {
  id: 'RedundantTargetPlatform',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3065'],
  summary: 'FROM asks for the platform that it gets anyway',
  help: 'Without --platform the base image is taken for the platform of the build, which is what $TARGETPLATFORM holds. Remove the option.',
  fixes: 'safe',
  examples: {
    bad: ['FROM --platform=$TARGETPLATFORM debian:12', 'FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report, config) {
    const { stages, globalArgs } = buildPlanOf(dockerfile, config);
    for (const { stage, platform } of stages) {
      if (!platform || platform.uses.length === 0) continue;
      const isAlone = platform.uses.every(({ name, isSet }) => name === 'TARGETPLATFORM' && isSet);
      if (!isAlone || platform.value !== globalArgs.get('TARGETPLATFORM')) continue;
      report(stage.from, { at: platform.at, fix: withoutPlatform(dockerfile, stage.from) });
    }
  },
};
