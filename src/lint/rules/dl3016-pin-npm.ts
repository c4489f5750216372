import { isNpmPinned, npmInstalled } from '../npm.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

// Beyond hadolint: name@latest is no pin; folders and git addresses with a # are none to report.
export const pinNpm: Rule = {
  id: 'DL3016',
  source: 'hadolint',
  severity: 'warning',
  summary: 'npm install without a package version',
  help: 'The newest release is installed, and its tags can be moved at any time. Write package@version, or install from the lock file with npm ci.',
  noFix: 'Which version of the package your program needs is for you to know.',
  examples: {
    bad: ['RUN npm install -g yarn', 'RUN npm install express@latest'],
    good: [
      'RUN npm install -g yarn@1.22.22',
      'RUN npm install',
      'RUN npm install .',
      'RUN npm install github:a/b#v1.0',
    ],
  },
  check(dockerfile, report) {
    reportUnpinned(
      dockerfile,
      report,
      (command) => npmInstalled(command)?.filter((word) => !isNpmPinned(word)) ?? null,
    );
  },
};
