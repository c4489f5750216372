import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

function isOutOfRange(port: string): boolean {
  const [, first, last] = /^(\d+)(?:-(\d+))?(?:\/\w*)?$/.exec(port) ?? [];
  return Number(first) > 65_535 || Number(last) > 65_535;
}

export const portRange: Rule = {
  id: 'DL3011',
  source: 'hadolint',
  severity: 'error',
  summary: 'EXPOSE names a port above 65535',
  help: 'Ports are numbers of 16 bits, so nothing can listen there. Write a port from 0 to 65535.',
  noFix: 'Which port was meant is for you to know.',
  examples: {
    bad: ['EXPOSE 70000', 'EXPOSE 80-70000'],
    good: ['EXPOSE 8080', 'EXPOSE 8000-8010/udp'],
  },
  check(dockerfile, report) {
    for (const expose of directInstructionsOf(dockerfile, 'EXPOSE')) {
      const port = expose.words.find((word) => isOutOfRange(word.raw));
      if (port) report(expose, { at: port });
    }
  },
};
