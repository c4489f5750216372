import { exposedPorts } from '../exposed-ports.ts';
import { replaceBy } from '../fix.ts';
import type { Rule } from '../rule.ts';

export const exposeInvalidFormat: Rule = {
  id: 'ExposeInvalidFormat',
  source: 'buildkit',
  severity: 'warning',
  summary: 'EXPOSE names an address or a port of the host',
  help: 'EXPOSE tells the ports of the container; those of the host are chosen when it starts, and a later builder will refuse them here. Write the port of the container alone.',
  fixes: 'safe',
  noFix: 'Only where the port is written out, and not the value of a variable.',
  examples: {
    bad: ['EXPOSE 8080:80', 'EXPOSE 127.0.0.1:80:80'],
    good: ['EXPOSE 80', 'EXPOSE 8000-8010/udp'],
  },
  check(dockerfile, report, config) {
    for (const { text, host, at, place, directive, isLiteral } of exposedPorts(dockerfile, config)) {
      if (host === '') continue;
      const message = `EXPOSE ${text} names ${host}, which belongs to the host`;
      const port = text.slice(text.lastIndexOf(':') + 1);
      const fix = isLiteral ? { title: `Write ${port} alone`, edits: [replaceBy(at, port)] } : null;
      report(place, { at, directive, message, fix });
    }
  },
};
