import { pairsOf } from '../pairs.ts';
import type { Rule } from '../rule.ts';

const suspicious = /PASSWORD|SECRET|TOKEN|API_KEY|PRIVATE_?KEY|^AWS_ACCESS_KEY_ID$/;

/** Words that hold a suspicious one and mean something else. */
const harmlessWords = /PASSWORDLESS|SECRETAR(?:Y|IES|IAT)|TOKENI[SZ]|MAX_TOKENS?|PUBLIC/;

/** What is said of a secret by its last word: where it is, how long it is, what it is called. */
const saysOf =
  /[_.-](?:FILE|PATH|DIR|URL|URI|ENDPOINT|HOST|ISSUER|TTL|LENGTH|LIMIT|EXPIRY|EXPIRATION|LIFETIME|TIMEOUT|NAME|TYPE|HEADER)$/;

function isSecretName(name: string): boolean {
  const upper = name.toUpperCase();
  return suspicious.test(upper) && !harmlessWords.test(upper) && !saysOf.test(upper);
}

/** A switch, or a path where the secret is mounted. An ENV without a value holds nothing; an ARG waits for its value. */
function isHarmlessValue(keyword: string, value: string): boolean {
  if (value === '') return keyword === 'ENV';
  return /^(?:yes|no|true|false|on|off)$/i.test(value) || value.startsWith('/run/secrets/');
}

export const noSecretVariable: Rule = {
  id: 'DL3064',
  source: 'hadolint',
  severity: 'warning',
  summary: 'ARG or ENV whose name tells of a secret',
  help: 'Values of ARG and ENV stay readable in the history and the configuration of the image. Hand secrets to a RUN with --mount=type=secret, and to the container when it starts.',
  noFix: 'How the secret reaches the build or the container changes outside the Dockerfile, too.',
  examples: {
    bad: ['ENV DB_PASSWORD=hunter2', 'ARG NPM_TOKEN'],
    good: [
      'RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci',
      'ENV TOKENIZERS_PARALLELISM=false',
      'ENV DB_PASSWORD_FILE=/run/secrets/db',
    ],
  },
  check(dockerfile, report) {
    for (const instruction of dockerfile.instructions) {
      const setter = instruction.trigger ?? instruction;
      if (setter.keyword !== 'ARG' && setter.keyword !== 'ENV') continue;
      const secret = pairsOf(setter).find(
        ({ name, value }) => isSecretName(name) && !isHarmlessValue(setter.keyword, value),
      );
      if (secret) report(setter, { at: secret.word });
    }
  },
};
