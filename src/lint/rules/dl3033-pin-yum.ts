import { unpinnedOf } from '../dnf.ts';
import type { Rule } from '../rule.ts';
import { reportUnpinned } from '../unpinned.ts';

export const pinYum: Rule = {
  id: 'DL3033',
  source: 'hadolint',
  severity: 'warning',
  summary: 'yum install without a package version',
  help: 'Which version is installed depends on the day of the build. Write package-version, or module:stream for a module.',
  noFix: 'Which version of the package is wanted is for you to know.',
  examples: {
    bad: ['RUN yum install -y httpd && yum clean all'],
    good: [
      'RUN yum install -y httpd-2.4.6 && yum clean all',
      'ARG HTTPD_VERSION\nRUN yum install -y httpd-${HTTPD_VERSION} && yum clean all',
    ],
  },
  check(dockerfile, report) {
    reportUnpinned(dockerfile, report, (command) => unpinnedOf(command, ['yum']));
  },
};
