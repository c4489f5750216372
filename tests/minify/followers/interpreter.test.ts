import { expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const program = elfBytes();

async function states(config: Record<string, unknown>, files: Record<string, string | Uint8Array>) {
  const found = told(await reachImage('', config, files));
  return Object.fromEntries(Object.entries(found).map(([path, text]) => [path, text.split(' by ')[0]]));
}

test.each([
  ['perl', ['perl', '-w', '-I', '/opt/more', '/srv/a/run'], 'usr/share/perl/5.36/strict.pm', 'usr/share/php/x'],
  ['perl5.36', ['perl5.36', '/srv/a/run'], 'usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm', 'usr/lib/ruby/x'],
  ['ruby', ['ruby', '/srv/a/run'], 'usr/lib/ruby/3.1.0/set.rb', 'usr/share/perl5/x'],
  ['php8.2', ['php8.2', '-S', '0.0.0.0:80', '/srv/a/run'], 'usr/lib/php/20220829/opcache.so', 'usr/lib/ruby/x'],
  ['lua5.4', ['lua5.4', '/srv/a/run'], 'usr/share/lua/5.4/x.lua', 'usr/lib/ruby/x'],
])('%s keeps its script, what lies beside it, and its own libraries', async (name, cmd, library, other) => {
  const files = {
    [`usr/bin/${name}`]: program,
    'srv/a/run': '1',
    'srv/a/lib/x': '1',
    'srv/b': '1',
    [library]: '1',
    [other]: '1',
  };
  expect(await states({ Cmd: cmd }, files)).toEqual({
    [`/usr/bin/${name}`]: 'needed',
    '/srv/a/run': 'needed',
    '/srv/a/lib/x': 'unsure',
    '/srv/b': 'not reached',
    [`/${library}`]: 'unsure',
    [`/${other}`]: 'not reached',
  });
});

test('a script by its first line, and folders of libraries in variables', async () => {
  const found = await states(
    { Cmd: ['/opt/tool'], Env: ['PATH=/bin', 'PERL5LIB=/data/lib:/data/more'] },
    { 'opt/tool': '#!/bin/perl -w\n', 'bin/perl': program, 'data/lib/X.pm': '1', 'data/other/Y.pm': '1' },
  );
  expect(found).toEqual({
    '/opt/tool': 'needed',
    '/bin/perl': 'needed',
    '/data/lib/X.pm': 'unsure',
    '/data/other/Y.pm': 'not reached',
  });
});

test('a runner of applications runs what lies where it is started', async () => {
  const found = await states(
    { Cmd: ['bundle', 'exec', 'puma'], WorkingDir: '/srv/app' },
    {
      'usr/bin/bundle': '#!/usr/bin/ruby\n',
      'usr/bin/puma': '#!/usr/bin/ruby\n',
      'usr/bin/ruby': program,
      'srv/app/config.ru': '1',
      'srv/other': '1',
    },
  );
  expect(found).toEqual({
    '/usr/bin/bundle': 'needed',
    '/usr/bin/puma': 'needed',
    '/usr/bin/ruby': 'needed',
    '/srv/app/config.ru': 'unsure',
    '/srv/other': 'not reached',
  });
});
