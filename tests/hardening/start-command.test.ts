import { describe, expect, test } from 'vitest';
import { healthWordsOf, programsOf } from '../../src/hardening/start-command.ts';
import { emptyConfig } from '../support/build-image.ts';

/** The programs, each with what starts it and as whom: `tini`, `node <tini`, `app <gosu @web`. */
const programs = (...words: string[]): string[] =>
  programsOf(words, '').map(
    ({ word, by, user }) => word + (by === null ? '' : ` <${by}`) + (user === '' ? '' : ` @${user ?? '?'}`),
  );

describe('what words start', () => {
  test.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['a program', ['/app/run', '--port', '80'], ['/app/run']],
    ['an empty word', [''], ['']],
    ['tini', ['/sbin/tini', '--', 'node', 'app.js'], ['/sbin/tini', 'node <tini']],
    ['tini with options', ['tini', '-g', '-p', 'SIGTERM', '--', 'run'], ['tini', 'run <tini']],
    ['tini without dashes', ['tini', 'run'], ['tini', 'run <tini']],
    ['dumb-init', ['dumb-init', '--rewrite', '15:3', 'run'], ['dumb-init', 'run <dumb-init']],
    ['a script that may start its arguments', ['docker-entrypoint.sh', 'node'], ['docker-entrypoint.sh']],
    ['env', ['env', '-u', 'A', 'B=1', 'run'], ['env', 'run <env']],
    ['env with another PATH', ['env', 'PATH=/x', 'run'], ['env']],
    ['env that splits', ['env', '-S', 'run -x'], ['env']],
    ['gosu', ['gosu', 'web', 'run'], ['gosu', 'run <gosu @web']],
    [
      'wrappers in wrappers',
      ['tini', '--', 'su-exec', '10:20', 'run'],
      ['tini', 'su-exec <tini', 'run <su-exec @10:20'],
    ],
    ['a shell', ['/bin/sh'], ['/bin/sh']],
    ['a script of a shell', ['sh', '/run.sh', '-c', 'x'], ['sh']],
    ['a shell text', ['/bin/sh', '-c', 'npm start'], ['/bin/sh', 'npm <sh']],
    ['a shell with options', ['bash', '-eo', 'pipefail', '-c', 'run'], ['bash', 'run <bash']],
    ['the shell of busybox', ['/bin/busybox', 'sh', '-c', 'run'], ['/bin/busybox', 'run <sh']],
    ['a text behind a wrapper', ['tini', '--', 'sh', '-c', 'exec run'], ['tini', 'sh <tini', 'run <sh']],
  ])('%s', (_, words, expected) => {
    expect(programs(...words)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['exec', 'exec java -jar app.jar', ['java <sh']],
    ['a variable among the arguments', 'java $JAVA_OPTS -jar app.jar', ['java <sh']],
    ['a variable as the program', '"$JAVA_HOME/bin/java" -jar app.jar', []],
    ['a quoted name', "'run me' now", ['run me <sh']],
    ['a pattern', '/opt/*/run', []],
    ['a home directory', '~/run', []],
    ['an assignment before it', 'PORT=80 run', ['run <sh']],
    ['another PATH before it', 'PATH=/x:$PATH run', []],
    ['another PATH in a command before it', 'export PATH=/x && run', []],
    ['cd before it', 'cd /app && exec node app.js', ['node <sh']],
    ['cd before a relative path', 'cd /app && ./run', []],
    ['cd before an absolute path', 'cd /app && /app/run', ['/app/run <sh']],
    ['statements before it', 'set -e; umask 022; run', ['run <sh']],
    ['lines before it', 'set -e\nrun\n', ['run <sh']],
    ['a way out behind it', 'curl -f http://localhost || exit 1', ['curl <sh']],
    ['a pipeline', 'curl http://localhost | grep ok', ['curl <sh']],
    ['a condition', 'if true; then run; fi', []],
    ['a file that is read first', '. /env.sh && run', []],
    ['exec of a wrapper', 'exec gosu "$USER" run', ['gosu <sh', 'run <gosu @?']],
    ['redirections alone', 'exec >/log', []],
    ['what is no shell text', 'run "', []],
    ['nothing', '', []],
  ])('a shell text: %s', (_, text, expected) => {
    expect(programs('sh', '-c', text)).toEqual(['sh', ...expected]);
  });

  test('wrappers without an end are followed a few times only', () => {
    expect(programs(...Array<string>(10_000).fill('tini')).length).toBeLessThan(20);
  });

  test('a text beyond its limit is not read', () => {
    expect(programs('sh', '-c', `run ${'<<a '.repeat(1100)}`)).toEqual(['sh']);
  });
});

test.each<[string, string[] | null, string[], string[]]>([
  ['none', null, [], []],
  ['none of its own', [], [], []],
  ['switched off', ['NONE'], [], []],
  ['a command', ['CMD', 'curl', '-f'], [], ['curl', '-f']],
  ['a text', ['CMD-SHELL', 'curl -f x'], [], ['/bin/sh', '-c', 'curl -f x']],
  ['a text for the image’s shell', ['CMD-SHELL', 'curl -f x'], ['/bin/bash', '-c'], ['/bin/bash', '-c', 'curl -f x']],
])('HEALTHCHECK: %s', (_, healthcheck, shell, words) => {
  expect(healthWordsOf({ ...emptyConfig, healthcheck, shell })).toEqual(words);
});
