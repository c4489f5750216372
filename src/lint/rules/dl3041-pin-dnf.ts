import { unpinnedOf } from '../dnf.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

export const pinDnf: Rule = {
  id: 'DL3041',
  source: 'hadolint',
  severity: 'warning',
  summary: 'dnf install without a package version',
  help: 'Builds of different days get different packages, and nobody sees which. Write package-version, or module:stream for a module.',
  noFix: 'Which version of the package or stream of the module is wanted is for you to know.',
  examples: {
    bad: ['RUN dnf install -y httpd && dnf clean all', 'RUN dnf module install -y nodejs && dnf clean all'],
    good: ['RUN dnf install -y httpd-2.4.62 && dnf clean all', 'RUN dnf module install -y nodejs:20 && dnf clean all'],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => unpinnedOf(command, ['dnf', 'microdnf']));
  },
};
