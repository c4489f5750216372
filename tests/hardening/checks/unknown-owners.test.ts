import { expect, test } from 'vitest';
import { unknownOwnersCheck } from '../../../src/hardening/checks/unknown-owners.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said } from '../said.ts';

const passwd = `etc/  0755\n etc/passwd  ${lines('root:x:0:0:root:/root:/bin/sh', 'app:x:10:10::/:/bin/sh')}`;
const group = `etc/group  ${lines('root:x:0:', 'app:x:10:')}`;

test.each([
  [
    'a user without a name',
    `layer\n ${passwd}\nlayer\n srv/a  1  0644  1001:10`,
    ['/srv/a [1] This belongs to user id 1001, which /etc/passwd does not name.'],
  ],
  [
    'users and groups, those that own most first',
    `layer\n ${passwd}\n ${group}\n a  1  0644  7:0\n b/  0755  8:9\n b/c  1  0644  8:9`,
    [
      '/b [0] 2 files and folders belong to user id 8, which /etc/passwd does not name. This is one of them.',
      '/a [0] This belongs to user id 7, which /etc/passwd does not name.',
      '/b [0] 2 files and folders belong to group id 9, which /etc/group does not name. This is one of them.',
    ],
  ],
  [
    'more than a few',
    `layer\n ${passwd}\n${Array.from({ length: 1200 }, (_, number) => ` f${number}  1  0644  55:0`).join('\n')}`,
    ['/f0 [0] 1,200 files and folders belong to user id 55, which /etc/passwd does not name. This is one of them.'],
  ],
])('%s', async (_, text, expected) => {
  expect(said(unknownOwnersCheck, await hardenedImage(text))).toEqual(expected);
});

test.each([
  ['all named', `layer\n ${passwd}\n ${group}\n a  1  0644  10:10`],
  ['groups where no file names them', `layer\n ${passwd}\n a  1  0644  10:77`],
  ['deleted by a later layer', `layer\n ${passwd}\n a  1  0644  99:0\nlayer\n .wh.a`],
])('passes: %s', async (_, text) => {
  expect(said(unknownOwnersCheck, await hardenedImage(text))).toEqual(['passed']);
});

test('does not apply without /etc/passwd', async () => {
  const image = await hardenedImage('layer\n a  1  0644  99:0');
  expect(said(unknownOwnersCheck, image)).toEqual(['not-applicable: The image has no /etc/passwd.']);
});

test('is unknown where /etc/passwd is too large, whoever owns what', async () => {
  const image = await hardenedImage('layer\n etc/passwd  1100000\n a  1  0644  99:0');
  expect(said(unknownOwnersCheck, image)).toEqual([
    'unknown: /etc/passwd is too large to be read, or its layer could not be read.',
  ]);
});

test.each([
  ['even where /etc/passwd names it', `etc/passwd  ${lines('root:x:0:0::/:', 'big:x:5000000000:1::/:')}`, []],
  ['where there is no /etc/passwd', 'b  1  0644  77:77', []],
  [
    'where it cannot be read',
    'etc/passwd  1100000\n b  1  0644  77:77',
    ['- /etc/passwd is too large to be read, or its layer could not be read.'],
  ],
])('an id beyond 32 bits, %s', async (_, files, more) => {
  // 4294967296 would be root's, were its lower 32 bits alone read.
  const image = await hardenedImage(`layer\n ${files}\n a  1  0644  5000000000:4294967296`);
  expect(said(unknownOwnersCheck, image)).toEqual([
    '/a [0] This belongs to user id 5000000000, which is more than Linux keeps.',
    '/a [0] This belongs to group id 4294967296, which is more than Linux keeps.',
    ...more,
  ]);
});
