import { exposedPorts } from '../exposed-ports.ts';
import { replaceBy } from '../fix.ts';
import type { Rule } from '../rule.ts';

export const exposeProtoCasing: Rule = {
  id: 'ExposeProtoCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The protocol of a port is not in lower case',
  help: 'Tools that compare ports with those of the configuration miss one that is written otherwise. Write tcp, udp or sctp.',
  fixes: 'safe',
  noFix: 'Only where the protocol is written out, and not the value of a variable.',
  examples: {
    bad: ['EXPOSE 80/TCP', 'ARG PORT=53/UDP\nEXPOSE $PORT'],
    good: ['EXPOSE 80/tcp', 'EXPOSE 80'],
  },
  check(dockerfile, report, config) {
    for (const { text, protocol, at, place, directive, isLiteral } of exposedPorts(dockerfile, config)) {
      if (protocol === protocol.toLowerCase()) continue;
      const written = { start: at.end - protocol.length, end: at.end };
      const edits = [replaceBy(written, protocol.toLowerCase())];
      const fix = isLiteral ? { title: `Write ${protocol.toLowerCase()}`, edits } : null;
      report(place, { at, directive, message: `The protocol of ${text} is not in lower case`, fix });
    }
  },
};
