import { describe, expect, test } from 'vitest';
import { runUser } from '../../../src/hardening/checks/pl2062-run-user.ts';
import { listedUser } from '../../../src/hardening/checks/pl2063-listed-user.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree = 'etc/passwd  "root:x:0:0::/:/bin/sh\\nweb:x:1000:1000::/:/bin/sh\\n"\n etc/group  "web:x:1000:\\n"';
const say = async (User: string, text = tree): Promise<string[]> => told(runUser, await startImage(text, { User }));

describe('the user exists', () => {
  test.each(['root', 'web', 'web:web', 'web:77', '1000', '4711', '0:0', '2147483647'])('passes: %s', async (user) => {
    expect(await say(user)).toEqual(['passed']);
  });

  test.each<[string, string]>([
    ['app', '/etc/passwd: USER is app, and /etc/passwd has no such user.'],
    ['Web', '/etc/passwd: USER is Web, and /etc/passwd has no such user.'],
    ['web:staff', '/etc/group: USER asks for the group staff, and /etc/group has no such group.'],
    ['2147483648', '/etc/passwd: USER asks for the user 2147483648; runtimes take numbers up to 2,147,483,647.'],
    [
      '1:99999999999999999999',
      '/etc/passwd: USER asks for the group 99999999999999999999; runtimes take numbers up to 2,147,483,647.',
    ],
  ])('fails: %s', async (user, expected) => {
    expect(await say(user)).toEqual([expected]);
  });

  test('fails: root by name where there is no /etc/passwd', async () => {
    expect(await say('root', 'run  0755  @static')).toEqual([
      '/etc/passwd: USER is root, and /etc/passwd has no such user.',
    ]);
  });

  test('no user is named', async () => {
    expect(await say('')).toEqual(['not-applicable: The image names no user: it runs as root.']);
  });

  test('a file of accounts that is no text', async () => {
    expect(await say('web', 'etc/passwd  "web\\u0000:x:1000:1000::/:/bin/sh"')).toEqual([
      'unknown: It holds bytes that no text has.',
    ]);
  });
});

describe('the user has a line', () => {
  const listed = async (User: string, text = tree): Promise<string[]> =>
    told(listedUser, await startImage(text, { User }));

  test.each(['1000', '1000:7', '01000'])('passes: %s', async (user) => {
    expect(await listed(user)).toEqual(['passed']);
  });

  test.each<[string, string, string]>([
    ['4711', tree, '/etc/passwd: It has no line for the user 4711.'],
    ['4711:web', tree, '/etc/passwd: It has no line for the user 4711.'],
    ['65532', 'run  0755  @static', '/etc/passwd: No /etc/passwd names the user 65532.'],
  ])('fails: %s', async (user, text, expected) => {
    expect(await listed(user, text)).toEqual([expected]);
  });

  test.each<[string, string]>([
    ['web', 'USER names no user by number.'],
    ['', 'USER names no user by number.'],
    ['0:7', 'The image runs as root.'],
  ])('not applicable: %s', async (user, reason) => {
    expect(await listed(user)).toEqual([`not-applicable: ${reason}`]);
  });
});
