import { exposedPorts } from '../exposed-ports.ts';
import type { Rule } from '../rule.ts';

export const exposeProtoCasing: Rule = {
  id: 'ExposeProtoCasing',
  source: 'buildkit',
  severity: 'warning',
  summary: 'The protocol of a port is not in lower case',
  help: 'Tools that compare ports with those of the configuration miss one that is written otherwise. Write tcp, udp or sctp.',
  examples: {
    bad: ['EXPOSE 80/TCP', 'ARG PORT=53/UDP\nEXPOSE $PORT'],
    good: ['EXPOSE 80/tcp', 'EXPOSE 80'],
  },
  check(dockerfile, report, config) {
    for (const { text, protocol, at, place, directive } of exposedPorts(dockerfile, config)) {
      if (protocol === protocol.toLowerCase()) continue;
      report(place, { at, directive, message: `The protocol of ${text} is not in lower case` });
    }
  },
};
