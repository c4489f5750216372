import { dnfCache } from '../dnf.ts';
import { instructionsOf } from '../instructions.ts';
import { leftBy } from '../left-cache.ts';
import type { Rule } from '../rule.ts';

// Those that hadolint counts: `update` and `groupinstall` are not among them.
const verbs = ['install', 'in', 'reinstall', 'upgrade'];
const caches = [dnfCache('dnf', verbs, ['dnf', 'yum']), dnfCache('microdnf', verbs, ['microdnf'])];

export const dnfClean: Rule = {
  id: 'DL3040',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The cache of dnf stays in the layer',
  help: 'Repository data of up to a hundred megabytes is kept and not used again. End the same RUN with dnf clean all (microdnf clean all), or mount a cache at /var/cache/dnf.',
  examples: {
    bad: ['RUN dnf install -y httpd-2.4.62', 'RUN microdnf install -y httpd-2.4.62'],
    good: [
      'RUN dnf install -y httpd-2.4.62 && dnf clean all',
      'RUN --mount=type=cache,target=/var/cache/dnf dnf install -y httpd-2.4.62',
    ],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const install = caches.map((cache) => leftBy(dockerfile, run, cache)).find((command) => command !== null);
      if (install) report(run, { at: install });
    }
  },
};
