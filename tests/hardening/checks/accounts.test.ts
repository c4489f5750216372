import { describe, expect, test } from 'vitest';
import { brokenAccountsCheck } from '../../../src/hardening/checks/broken-accounts.ts';
import { emptyPasswordCheck } from '../../../src/hardening/checks/dkl-li-0001-empty-password.ts';
import { duplicateIdsCheck } from '../../../src/hardening/checks/dkl-li-0002-duplicate-ids.ts';
import { otherRootsCheck } from '../../../src/hardening/checks/other-roots.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said, withoutBodies } from '../said.ts';

const root = 'root:x:0:0:root:/root:/bin/sh';
const app = 'app:x:10:10::/home/app:/bin/sh';

describe('DKL-LI-0001', () => {
  test.each([
    [
      'root in /etc/shadow',
      `layer\n etc/shadow  ${lines('root::19000:0:99999:7:::')}`,
      ['/etc/shadow [0] User root has an empty password.'],
    ],
    [
      'in /etc/master.passwd',
      `layer\n etc/master.passwd  ${lines('root:*:0:0::0:0:Charlie:/root:/bin/csh', 'app::1:1::0:0::/:/bin/sh')}`,
      ['/etc/master.passwd [0] User app has an empty password.'],
    ],
    [
      'in /etc/passwd itself',
      `layer\n etc/passwd  ${lines(root, 'guest::5:5::/:/bin/sh')}`,
      ['/etc/passwd [0] User guest has an empty password.'],
    ],
    [
      'by a later layer',
      `layer\n etc/shadow  ${lines('root:*:1::::::')}\nlayer\n etc/shadow  ${lines('root::1::::::', 'app::1::::::')}`,
      ['/etc/shadow [1] User root has an empty password.', '/etc/shadow [1] User app has an empty password.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(emptyPasswordCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['locked', `layer\n etc/shadow  ${lines('root:*:1::::::', 'app:!:1::::::', 'mail:!!:1::::::')}`],
    ['with a hash', `layer\n etc/shadow  ${lines('root:$6$salt$hash:1::::::')}`],
    ['kept elsewhere', `layer\n etc/passwd  ${lines(root)}`],
    ['a comment, a blank line and one of NIS', `layer\n etc/passwd  ${lines(root, '', '# app::1:1::/:', '+::::::')}`],
  ])('passes: %s', async (_, text) => {
    expect(said(emptyPasswordCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  test('does not apply without any of the files', async () => {
    expect(said(emptyPasswordCheck, await hardenedImage('layer\n app  1'))).toEqual([
      'not-applicable: The image has no /etc/shadow and no /etc/master.passwd and no /etc/passwd.',
    ]);
  });

  test('says what could not be read beside what was found', async () => {
    const image = await hardenedImage(`layer\n etc/shadow  ${lines('root::1::::::')}\n etc/passwd  1500000`);
    expect(said(emptyPasswordCheck, image)).toEqual([
      '/etc/shadow [0] User root has an empty password.',
      '- /etc/passwd is too large to be read, or its layer could not be read.',
    ]);
  });
});

describe('DKL-LI-0002', () => {
  test.each([
    [
      'two users',
      `layer\n etc/passwd  ${lines(root, app, 'web:x:10:11::/:/bin/sh')}`,
      ['/etc/passwd [0] Users with the same id, 10: app, web.'],
    ],
    [
      'three groups, another layer',
      `layer\n etc/passwd  ${lines(root)}\nlayer\n etc/group  ${lines('a:x:5:', 'b:x:5:', 'c:x:05:', 'd:x:6:')}`,
      ['/etc/group [1] Groups with the same id, 5: a, b, c.'],
    ],
    [
      'both files',
      `layer\n etc/passwd  ${lines(root, 'toor:x:0:0::/:/bin/sh')}\n etc/group  ${lines('a:x:1:', 'b:x:1:')}`,
      ['/etc/passwd [0] Users with the same id, 0: root, toor.', '/etc/group [0] Groups with the same id, 1: a, b.'],
    ],
    [
      'more than can be named',
      `layer\n etc/passwd  ${lines(...'abcdefgh'.split('').map((name) => `${name}:x:7:7::/:/bin/sh`))}`,
      ['/etc/passwd [0] Users with the same id, 7: a, b, c, d, e, f and 2 more.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(duplicateIdsCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['an id each', `layer\n etc/passwd  ${lines(root, app)}\n etc/group  ${lines('root:x:0:', 'app:x:10:')}`],
    ['users that share a group', `layer\n etc/passwd  ${lines(root, app, 'web:x:11:10::/:/bin/sh')}`],
    ['a user and a group of the same id', `layer\n etc/passwd  ${lines(app)}\n etc/group  ${lines('other:x:10:')}`],
  ])('passes: %s', async (_, text) => {
    expect(said(duplicateIdsCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  test('does not apply without either file', async () => {
    expect(said(duplicateIdsCheck, await hardenedImage('layer\n app  1'))).toEqual([
      'not-applicable: The image has no /etc/passwd and no /etc/group.',
    ]);
  });
});

describe('PL2022', () => {
  test.each([
    ['another name', `layer\n etc/passwd  ${lines(root, 'toor:x:0:0::/root:/bin/sh')}`, ['toor']],
    ['without root', `layer\n etc/passwd  ${lines('admin:x:0:100::/:/bin/sh')}`, ['admin']],
    [
      'written with zeros, and twice',
      `layer\n etc/passwd  ${lines(root, 'a:x:00:1::/:', 'b:x:000:1::/:')}`,
      ['a', 'b'],
    ],
  ])('%s', async (_, text, names) => {
    expect(said(otherRootsCheck, await hardenedImage(text))).toEqual(
      names.map((name) => `/etc/passwd [0] User ${name} has user id 0, and so may do all that root may.`),
    );
  });

  test.each([
    ['root alone', `layer\n etc/passwd  ${lines(root, app)}`],
    ['root’s group', `layer\n etc/passwd  ${lines(root, 'web:x:33:0::/:/bin/sh')}`],
    ['removed later', `layer\n etc/passwd  ${lines(root, 'toor:x:0:0::/:')}\nlayer\n etc/passwd  ${lines(root)}`],
  ])('passes: %s', async (_, text) => {
    expect(said(otherRootsCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  test('does not apply without /etc/passwd', async () => {
    expect(said(otherRootsCheck, await hardenedImage('layer\n app  1'))).toEqual([
      'not-applicable: The image has no /etc/passwd.',
    ]);
  });
});

describe('PL2023', () => {
  test.each([
    [
      'an id beyond 32 bits, which some take for root',
      `layer\n etc/passwd  ${lines(root, 'big:x:4294967296:1::/:/bin/sh')}`,
      ['/etc/passwd [0] Line 2: The user id of ‘big’, 4294967296, is beyond 32 bits.'],
    ],
    [
      'no number',
      `layer\n etc/group  ${lines('root:x:0:', 'web:x:-5:', 'app:x::')}`,
      [
        '/etc/group [0] Line 2: The group id of ‘web’ is no number.',
        '/etc/group [0] Line 3: The group id of ‘app’ is no number.',
      ],
    ],
    [
      'fields missing',
      `layer\n etc/passwd  ${lines(root)}\nlayer\n etc/passwd  ${lines(root, 'app')}`,
      ['/etc/passwd [1] Line 2: It has 1 fields instead of 7.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(brokenAccountsCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['as they should be', `layer\n etc/passwd  ${lines(root, app)}\n etc/group  ${lines('root:x:0:')}`],
    ['the highest id', `layer\n etc/passwd  ${lines('a:x:4294967294:1::/:/bin/sh')}`],
    ['blank lines and comments', `layer\n etc/passwd  ${lines(root, '', '# app')}`],
  ])('passes: %s', async (_, text) => {
    expect(said(brokenAccountsCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  test('does not apply without any of the files', async () => {
    expect(said(brokenAccountsCheck, await hardenedImage('layer\n app  1'))[0]).toMatch(/^not-applicable: /);
  });
});

describe('bad input', () => {
  const all = [emptyPasswordCheck, duplicateIdsCheck, otherRootsCheck, brokenAccountsCheck];

  test('/etc/passwd of 50 MB', async () => {
    const image = await hardenedImage(`layer\n etc/passwd  52428800`);
    for (const check of all) {
      expect(said(check, image)).toEqual([
        'unknown: /etc/passwd is too large to be read, or its layer could not be read.',
      ]);
    }
  }, 60_000);

  test('binary files', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 151 + (at >> 3)) & 255);
    const image = await hardenedImage(`layer\n etc/passwd  1\n etc/shadow  1`, {
      contents: { 'etc/passwd': noise, 'etc/shadow': noise },
    });
    for (const check of all) expect(said(check, image)[0]).toMatch(/^unknown: .*\/etc\/passwd could not be read: /);
  });

  test('ids of 400 digits are the same to nobody', async () => {
    const huge = '9'.repeat(400);
    const image = await hardenedImage(`layer\n etc/passwd  ${lines(root, `a:x:${huge}:1::/:`, `b:x:${huge}:1::/:`)}`);
    expect(said(duplicateIdsCheck, image)).toEqual(['passed']);
    expect(said(brokenAccountsCheck, image)).toHaveLength(2);
  });

  test('a name of 100,000 characters is cut', async () => {
    const image = await hardenedImage(`layer\n etc/passwd  ${lines(`${'x'.repeat(100_000)}::7:7::/:/bin/sh`)}`);
    const [first = ''] = said(emptyPasswordCheck, image);
    expect(first).toMatch(/^\/etc\/passwd \[0\] User x+… has an empty password\.$/);
    expect(first.length).toBeLessThan(300);
  });

  test('20,000 accounts with empty passwords', async () => {
    const accounts = Array.from({ length: 20_000 }, (_, number) => `u${number}::${number}:1::/:`);
    const found = said(emptyPasswordCheck, await hardenedImage(`layer\n etc/passwd  ${lines(...accounts)}`));
    expect(found).toHaveLength(1001);
    expect(found.at(-1)).toBe('- 19,000 more of these are not listed.');
  });

  test('a layer that could not be read', async () => {
    const image = withoutBodies(await hardenedImage(`layer\n etc/passwd  ${lines(root)}`));
    for (const check of all) {
      expect(said(check, image)).toEqual([
        'unknown: Layer 0 could not be read to its end. /etc/passwd is too large to be read, or its layer could not be read.',
      ]);
    }
  });

  test('a link to a file of another name', async () => {
    const image = await hardenedImage(`layer\n data/accounts  ${lines(root)}\n etc/passwd -> ../data/accounts`);
    expect(said(emptyPasswordCheck, image)).toEqual([
      'unknown: /etc/passwd leads to /data/accounts, and files of that name are not looked into.',
    ]);
  });

  test('a loop of symbolic links', async () => {
    const image = await hardenedImage(`layer\n etc/passwd -> group\n etc/group -> passwd`);
    expect(said(duplicateIdsCheck, image)).toEqual(['not-applicable: The image has no /etc/passwd and no /etc/group.']);
  });
});
