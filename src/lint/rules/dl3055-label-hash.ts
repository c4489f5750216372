import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

/** A commit of git, by SHA-1 or SHA-256; it is cut to as many digits as the repository needs, from 7 on. */
const isCommit = (text: string): boolean => /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/.test(text);

export const labelHash: Rule = {
  id: 'DL3055',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as a hash holds no commit of git',
  help: 'Only the hash leads back to the sources that the image was built from. Write what `git rev-parse HEAD` prints, best through a build argument.',
  noFix: 'Which commit the image is built from is not in the Dockerfile.',
  examples: {
    bad: ['LABEL revision=main'],
    good: ['LABEL revision=8a2d1f0', 'ARG COMMIT\nLABEL revision=$COMMIT'],
    config: { labelSchema: { revision: 'hash' } },
  },
  check(dockerfile, report, config) {
    reportInvalid(dockerfile, report, config, {
      types: ['hash'],
      isValid: isCommit,
      wrong: 'is no commit hash of git',
    });
  },
};
