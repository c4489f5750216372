import { buildPlanOf, type Step } from '../build-plan.ts';
import type { Rule } from '../rule.ts';

function relativePath({ isFirstWorkdir, words, os }: Step): string | null {
  if (!isFirstWorkdir || words.some(({ value }) => value === null)) return null;
  const path = words.map(({ value }) => value).join(' ');
  const isAbsolute = os === 'windows' ? /^(?:[a-z]:)?[\\/]/i.test(path) : path.startsWith('/');
  return isAbsolute ? null : path;
}

export const workdirRelativePath: Rule = {
  id: 'WorkdirRelativePath',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3000'],
  summary: 'A relative WORKDIR stands before any absolute one',
  help: 'It begins at the working directory of the base image, which may be another one tomorrow. Begin the first WORKDIR with a slash.',
  noFix: 'It begins at the working directory of the base image, which is not in the Dockerfile.',
  examples: {
    bad: ['WORKDIR app', 'ARG DIR=srv\nWORKDIR $DIR'],
    good: ['WORKDIR /srv\nWORKDIR app', 'FROM debian:12 AS base\nWORKDIR /srv\nFROM base\nWORKDIR app'],
  },
  check(dockerfile, report, config) {
    for (const step of buildPlanOf(dockerfile, config).steps) {
      const path = relativePath(step);
      if (path === null) continue;
      const message = `The working directory ${JSON.stringify(path)} depends on that of the base image`;
      report(step.place, { at: step.words[0]?.at ?? step.place, directive: step.directive, message });
    }
  },
};
