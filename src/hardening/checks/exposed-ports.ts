import { verdictOf, type HardeningCheck } from '../check.ts';
import { checkConfig } from '../check-config.ts';
import { placeOfLast } from '../history-steps.ts';
import { parsePort } from '../ports.ts';
import { shortText } from '../short-text.ts';

type PortTable = Omit<HardeningCheck, 'check' | 'source' | 'also'> & {
  /** What is wrong with a port of the config, in a sentence; null where nothing is. */
  readonly find: (text: string) => string | null;
};

const table: readonly PortTable[] = [
  {
    code: 'DS-0004',
    severity: 'warning',
    group: 'surface',
    title: 'The port of SSH is not exposed',
    why: 'A way to log in is one more way in, with keys and passwords of its own to keep.',
    fix: 'Take EXPOSE 22 and the SSH server out of the image; docker exec and kubectl exec open a shell without them.',
    find(text) {
      const port = parsePort(text);
      return port && port.first <= 22 && port.last >= 22 ? `EXPOSE ${text} is the port of SSH.` : null;
    },
  },
  {
    code: 'DS-0008',
    severity: 'error',
    group: 'start',
    title: 'The exposed ports are ports',
    why: 'Ports go from 1 to 65535. What publishes all exposed ports fails on any other, or leaves it out.',
    fix: 'Correct the EXPOSE: a number from 1 to 65535, and /tcp or /udp behind it.',
    find: (text) => (parsePort(text) ? null : `EXPOSE ${shortText(text)} names no port that can be.`),
  },
];

export const exposedPorts: readonly HardeningCheck[] = table.map(({ find, ...rest }) => ({
  ...rest,
  source: 'trivy',
  also: [],
  check: (hardened) =>
    checkConfig(hardened, (image) => {
      const place = placeOfLast(image, 'EXPOSE');
      const messages = image.config.exposedPorts.map(find).filter((message) => message !== null);
      return verdictOf(messages.map((message) => ({ message, ...place })));
    }),
}));
