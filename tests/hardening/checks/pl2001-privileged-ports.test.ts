import { expect, test } from 'vitest';
import { noPrivilegedPorts } from '../../../src/hardening/checks/pl2001-privileged-ports.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  ['app', ['80/tcp'], ['Port 80/tcp is exposed, and the user is not root.']],
  ['10001', ['8080/tcp', '443/tcp'], ['Port 443/tcp is exposed, and the user is not root.']],
  ['app', ['1023/udp'], ['Port 1023/udp is exposed, and the user is not root.']],
  ['app', ['8080/tcp'], 'passed'],
  ['app', ['1024/tcp'], 'passed'],
  ['app', ['99999/tcp'], 'passed'],
  ['app', [], 'not-applicable'],
  ['', ['80/tcp'], 'not-applicable'],
  ['0:0', ['80/tcp'], 'not-applicable'],
])('USER %j, EXPOSE %j', (user, exposedPorts, verdict) => {
  expect(verdictOn(noPrivilegedPorts, { config: { user, exposedPorts } })).toEqual(verdict);
});
