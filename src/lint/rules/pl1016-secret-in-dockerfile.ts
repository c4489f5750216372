import { mostInDockerfile } from '../../secrets/dockerfile-secrets.ts';
import { redact } from '../../secrets/redact.ts';
import type { Rule } from '../rule.ts';
import { holderOf, secretsIn } from '../secrets-in-dockerfile.ts';

export const secretInDockerfile: Rule = {
  id: 'PL1016',
  source: 'plimsoll',
  severity: 'error',
  summary: 'A secret is written into the Dockerfile',
  help: 'Whoever can read the Dockerfile, the image’s history or its configuration has the secret. Revoke it where it was issued, and hand its successor to the RUN that needs it with --mount=type=secret, or to the container when it starts.',
  noFix: 'The secret has to be replaced, and its successor has to come from outside the Dockerfile.',
  examples: {
    bad: [`ENV GITHUB=gh${'p_'}${'k7Jd2mQz9XvB4nRt'.repeat(2)}Ab1x`],
    good: ['RUN --mount=type=secret,id=github,env=GITHUB_TOKEN npm ci', 'ENV GITHUB=$GITHUB_TOKEN'],
  },
  check(dockerfile, report, { ownPatterns }) {
    for (const secret of secretsIn(dockerfile, ownPatterns).slice(0, mostInDockerfile)) {
      const { detector, severity, at, value, instruction } = secret;
      const message = `${detector.title} in ${holderOf(secret) || 'a comment'}: ${redact(value)}`;
      report(instruction ?? at, { at, message, severity });
    }
  },
};
