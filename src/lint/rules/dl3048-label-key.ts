import { directInstructionsOf } from '../instructions.ts';
import { pairsOf } from '../pairs.ts';
import type { Rule } from '../rule.ts';

const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./;

const isValidKey = (key: string): boolean =>
  /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) && !/\.\.|--/.test(key) && !reserved.test(key);

export const labelKey: Rule = {
  id: 'DL3048',
  source: 'hadolint',
  severity: 'style',
  summary: 'The key of a label breaks the naming rules',
  help: 'Tools expect keys of small letters, digits, dots and dashes, and Docker keeps some namespaces to itself. Name the label in a namespace of yours, such as com.example.build-date.',
  examples: {
    bad: ['LABEL Maintainer="dev@example.com"', 'LABEL com.docker.x=1'],
    good: ['LABEL maintainer="dev@example.com"', 'LABEL org.opencontainers.image.title=app'],
  },
  check(dockerfile, report) {
    for (const instruction of directInstructionsOf(dockerfile, 'LABEL')) {
      const label = pairsOf(instruction).find(({ name }) => !isValidKey(name));
      if (label) report(instruction, { at: label.at });
    }
  },
};
