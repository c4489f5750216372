import { expect, test } from 'vitest';
import { rootUser } from '../../../src/hardening/checks/cis-di-0001-root-user.ts';
import { verdictOn } from '../../support/configured-image.ts';

const unset = ['No USER is set, so the image runs as root.'];
const root = ['USER is set to root.'];

test.each([
  ['', unset],
  ['  ', unset],
  ['root', root],
  ['0', root],
  ['00', root],
  ['0:0', root],
  ['root:root', root],
  ['root:staff', root],
  ['0:1000', root],
  [':1000', root],
  ['10001', 'passed'],
  ['1000:0', 'passed'],
  ['app', 'passed'],
  ['app:root', 'passed'],
  ['rooty', 'passed'],
])('USER %j', (user, verdict) => {
  expect(verdictOn(rootUser, { config: { user } })).toEqual(verdict);
});

test('the last USER of the history is where it was set', () => {
  const history = ['/bin/sh -c #(nop) USER app', 'RUN /bin/sh -c make # buildkit', '/bin/sh -c #(nop)  USER root'];
  expect(verdictOn(rootUser, { history, config: { user: 'root' } })).toEqual(['2 USER is set to root.']);
});

test('neither a docker export nor Windows has a root in its config', () => {
  expect(verdictOn(rootUser, { image: { format: 'rootfs' } })).toBe('not-applicable');
  expect(verdictOn(rootUser, { image: { platform: 'windows/amd64' } })).toBe('not-applicable');
});
