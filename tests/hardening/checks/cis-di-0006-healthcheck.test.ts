import { expect, test } from 'vitest';
import { healthcheck } from '../../../src/hardening/checks/cis-di-0006-healthcheck.ts';
import { verdictOn } from '../../support/configured-image.ts';

const none = ['No HEALTHCHECK is set.'];

test.each([
  [null, none],
  [[], none],
  [[''], none],
  [['NONE'], ['HEALTHCHECK is switched off with NONE.']],
  [['CMD', 'check'], 'passed'],
  [['CMD-SHELL', 'curl -f localhost || exit 1'], 'passed'],
  [['CMD-SHELL', 'exit 0'], 'passed'],
])('%j', (test, verdict) => {
  expect(verdictOn(healthcheck, { config: { healthcheck: test } })).toEqual(verdict);
});

test('one that the format of the image left out is told apart', () => {
  const history = ['ENV A=1', 'HEALTHCHECK &{["CMD" "check"]}'];
  expect(verdictOn(healthcheck, { history })).toEqual(['1 The HEALTHCHECK of the history is not in the config.']);
});

test('a docker export has no config', () => {
  expect(verdictOn(healthcheck, { image: { format: 'rootfs' } })).toBe('not-applicable');
});
