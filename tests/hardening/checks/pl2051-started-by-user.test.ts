import { describe, expect, test } from 'vitest';
import { startedByUser } from '../../../src/hardening/checks/pl2051-started-by-user.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree = `
  etc/passwd  "root:x:0:0::/root:/bin/sh\\nweb:x:1000:1000::/home/web:/bin/sh\\n"
  etc/group  "web:x:1000:\\nstaff:x:50:other,web\\n"
  app/all  0755  @static
  app/none  0644  @static
  app/owner  0700  1000:0  @static
  app/group  0750  0:1000  @static
  app/staff  0010  0:50  @static
  app/notowner  0055  1000:1000  @static
  closed/  0700
  closed/all  0755  @static
  link -> closed/all
  chain -> closed/onward
  closed/onward -> ../app/all
  out -> closed/../app/all
  usr/bin/gosu  0755  @static`;

describe('passes', () => {
  test.each<[string, string, string]>([
    ['everybody', '/app/all', 'web'],
    ['root by any of the bits', '/app/owner', ''],
    ['root in a closed directory', '/closed/all', 'root'],
    ['the owner by number', '/app/owner', '1000'],
    ['the group of the user', '/app/group', 'web'],
    ['a further group of the user', '/app/staff', 'web'],
    ['the group that USER names', '/app/group', '7:web'],
  ])('%s', async (_, program, User) => {
    expect(told(startedByUser, await startImage(tree, { Entrypoint: [program], User }))).toEqual(['passed']);
  });
});

describe('fails', () => {
  test.each<[string, string, string, string]>([
    [
      'nobody, not even root',
      '/app/none',
      '',
      '/app/none: The program /app/none may not be executed by anybody (mode 0644, owner 0, group 0).',
    ],
    [
      'another owner',
      '/app/owner',
      '1001',
      '/app/owner: The program /app/owner may not be executed by the user as whom it runs, user 1001 (mode 0700, owner 1000, group 0).',
    ],
    [
      'the class of the owner decides',
      '/app/notowner',
      'web',
      '/app/notowner: The program /app/notowner may not be executed by the user as whom it runs, web (1000) (mode 0055, owner 1000, group 1000).',
    ],
    [
      'with a group named, the further ones do not count',
      '/app/staff',
      'web:web',
      '/app/staff: The program /app/staff may not be executed by the user as whom it runs, web (1000) (mode 0010, owner 0, group 50).',
    ],
    [
      'a closed directory',
      '/closed/all',
      'web',
      '/closed: The program /closed/all lies below a directory that web (1000), as whom it runs, may not enter (mode 0700, owner 0, group 0).',
    ],
    [
      'a closed directory behind a link',
      '/link',
      'web',
      '/closed: The program /link lies below a directory that web (1000), as whom it runs, may not enter (mode 0700, owner 0, group 0).',
    ],
    [
      'a closed directory of a link in the middle of a chain',
      '/chain',
      'web',
      '/closed: The program /chain is reached by a symbolic link below a directory that web (1000), as whom it runs, may not enter (mode 0700, owner 0, group 0).',
    ],
    [
      'a closed directory that a link leads out of again',
      '/out',
      'web',
      '/closed: The program /out is reached by a symbolic link below a directory that web (1000), as whom it runs, may not enter (mode 0700, owner 0, group 0).',
    ],
    [
      'a user that is not there, where nobody may',
      '/app/none',
      'gone',
      '/app/none: The program /app/none may not be executed by anybody (mode 0644, owner 0, group 0).',
    ],
  ])('%s', async (_, program, User, expected) => {
    expect(told(startedByUser, await startImage(tree, { Entrypoint: [program], User }))).toEqual([expected]);
  });

  test('as the user that gosu changes to', async () => {
    const [message] = told(startedByUser, await startImage(tree, { Entrypoint: ['gosu', '1001', '/app/owner'] }));
    expect(message).toContain(
      '/app/owner, started by gosu, may not be executed by the user as whom it runs, user 1001',
    );
  });
});

test('it is not known for a user that is not there', async () => {
  const image = await startImage(tree, { Entrypoint: ['/app/all'], User: 'gone' });
  expect(told(startedByUser, image)).toEqual(['unknown: USER is gone, and /etc/passwd has no such user.']);
});

test('nothing is said of what is not there', async () => {
  const image = await startImage(tree, { Entrypoint: ['/gone'] });
  expect(told(startedByUser, image)).toEqual(['not-applicable: The program that the image starts is not there.']);
});
