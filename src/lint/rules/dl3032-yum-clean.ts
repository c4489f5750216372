import { appendFix } from '../append-fix.ts';
import { dnfCache } from '../dnf.ts';
import { instructionsOf } from '../instructions.ts';
import { leftBy } from '../left-cache.ts';
import type { Rule } from '../rule.ts';

const cache = dnfCache('yum', ['install'], ['yum', 'dnf']);

export const yumClean: Rule = {
  id: 'DL3032',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The cache of yum stays in the layer',
  help: 'Package lists and downloads take tens of megabytes that nothing reads later. End the same RUN with yum clean all, or mount a cache at /var/cache/yum.',
  fixes: 'safe',
  noFix: 'Only where the RUN is one chain of && that can go on.',
  examples: {
    bad: ['RUN yum install -y httpd-2.4.6', 'RUN yum install -y httpd-2.4.6\nRUN yum clean all'],
    good: [
      'RUN yum install -y httpd-2.4.6 && yum clean all',
      'RUN yum install -y httpd-2.4.6 && rm -rf /var/cache/yum/*',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const install = leftBy(dockerfile, run, cache);
      if (install)
        report(run, { at: install, fix: appendFix(dockerfile, run, 'Add yum clean all', ['yum clean all']) });
    }
  },
};
