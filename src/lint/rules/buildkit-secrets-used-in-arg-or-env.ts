import { buildPlanOf } from '../build-plan.ts';
import type { Rule } from '../rule.ts';
import { hasSecretWord } from '../secret-words.ts';

export const secretsUsedInArgOrEnv: Rule = {
  id: 'SecretsUsedInArgOrEnv',
  source: 'buildkit',
  severity: 'warning',
  sameAs: ['DL3064'],
  summary: 'ARG or ENV seems to hold a secret',
  help: 'Whoever has the image can read its environment and its history. Give a secret to the RUN that needs it with --mount=type=secret, and to the container at its start.',
  noFix: 'How the secret reaches the build or the container changes outside the Dockerfile, too.',
  examples: {
    bad: ['ARG NPM_TOKEN', 'ENV DB_PASSWORD=hunter2', 'ENV AUTH=1'],
    good: ['RUN --mount=type=secret,id=npm npm ci', 'ENV PASSWORD_FILE=/run/secrets/db', 'ENV MONKEY=1'],
  },
  check(dockerfile, report, config) {
    for (const { instruction, place, directive, names } of buildPlanOf(dockerfile, config).steps) {
      if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') continue;
      for (const { value, at } of names) {
        if (value === null || !hasSecretWord(value)) continue;
        report(place, { at, directive, message: `${instruction.keyword} ${value} seems to hold a secret` });
      }
    }
  },
};
