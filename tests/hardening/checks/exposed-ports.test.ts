import { expect, test } from 'vitest';
import { exposedPorts } from '../../../src/hardening/checks/exposed-ports.ts';
import { checkWith, verdictOn } from '../../support/configured-image.ts';

test.each([
  ['DS-0004', ['22/tcp'], ['EXPOSE 22/tcp is the port of SSH.']],
  ['DS-0004', ['80/tcp', '22'], ['EXPOSE 22 is the port of SSH.']],
  ['DS-0004', ['20-25/tcp'], ['EXPOSE 20-25/tcp is the port of SSH.']],
  ['DS-0004', [], 'passed'],
  ['DS-0004', ['2222/tcp', '220/tcp'], 'passed'],
  ['DS-0004', ['23-30/tcp', '99999/tcp'], 'passed'],

  ['DS-0008', ['65536/tcp'], ['EXPOSE 65536/tcp names no port that can be.']],
  ['DS-0008', ['0/tcp', '80/tcp'], ['EXPOSE 0/tcp names no port that can be.']],
  [
    'DS-0008',
    ['http', '$PORT/tcp'],
    ['EXPOSE http names no port that can be.', 'EXPOSE $PORT/tcp names no port that can be.'],
  ],
  ['DS-0008', ['9000-8000/tcp'], ['EXPOSE 9000-8000/tcp names no port that can be.']],
  ['DS-0008', ['80/http'], ['EXPOSE 80/http names no port that can be.']],
  ['DS-0008', [], 'passed'],
  ['DS-0008', ['65535/tcp', '53/udp', '80'], 'passed'],
  ['DS-0008', ['8000-8010/TCP', '36412/sctp'], 'passed'],
] as const)('%s %j', (code, ports, verdict) => {
  expect(verdictOn(checkWith(code, exposedPorts), { config: { exposedPorts: [...ports] } })).toEqual(verdict);
});

test('the last EXPOSE is where they were set; a docker export has no config', () => {
  const parts = { history: ['EXPOSE map[22/tcp:{}]'], config: { exposedPorts: ['22/tcp'] } };
  const [ssh] = exposedPorts;
  expect(verdictOn(ssh!, parts)).toEqual(['0 EXPOSE 22/tcp is the port of SSH.']);
  expect(verdictOn(ssh!, { ...parts, image: { format: 'rootfs' } })).toBe('not-applicable');
});
