import { expect, test } from 'vitest';
import { noTriggers } from '../../../src/hardening/checks/pl2013-onbuild.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  [['COPY . /app'], ['ONBUILD has a trigger: COPY.']],
  [
    ['RUN npm ci', 'ENV TOKEN=hush'],
    ['ONBUILD has a trigger: RUN.', 'ONBUILD has a trigger: ENV.'],
  ],
  [['  add x y'], ['ONBUILD has a trigger: ADD.']],
  [[], 'passed'],
])('%j', (onBuild, verdict) => {
  expect(verdictOn(noTriggers, { config: { onBuild } })).toEqual(verdict);
});

test('triggers that ran in this build are steps like any other', () => {
  expect(verdictOn(noTriggers, { history: ['ONBUILD COPY . /app', 'COPY . /app'] })).toBe('passed');
});

test('a docker export has no config', () => {
  expect(verdictOn(noTriggers, { image: { format: 'rootfs' } })).toBe('not-applicable');
});
