import { parseImageReference } from '../image-reference.ts';
import type { Rule } from '../rule.ts';

export const noLatest: Rule = {
  id: 'DL3007',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The base image is tagged latest',
  help: 'The tag latest moves with every release, so two builds of one file may differ. Name the version that you build on.',
  noFix: 'Which version latest is today is known to the registry alone, and which one you want to you.',
  examples: {
    bad: ['FROM debian:latest', 'FROM localhost:5000/base:latest'],
    good: [
      'FROM debian:12',
      'FROM debian:latest@sha256:4d63ef53faef7bd35c92fbefb1e9e2e7b6777e3cbec6c34f640e96b925e430eb',
    ],
  },
  check(dockerfile, report) {
    for (const { from, image } of dockerfile.stages) {
      const { tag, digest } = parseImageReference(image);
      if (tag === 'latest' && digest === null) report(from, { at: from.words[0] });
    }
  },
};
