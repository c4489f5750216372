import { expect, test } from 'vitest';
import { noCd } from '../../../src/hardening/checks/ds-0013-cd.ts';
import { verdictOn } from '../../support/configured-image.ts';

const found = ['0/0 The step changes the folder with cd.'];

test.each([
  ['/bin/sh -c cd /src && make', found],
  ['RUN /bin/sh -c cd /tmp # buildkit', found],
  ['RUN /bin/sh -c set -e; make; cd ..; ls # buildkit', found],
  ['/bin/sh -c (cd /src && make)', 'passed'],
  ['/bin/sh -c dir=$(cd /src && pwd)', 'passed'],
  ['/bin/sh -c make -C /src', 'passed'],
])('%j', (createdBy, verdict) => {
  expect(verdictOn(noCd, { history: [createdBy] })).toEqual(verdict);
});

test('without a history there is nothing to ask', () => {
  expect(verdictOn(noCd, {})).toBe('not-applicable');
});
