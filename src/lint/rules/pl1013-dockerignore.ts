import { wholeContextSource } from '../context-source.ts';
import type { Rule } from '../rule.ts';

export const dockerignore: Rule = {
  id: 'PL1013',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'The whole build context is copied, and no .dockerignore keeps anything out of it',
  help: 'History, installed packages and .env files go along, and every change to one of them ends the build cache. Put a .dockerignore beside the Dockerfile that lists what the build does not read.',
  noFix: 'The cure is a file beside the Dockerfile, and what it is to leave out is for you to know.',
  examples: {
    bad: ['COPY . .', 'FROM golang:1.22 AS build\nADD . /src\nFROM scratch\nCOPY --from=build /app /'],
    good: ['COPY package.json package-lock.json ./\nCOPY src ./src'],
    config: { dockerignore: null },
  },
  check(dockerfile, report, config) {
    if (config.dockerignore !== null) return;
    // One file is missing, however often it would be asked. What ONBUILD copies is another project's.
    for (const copy of dockerfile.instructions) {
      const source = wholeContextSource(copy);
      if (source) return report(copy, { at: source });
    }
  },
};
