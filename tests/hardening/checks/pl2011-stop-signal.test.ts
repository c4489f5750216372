import { expect, test } from 'vitest';
import { stopSignal } from '../../../src/hardening/checks/pl2011-stop-signal.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  ['SIGKILL', ['0 STOPSIGNAL is SIGKILL.']],
  ['kill', ['0 STOPSIGNAL is SIGKILL.']],
  ['9', ['0 STOPSIGNAL is SIGKILL.']],
  ['SIGSTOP', ['0 STOPSIGNAL is SIGSTOP.']],
  ['', 'passed'],
  ['SIGQUIT', 'passed'],
  ['SIGRTMIN+3', 'passed'],
  ['15', 'passed'],
])('STOPSIGNAL %j', (signal, verdict) => {
  const history = [`STOPSIGNAL ${signal}`];
  expect(verdictOn(stopSignal, { history, config: { stopSignal: signal } })).toEqual(verdict);
});

test('a docker export has no config', () => {
  expect(verdictOn(stopSignal, { image: { format: 'rootfs' } })).toBe('not-applicable');
});
