import { describe, expect, test } from 'vitest';
import { writableSearchPath } from '../../../src/hardening/checks/pl2057-writable-search-path.ts';
import { writableProgram } from '../../../src/hardening/checks/pl2058-writable-program.ts';
import { startImage, told } from '../../support/start-image.ts';

const passwd = 'etc/passwd  "web:x:1000:1000::/:/bin/sh\\n"\n';

describe('directories of PATH', () => {
  const tree = `${passwd} usr/bin/  0755\n own/  0755  1000:1000\n all/  01777\n shared/  0775  0:1000\n there -> own\n file  0777`;
  const say = async (path: string, User: string): Promise<string[]> =>
    told(writableSearchPath, await startImage(tree, { Env: [`PATH=${path}`], User }));

  test.each([
    ['directories of root', '/usr/bin', 'web'],
    ['root may write to its own', '/usr/bin:/own', ''],
    ['directories of others', '/own', '2000'],
    ['what is not there', '/gone', 'web'],
    ['what is no directory', '/file', ''],
  ])('passes: %s', async (_, path, user) => {
    expect(await say(path, user)).toEqual(['passed']);
  });

  test.each([
    [
      'everybody, sticky or not, for root too',
      '/all',
      '',
      '/all: Everybody may write to this directory of PATH (mode 1777, owner 0, group 0).',
    ],
    [
      'the user',
      '/own',
      'web',
      '/own: The user as whom the image runs, web (1000), may write to this directory of PATH (mode 0755, owner 1000, group 1000).',
    ],
    [
      'its group',
      '/shared',
      'web',
      '/shared: The user as whom the image runs, web (1000), may write to this directory of PATH (mode 0775, owner 0, group 1000).',
    ],
    [
      'behind a link, once',
      '/there:/own',
      '1000',
      '/own: The user as whom the image runs, web (1000), may write to this directory of PATH (mode 0755, owner 1000, group 1000).',
    ],
  ])('fails: %s', async (_, path, user, expected) => {
    expect(await say(path, user)).toEqual([expected]);
  });

  test('an empty part of PATH is the working directory', async () => {
    const image = await startImage(tree, { Env: ['PATH=/usr/bin::'], WorkingDir: '/all' });
    expect(told(writableSearchPath, image)[0]).toMatch(/^\/all: Everybody/);
  });
});

describe('what is started, and libraries', () => {
  const tree = `${passwd} usr/bin/run  0755  @static\n srv/web/run  0755  1000:1000  @static\n tmp/  01777\n tmp/run  0755  @static
    open/  0777\n open/run  0755  @static\n libs/  0755  1000:1000\n usr/bin/gosu  0755  @static
    chain -> open/onward\n open/onward -> /usr/bin/run\n sticky -> tmp/onward\n tmp/onward -> /usr/bin/run
    mine -> tmp/mine\n tmp/mine -> /usr/bin/run  1000:1000\n up -> open/../usr/bin/run`;
  const say = async (config: Record<string, unknown>, more = ''): Promise<string[]> =>
    told(writableProgram, await startImage(tree + more, config));

  test.each<[string, Record<string, unknown>]>([
    ['files of root', { Cmd: ['run'], User: 'web' }],
    ['files of another', { Cmd: ['/srv/web/run'], User: '2000' }],
    ['a file of root in a sticky directory', { Cmd: ['/tmp/run'], User: 'web' }],
    ['a link of root in a sticky directory', { Cmd: ['/sticky'], User: 'web' }],
  ])('passes: %s', async (_, config) => {
    expect(await say(config)).toEqual(['passed']);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'the file',
      { Cmd: ['/srv/web/run'], User: 'web' },
      '',
      '/srv/web/run: The program /srv/web/run is what the image starts, and web (1000), as whom the image runs, may write to it (mode 0755, owner 1000, group 1000).',
    ],
    [
      'a directory on its way',
      { Cmd: ['/open/run'], User: '7' },
      '',
      '/open: The program /open/run lies below this directory, and user 7, as whom the image runs, may write to it (mode 0777, owner 0, group 0).',
    ],
    [
      'a directory of a link in the middle of a chain',
      { Cmd: ['/chain'], User: '7' },
      '',
      '/open: The program /chain is reached by a symbolic link below this directory, and user 7, as whom the image runs, may write to it (mode 0777, owner 0, group 0).',
    ],
    [
      'a sticky directory with a link of the user',
      { Cmd: ['/mine'], User: 'web' },
      '',
      '/tmp: The program /mine is reached by a symbolic link below this directory, and web (1000), as whom the image runs, may write to it (mode 1777, owner 0, group 0).',
    ],
    [
      'a sticky directory of the user',
      { Cmd: ['/box/run'], User: 'web' },
      '\n box/  01755  1000:1000\n box/run  0755  @static',
      '/box: The program /box/run lies below this directory, and web (1000), as whom the image runs, may write to it (mode 1755, owner 1000, group 1000).',
    ],
    [
      'a directory of LD_LIBRARY_PATH',
      { Cmd: ['run'], User: 'web', Env: ['LD_LIBRARY_PATH=/libs'] },
      '',
      '/libs: LD_LIBRARY_PATH names this directory, and web (1000), as whom the image runs, may write to it (mode 0755, owner 1000, group 1000).',
    ],
    [
      'a directory of libraries',
      { Cmd: ['/tmp/run'], User: 'web' },
      '\n usr/lib/  0777',
      '/usr/lib: Libraries are loaded from this directory, and web (1000), as whom the image runs, may write to it (mode 0777, owner 0, group 0).',
    ],
  ])('fails: %s', async (_, config, more, expected) => {
    expect(await say(config, more)).toEqual([expected]);
  });

  test('as the user that gosu changes to', async () => {
    const [message] = await say({ Cmd: ['gosu', 'web', '/srv/web/run'] });
    expect(message).toMatch(/^\/srv\/web\/run: /);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['root', { Cmd: ['/open/run'] }, 'The image runs as root, who may write everywhere.'],
    ['no such user', { Cmd: ['/open/run'], User: 'gone' }, 'USER is gone, and /etc/passwd has no such user.'],
  ])('not applicable: %s', async (_, config, reason) => {
    expect(await say(config)).toEqual([`not-applicable: ${reason}`]);
  });
});
