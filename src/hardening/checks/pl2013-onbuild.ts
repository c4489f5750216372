import { verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { shortText } from '../short-text.ts';

/** The keyword alone: the rest may hold secrets. */
const keywordOf = (trigger: string): string => shortText((trigger.trim().split(/\s/, 1)[0] ?? '').toUpperCase(), 20);

export const noTriggers: HardeningCheck = {
  code: 'PL2013',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'build',
  title: 'The image leaves no triggers to those that are built on it',
  why: 'ONBUILD runs in the build of every image that is based on this one, without a line in its Dockerfile that says so. In an image that is run and not built on it is a leftover.',
  fix: 'Take ONBUILD out, and write its steps into the Dockerfiles that need them; where others are meant to build on the image, leave it.',
  check: (hardened) =>
    checkConfig(hardened, ({ config }) =>
      verdictOf(config.onBuild.map((trigger) => ({ message: `ONBUILD has a trigger: ${keywordOf(trigger)}.` }))),
    ),
};
