import type { Dockerfile, Span } from '../../dockerfile/model.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

const redundant: readonly string[] = ['--platform=$TARGETPLATFORM', '--platform=${TARGETPLATFORM}'];

/** Takes the option out with the blanks behind it. */
function dropPlatform({ text }: Dockerfile, { start, end }: Span): Fix {
  let next = end;
  while (text[next] === ' ' || text[next] === '\t') next++;
  return { title: 'Remove --platform', edits: [replaceBy({ start, end: next }, '')] };
}

export const redundantPlatform: Rule = {
  id: 'DL3065',
  source: 'hadolint',
  severity: 'warning',
  summary: 'FROM names $TARGETPLATFORM, which is the default',
  help: 'FROM takes the image for the target platform by itself. Leave --platform out.',
  fixes: 'safe',
  examples: {
    bad: ['FROM --platform=$TARGETPLATFORM debian:12'],
    good: ['FROM debian:12', 'FROM --platform=$BUILDPLATFORM debian:12'],
  },
  check(dockerfile, report) {
    for (const { from } of dockerfile.stages) {
      const platform = from.flags.find((flag) => redundant.includes(dockerfile.text.slice(flag.start, flag.end)));
      if (platform) report(from, { at: platform, fix: dropPlatform(dockerfile, platform) });
    }
  },
};
