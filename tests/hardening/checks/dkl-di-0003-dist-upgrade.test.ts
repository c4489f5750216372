import { expect, test } from 'vitest';
import { noDistUpgrade } from '../../../src/hardening/checks/dkl-di-0003-dist-upgrade.ts';
import { verdictOn } from '../../support/configured-image.ts';

test.each([
  ['/bin/sh -c apt-get update && apt-get dist-upgrade -y', ['0/0 The step calls apt-get dist-upgrade.']],
  ['RUN /bin/sh -c apt-get -y -o A::B=c dist-upgrade # buildkit', ['0/0 The step calls apt-get dist-upgrade.']],
  ['/bin/sh -c apt full-upgrade -y', ['0/0 The step calls apt full-upgrade.']],
  ['/bin/sh -c apt-get upgrade -y', 'passed'],
  ['/bin/sh -c apt-get install -y dist-upgrade-tool', 'passed'],
  ['/bin/sh -c ./dist-upgrade', 'passed'],
])('%j', (createdBy, verdict) => {
  expect(verdictOn(noDistUpgrade, { history: [createdBy] })).toEqual(verdict);
});

test('without a history there is nothing to ask', () => {
  expect(verdictOn(noDistUpgrade, {})).toBe('not-applicable');
});
