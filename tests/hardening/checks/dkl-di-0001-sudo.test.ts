import { expect, test } from 'vitest';
import { noSudo } from '../../../src/hardening/checks/dkl-di-0001-sudo.ts';
import { verdictOn } from '../../support/configured-image.ts';

const called = ['0/0 The step calls sudo.'];

test.each([
  ['/bin/sh -c sudo apt-get update', called],
  ['RUN /bin/sh -c make && /usr/bin/sudo make install # buildkit', called],
  ['RUN /bin/sh -c (cd /src; sudo -u app make) # buildkit', called],
  ['/bin/sh -c apt-get install -y sudo', 'passed'],
  ['/bin/sh -c echo sudo make', 'passed'],
  ['COPY sudo /usr/bin/sudo # buildkit', 'passed'],
])('%j', (createdBy, verdict) => {
  expect(verdictOn(noSudo, { history: [createdBy] })).toEqual(verdict);
});

test('without a history there is nothing to ask', () => {
  expect(verdictOn(noSudo, {})).toBe('not-applicable');
});
