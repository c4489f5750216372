import { appendFix } from '../append-fix.ts';
import { instructionsOf } from '../instructions.ts';
import { leftBy } from '../left-cache.ts';
import type { Rule } from '../rule.ts';
import { zypperCache } from '../zypper.ts';

export const zypperClean: Rule = {
  id: 'DL3036',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The cache of zypper stays in the layer',
  help: 'What the repositories sent is kept in /var/cache/zypp and never read again. End the same RUN with zypper clean --all, or mount a cache there.',
  fixes: 'safe',
  noFix: 'Only where the RUN is one chain of && that can go on.',
  examples: {
    bad: ['RUN zypper -n install httpd=2.4.46', 'RUN zypper -n in httpd=2.4.46\nRUN zypper clean'],
    good: [
      'RUN zypper -n install httpd=2.4.46 && zypper clean --all',
      'RUN --mount=type=cache,target=/var/cache/zypp zypper -n install httpd=2.4.46',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const install = leftBy(dockerfile, run, zypperCache);
      const clean = 'zypper clean --all';
      if (install) report(run, { at: install, fix: appendFix(dockerfile, run, `Add ${clean}`, [clean]) });
    }
  },
};
