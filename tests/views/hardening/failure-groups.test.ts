import { expect, test } from 'vitest';
import { failureGroups } from '../../../src/views/hardening/failure-groups.ts';

test('what is said of several places is said once, in the order in which it comes first', () => {
  const setuid = 'It runs as root.';
  const setgid = 'It runs with the group shadow.';
  const failures = [
    { message: setgid, path: '/usr/bin/chage', layer: 0 },
    { message: setuid, path: '/usr/bin/su', layer: 0 },
    { message: setgid, path: '/usr/bin/expiry', layer: 2 },
    { message: 'No USER is set.' },
  ];
  const told = failureGroups(failures).map(({ message, failures }) => [message, failures.map(({ path }) => path)]);
  expect(told).toEqual([
    [setgid, ['/usr/bin/chage', '/usr/bin/expiry']],
    [setuid, ['/usr/bin/su']],
    ['No USER is set.', [undefined]],
  ]);
});

test('of nothing there are none', () => {
  expect(failureGroups([])).toEqual([]);
});
