import type { Rule } from '../rule.ts';

const redundant: readonly string[] = ['--platform=$TARGETPLATFORM', '--platform=${TARGETPLATFORM}'];

export const redundantPlatform: Rule = {
  id: 'DL3065',
  source: 'hadolint',
  severity: 'warning',
  summary: 'FROM names $TARGETPLATFORM, which is the default',
  help: 'FROM takes the image for the target platform by itself. Leave --platform out.',
  examples: {
    bad: ['FROM --platform=$TARGETPLATFORM debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report) {
    for (const { from } of dockerfile.stages) {
      const platform = from.flags.find((flag) => redundant.includes(dockerfile.text.slice(flag.start, flag.end)));
      if (platform) report(from, { at: platform });
    }
  },
};
