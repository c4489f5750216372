import type { Rule } from '../rule.ts';

export const noFixedPlatform: Rule = {
  id: 'DL3029',
  source: 'hadolint',
  severity: 'warning',
  summary: 'FROM asks for a fixed platform',
  help: 'The image is then built for one platform, whatever the builder was asked for. Leave --platform out, or use $BUILDPLATFORM for tools.',
  noFix: 'Without --platform other images are built than now, and whether one platform is meant is for you to know.',
  examples: {
    bad: ['FROM --platform=linux/amd64 debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report) {
    for (const { from } of dockerfile.stages) {
      const platform = from.flags.find((flag) => flag.name === 'platform' && flag.value !== null);
      if (platform && !/BUILDPLATFORM|TARGETPLATFORM/.test(platform.value ?? '')) report(from, { at: platform });
    }
  },
};
