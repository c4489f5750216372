import { reportInvalid } from '../labels.ts';
import type { Rule } from '../rule.ts';

/** https://semver.org, but for leading zeros and empty suffixes, which pass in hadolint, too. */
function isSemver(text: string): boolean {
  const match = /^\d+\.\d+\.\d+(?:-([0-9a-z.-]*))?(?:\+([0-9a-z.-]*))?$/i.exec(text);
  return match !== null && match.slice(1).every((suffix = '') => !suffix.startsWith('.') && !suffix.includes('..'));
}

export const labelVersion: Rule = {
  id: 'DL3056',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A label that the schema declares as a version is not semantic',
  help: 'What compares versions expects three numbers, and more only behind a dash or a plus sign. Write 1.2.3 or 1.2.3-rc.1, without a v.',
  noFix: 'Which version the image has is for you to know.',
  examples: {
    bad: ['LABEL version=v1.2.3', 'LABEL version=1.2'],
    good: ['LABEL version=1.2.3', 'LABEL version=1.2.3-rc.1+build.5'],
    config: { labelSchema: { version: 'semver' } },
  },
  check(dockerfile, report, config) {
    const wrong = 'is no semantic version';
    reportInvalid(dockerfile, report, config, { types: ['semver'], isValid: isSemver, wrong });
  },
};
