import { expect, test } from 'vitest';
import { absolutePathParts } from '../../../src/hardening/checks/pl2010-path-parts.ts';
import { verdictOn } from '../../support/configured-image.ts';

const empty = 'PATH has an empty part, which is the current folder.';
const relative = (part: string): string => `PATH has a relative part: ${part}.`;

test.each([
  ['/usr/bin::/bin', [empty]],
  ['/usr/bin:/bin:', [empty]],
  [':/bin', [empty]],
  ['', [empty]],
  ['.:/bin', [relative('.')]],
  ['/bin:node_modules/.bin:node_modules/.bin', [relative('node_modules/.bin')]],
  ['~/bin:/bin:', [empty, relative('~/bin')]],
  ['/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'passed'],
  ['/bin', 'passed'],
  ['/opt/a b/bin:/bin/./x', 'passed'],
])('%j', (path, verdict) => {
  expect(verdictOn(absolutePathParts, { config: { env: ['A=1', `PATH=${path}`] } })).toEqual(verdict);
});

test('of thousands of parts some are listed', () => {
  const path = Array.from({ length: 5000 }, (_, number) => `part-${number}`).join(':');
  expect(verdictOn(absolutePathParts, { config: { env: [`PATH=${path}`] } })).toHaveLength(20);
});

test('no PATH, and that of Windows', () => {
  expect(verdictOn(absolutePathParts, { config: { env: ['MANPATH=x'] } })).toBe('not-applicable');
  const windows = { config: { env: ['PATH=c:\\windows;c:\\x'] }, image: { platform: 'windows/amd64' } };
  expect(verdictOn(absolutePathParts, windows)).toBe('not-applicable');
});
