import { describe, expect, test } from 'vitest';
import { startedProgram } from '../../../src/hardening/checks/pl2050-started-program.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree = `
  usr/local/bin/run  0755  @static
  usr/bin/tool  0644  @static
  bin -> usr/bin
  app/run  0755  @static
  app/link -> run
  app/far -> /opt/gone
  app/up -> ../../../usr/local/bin/run
  app/round -> round2
  app/round2 -> round
  app/pipe  0755  fifo
  app/file/  0755
  usr/bin/broken -> /opt/broken`;

describe('passes', () => {
  test.each<[string, Record<string, unknown>]>([
    ['an absolute path', { Entrypoint: ['/app/run'] }],
    ['a path below the working directory', { WorkingDir: '/app', Cmd: ['./run'] }],
    ['a name in PATH', { Env: ['PATH=/nowhere:/usr/local/bin'], Cmd: ['run'] }],
    ['a name in the usual PATH', { Cmd: ['run'] }],
    ['a name in an empty part of PATH', { Env: ['PATH=/usr/bin:'], WorkingDir: '/app', Cmd: ['run'] }],
    ['a name that nobody may execute', { Cmd: ['tool'] }],
    ['a link', { Entrypoint: ['/app/link'] }],
    ['a link that climbs above the root', { Entrypoint: ['/app/up'] }],
    ['a directory that is a link', { Entrypoint: ['/bin/tool'] }],
    ['what a wrapper starts', { Entrypoint: ['run'], Cmd: ['gone'] }],
    ['PATH is set twice', { Env: ['PATH=/x', 'PATH=/app'], Cmd: ['run'] }],
  ])('%s', async (_, config) => {
    expect(told(startedProgram, await startImage(tree, config))).toEqual(['passed']);
  });
});

describe('fails', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['no file', { Entrypoint: ['/app/gone'] }, '/app/gone: The program /app/gone is not there. There is no such file.'],
    [
      'no directory',
      { Entrypoint: ['/srv/app/run'] },
      '/srv/app/run: The program /srv/app/run is not there. There is no such file: the directory /srv is not there.',
    ],
    [
      'a link that leads nowhere',
      { Entrypoint: ['/app/far'] },
      '/app/far: The program /app/far is not there. It is a symbolic link, or lies behind one, that leads to /opt, which is not there.',
    ],
    [
      'links that lead round',
      { Entrypoint: ['/app/round'] },
      '/app/round: The program /app/round is not there. Its symbolic links lead round and round at /app/round.',
    ],
    [
      'a file as a directory',
      { Entrypoint: ['/app/run/x'] },
      '/app/run/x: The program /app/run/x is not there. /app/run, which is to be a directory above it, is none.',
    ],
    [
      'a directory',
      { Entrypoint: ['/app/file'] },
      '/app/file: The program /app/file is not there. It is a directory, not a program.',
    ],
    [
      'a pipe',
      { Entrypoint: ['/app/pipe'] },
      '/app/pipe: The program /app/pipe is not there. It is a fifo, not a program.',
    ],
    [
      'a name that is in no directory',
      { Env: ['PATH=/bin:/app'], Cmd: ['gone'] },
      '-: The program gone is not there. No directory of PATH has a program gone (PATH is /bin, /app).',
    ],
    [
      'a name that is a broken link in a directory of PATH',
      { Cmd: ['broken'] },
      '/usr/bin/broken: The program broken is not there. It is a symbolic link, or lies behind one, that leads to /opt, which is not there.',
    ],
    [
      'an empty PATH',
      { Env: ['PATH='], Cmd: ['run'] },
      '-: The program run is not there. No directory of PATH has a program run (PATH is empty).',
    ],
    ['an empty word', { Cmd: ['', 'x'] }, '-: The program is not there. The word that names the program is empty.'],
  ])('%s', async (_, config, expected) => {
    expect(told(startedProgram, await startImage(tree, config))).toEqual([expected]);
  });

  test('what a shell and a wrapper are to start', async () => {
    const text = `
      bin/sh  0755  @static
      sbin/tini  0755  @static`;
    const image = await startImage(text, { Entrypoint: ['tini', '--', 'sh', '-c', 'exec java -jar app.jar'] });
    const [message, ...others] = told(startedProgram, image);
    expect(others).toEqual([]);
    expect(message).toContain('java, started by sh, is not there. No directory of PATH has a program java');
  });

  test('a file that a later layer deleted', async () => {
    const image = await startImage(`app/run  0755  @static\nlayer  RUN rm /app/run\napp/.wh.run`, {
      Cmd: ['/app/run'],
    });
    expect(told(startedProgram, image)).toEqual([
      '/app/run: The program /app/run is not there. There is no such file.',
    ]);
  });
});

test('nothing is to be started', async () => {
  const [reason] = told(startedProgram, await startImage(tree));
  expect(reason).toMatch(/^not-applicable: The image has neither ENTRYPOINT nor CMD/);
});

test('an image for Windows', async () => {
  const [reason] = told(startedProgram, await startImage(tree, { Cmd: ['cmd'] }, { os: 'windows' }));
  expect(reason).toBe('not-applicable: What a Windows image starts is not looked at.');
});

test('it is not known whether a file is there where a layer could not be read', async () => {
  const image = await startImage(tree, { Cmd: ['/gone'] });
  const bodies = Object.assign(Object.create(image.bodies) as typeof image.bodies, { unread: [0] });
  expect(told(startedProgram, { ...image, bodies })).toEqual(['unknown: Layer 0 could not be read to its end.']);
});

describe('hostile words', () => {
  test.each<[string, Record<string, unknown>]>([
    [
      'a PATH of 4,000 parts',
      { Env: [`PATH=${Array.from({ length: 4000 }, (_, at) => `/p${at}`).join(':')}`], Cmd: ['x'] },
    ],
    ['a PATH of a million colons', { Env: [`PATH=${':'.repeat(1_000_000)}`], Cmd: ['x'] }],
    ['a word of a million characters', { Cmd: ['x'.repeat(1_000_000)] }],
    ['a path of a million parts', { Cmd: ['a/'.repeat(500_000)] }],
    ['a working directory of a million parts', { WorkingDir: '/a'.repeat(500_000), Cmd: ['./a'] }],
  ])('%s', async (_, config) => {
    const image = await startImage(tree, config);
    const began = performance.now();
    const messages = told(startedProgram, image);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(messages).toHaveLength(1);
    expect(messages.join('').length).toBeLessThan(5000);
  });
});
