import { appendFix } from '../append-fix.ts';
import { dnfCache, type DnfProgram } from '../dnf.ts';
import { instructionsOf } from '../instructions.ts';
import { leftBy, type CacheUse } from '../left-cache.ts';
import type { Rule } from '../rule.ts';

// Those that hadolint counts: `update` and `groupinstall` are not among them.
const verbs = ['install', 'in', 'reinstall', 'upgrade'];
const cacheOf = (program: DnfProgram, cleaners: readonly DnfProgram[]): { program: DnfProgram; cache: CacheUse } => ({
  program,
  cache: dnfCache(program, verbs, cleaners),
});
const caches = [cacheOf('dnf', ['dnf', 'yum']), cacheOf('microdnf', ['microdnf'])];

export const dnfClean: Rule = {
  id: 'DL3040',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The cache of dnf stays in the layer',
  help: 'Repository data of up to a hundred megabytes is kept and not used again. End the same RUN with dnf clean all (microdnf clean all), or mount a cache at /var/cache/dnf.',
  fixes: 'safe',
  noFix: 'Only where the RUN is one chain of && that can go on.',
  examples: {
    bad: ['RUN dnf install -y httpd-2.4.62', 'RUN microdnf install -y httpd-2.4.62'],
    good: [
      'RUN dnf install -y httpd-2.4.62 && dnf clean all',
      'RUN --mount=type=cache,target=/var/cache/dnf dnf install -y httpd-2.4.62',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const left = caches.flatMap(({ program, cache }) => {
        const install = leftBy(dockerfile, run, cache);
        return install ? [{ install, clean: `${program} clean all` }] : [];
      });
      const [first] = left;
      if (!first) continue;
      const commands = left.map(({ clean }) => clean);
      report(run, { at: first.install, fix: appendFix(dockerfile, run, `Add ${commands.join(', ')}`, commands) });
    }
  },
};
