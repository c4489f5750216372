import { describe, expect, test } from 'vitest';
import { startedLoader } from '../../../src/hardening/checks/pl2053-started-loader.ts';
import { startImage, told } from '../../support/start-image.ts';

const programs = `
  app/static  0755  @static
  app/glibc  0755  @glibc
  app/musl  0755  @musl
  app/cut  0755  @cut
  app/empty  0755
  app/text  "echo hello\\n"  0755
  app/sh  "#!/bin/sh -e\\n"  0755
  app/bash  "#!/bin/bash\\n"  0755
  app/crlf  "#!/bin/sh\\r\\n"  0755
  app/node  "#!/usr/bin/env node\\n"  0755
  app/words  "#!/usr/bin/env node --flag\\n"  0755
  app/split  "#!/usr/bin/env -S node --flag\\n"  0755
  app/tool  "#!/usr/bin/env tool\\n"  0755
  app/round  "#!/app/round\\n"  0755
  bin/sh  0755  @static
  usr/bin/tool  0755  @static
  usr/bin/env  0755  @static`;
const glibc = `${programs}\n lib64/ld-linux-x86-64.so.2  0755  @library`;
const musl = `${programs}\n lib/ld-musl-x86_64.so.1  0755  @library`;

const say = async (tree: string, ...Cmd: string[]): Promise<string> =>
  told(startedLoader, await startImage(tree, { Cmd })).join('\n');

describe('passes', () => {
  test.each<[string, string, string[]]>([
    ['a static program', programs, ['/app/static']],
    ['glibc on glibc', glibc, ['/app/glibc']],
    ['musl on musl', musl, ['/app/musl']],
    ['a script', programs, ['/app/sh']],
    ['a script by env', programs, ['/app/tool']],
    ['a shell reads what is no program', programs, ['/bin/sh', '-c', '/app/text']],
  ])('%s', async (_, tree, words) => {
    expect(await say(tree, ...words)).toBe('passed');
  });
});

describe('fails', () => {
  test.each<[string, string, string, string]>([
    [
      'glibc on musl',
      musl,
      '/app/glibc',
      'It is built for glibc, this image has musl. Build it statically (for Go: CGO_ENABLED=0)',
    ],
    ['musl on glibc', glibc, '/app/musl', 'It is built for musl, this image has glibc.'],
    [
      'glibc on nothing',
      programs,
      '/app/glibc',
      'It is loaded by /lib64/ld-linux-x86-64.so.2, which is not there. It is built for glibc, this image has no C library.',
    ],
    [
      'a missing interpreter',
      programs,
      '/app/bash',
      'names the interpreter /bin/bash, which is not there. The image has /bin/sh:',
    ],
    ['Windows line ends', programs, '/app/crlf', 'ends with a carriage return'],
    ['a missing program of env', programs, '/app/node', 'has env start node. No directory of PATH has a program node'],
    ['a word too many for env', programs, '/app/words', 'hands “node --flag” to env as one word'],
    ['a missing program of env -S', programs, '/app/split', 'has env start node.'],
    ['an empty file', programs, '/app/empty', 'It is empty.'],
    [
      'a text',
      programs,
      '/app/text',
      'It is neither an ELF program nor a script that begins with #! (exec format error).',
    ],
    ['a script of itself', programs, '/app/round', 'Its interpreters are scripts themselves, more than Linux follows.'],
  ])('%s', async (_, tree, program, words) => {
    const message = await say(tree, program);
    expect(message).toContain(words);
    expect(message.startsWith(`${program}: The program ${program} cannot be started. `)).toBe(true);
  });
});

test('it is not known of a file that is cut short', async () => {
  expect(await say(programs, '/app/cut')).toMatch(/^unknown: What it is loaded by could not be read\. /);
});

test('nothing is to be started', async () => {
  expect(await say(programs)).toMatch(/^not-applicable: The image has neither/);
});
