import { expect, test } from 'vitest';
import { elfBytes } from '../support/elf-bytes.ts';
import { glibcLoader } from '../support/start-image.ts';
import { reachImage, told } from './support.ts';

const program = (needs: readonly string[], runPath?: string): Uint8Array =>
  elfBytes({ interpreter: glibcLoader, type: 3, needs, ...(runPath !== undefined && { runPath }) });
const library = (needs: readonly string[] = []): Uint8Array => elfBytes({ type: 3, needs });

/** A program with C strings behind all that is loaded. */
function naming(strings: readonly string[], file = elfBytes()): Uint8Array {
  const text = new TextEncoder().encode(`\0${strings.join('\0')}\0`);
  return new Uint8Array([...file, ...text]);
}

test('a program needs its loader and its libraries, these theirs, by links, $ORIGIN and ld.so.conf', async () => {
  const image = await reachImage(
    '  usr/lib/libc.so.6 -> libc-2.36.so\n  lib64 -> usr/lib64',
    { Entrypoint: ['run'], Env: ['PATH=/app/bin'] },
    {
      'app/bin/run': program(['libc.so.6', 'libown.so'], '$ORIGIN/../lib'),
      'app/lib/libown.so': library(['libdeep.so.1']),
      'opt/deep/libdeep.so.1': library(),
      'usr/lib64/ld-linux-x86-64.so.2': library(),
      'usr/lib/libc-2.36.so': library(),
      'usr/lib/libunused.so': library(),
      'etc/ld.so.conf': '# where\ninclude /etc/ld.so.conf.d/*.conf\n',
      'etc/ld.so.conf.d/deep.conf': '/opt/deep\n',
    },
  );
  expect(told(image)).toEqual({
    '/app/bin/run': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/app/lib/libown.so': 'needed by /app/bin/run: is linked with libown.so (DT_NEEDED)',
    '/opt/deep/libdeep.so.1': 'needed by /app/lib/libown.so: is linked with libdeep.so.1 (DT_NEEDED)',
    '/usr/lib64/ld-linux-x86-64.so.2': 'needed by /app/bin/run: is loaded by /lib64/ld-linux-x86-64.so.2 (PT_INTERP)',
    '/lib64': 'needed by the image: has this folder',
    '/usr/lib/libc.so.6': 'needed by /app/bin/run: is linked with libc.so.6 (DT_NEEDED)',
    '/usr/lib/libc-2.36.so': 'needed by /app/bin/run: is linked with libc.so.6 (DT_NEEDED)',
    '/usr/lib/libunused.so': 'not reached',
    '/etc/ld.so.conf': 'needed by the image: has its libraries found by it',
    '/etc/ld.so.conf.d/deep.conf': 'needed by the image: has its libraries found by it',
  });
});

test('libraries and paths that stand in a program as strings', async () => {
  const image = await reachImage(
    '  etc/app/more/x.conf  3',
    { Cmd: ['/run'] },
    {
      run: naming(['libplugin.so.2', '/etc/app', '/usr/share/app/data.bin', '/usr/lib', 'x/usr/share/other', 'no.so']),
      'usr/lib/libplugin.so.2': library(['libdeep.so.1']),
      'usr/lib/libdeep.so.1': library(),
      'usr/share/app/data.bin': 'data',
      'usr/share/other': 'data',
    },
  );
  expect(told(image)).toEqual({
    '/run': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/usr/lib/libplugin.so.2': 'needed by /run: may load libplugin.so.2, which it names',
    '/usr/lib/libdeep.so.1': 'needed by /usr/lib/libplugin.so.2: is linked with libdeep.so.1 (DT_NEEDED)',
    '/usr/share/app/data.bin': 'unsure by /run: names /usr/share/app/data.bin',
    '/usr/share/other': 'not reached',
    '/etc/app/more/x.conf': 'unsure by /run: names /etc/app',
  });
});

test('what only something unsure needs is unsure', async () => {
  const image = await reachImage(
    '',
    { Cmd: ['/run'] },
    {
      run: naming(['/usr/libexec/app/helper']),
      'usr/libexec/app/helper': elfBytes({ needs: ['libhelp.so'] }),
      'usr/lib/libhelp.so': library(),
    },
  );
  expect(told(image)).toMatchObject({
    '/usr/libexec/app/helper': 'unsure by /run: names /usr/libexec/app/helper',
    '/usr/lib/libhelp.so': 'unsure by /usr/libexec/app/helper: is linked with libhelp.so (DT_NEEDED)',
  });
});

test('an interpreter, a wrapper, and what is given to them', async () => {
  const image = await reachImage(
    '',
    { Entrypoint: ['tini', '--', 'entry'], Cmd: ['serve', '--config=/etc/serve/a.conf'], Env: ['PATH=/bin'] },
    {
      'bin/tini': elfBytes(),
      'bin/entry': '#!/bin/interpreter -x\n',
      'bin/interpreter': elfBytes(),
      'bin/serve': elfBytes(),
      'bin/other': elfBytes(),
      'etc/serve/a.conf': 'a',
      'etc/serve/b.conf': 'b',
    },
  );
  expect(told(image)).toEqual({
    '/bin/tini': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/bin/entry': 'needed by /bin/tini: is to start entry',
    '/bin/interpreter': 'needed by /bin/entry: is run by /bin/interpreter',
    '/bin/serve': 'needed by /bin/entry: is given the program serve',
    '/bin/other': 'not reached',
    '/etc/serve/a.conf': 'needed by /bin/serve: is given /etc/serve/a.conf',
    '/etc/serve/b.conf': 'not reached',
  });
});

test('a program that is missing, a loop of links, and an image that starts nothing are told', async () => {
  const loop = await reachImage('  a -> b\n  b -> a', { Entrypoint: ['/a'] });
  expect(loop.reach.notes).toEqual([
    'The image names /a, which is not found. Its symbolic links lead round and round at /a.',
  ]);
  const missing = await reachImage('', { Cmd: ['serve'], Healthcheck: { Test: ['CMD', '/check'] } }, { x: 'x' });
  expect(missing.reach.notes).toEqual([
    'The image names serve, which is not found. No directory of PATH has a program serve (PATH is /usr/local/sbin, /usr/local/bin, /usr/sbin, /usr/bin, /sbin, /bin).',
    'The image names /check, which is not found. There is no such file.',
  ]);
  const nothing = await reachImage('', {}, { x: 'x' });
  expect(nothing.reach.notes).toEqual([
    'The image does not say what it starts, so that nothing is known to be needed.',
  ]);
});

test('what every container has: accounts, certificates, its locale, its home, volumes, name services', async () => {
  const image = await reachImage(
    '  var/lib/data/x  3\n  home/app/.config  3\n  usr/share/nginx/html/index.html  5',
    {
      Cmd: ['/run'],
      Env: ['LANG=de_DE.UTF-8'],
      User: 'app',
      Volumes: { '/var/lib/data': {} },
      ExposedPorts: { '80/tcp': {} },
    },
    {
      run: elfBytes(),
      'etc/passwd': 'root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n',
      'etc/nsswitch.conf': 'passwd: files sss # comment\nhosts: files [!UNAVAIL=return] dns\n',
      'usr/lib/libnss_sss.so.2': library(),
      'usr/lib/libnss_ldap.so.2': library(),
      'etc/ssl/certs/ca-certificates.crt': 'x',
      'usr/share/locale/de/LC_MESSAGES/a.mo': 'x',
      'usr/share/locale/fr/LC_MESSAGES/a.mo': 'x',
      'usr/share/zoneinfo/Europe/Berlin': 'x',
      'var/lib/dpkg/status': 'x',
      'etc/motd': 'x',
    },
  );
  expect(told(image)).toEqual({
    '/run': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/etc/passwd': 'needed by the image: has users and groups',
    '/etc/nsswitch.conf': 'needed by the image: looks up names of hosts',
    '/usr/lib/libnss_sss.so.2': 'needed by the image: looks up names by sss (nsswitch.conf)',
    '/usr/lib/libnss_ldap.so.2': 'not reached',
    '/etc/ssl/certs/ca-certificates.crt': 'needed by the image: trusts certificates',
    '/usr/share/locale/de/LC_MESSAGES/a.mo': 'needed by the image: has this locale in use',
    '/usr/share/locale/fr/LC_MESSAGES/a.mo': 'not reached',
    '/usr/share/zoneinfo/Europe/Berlin': 'needed by the image: knows time zones',
    '/var/lib/dpkg/status': 'needed by the image: tells scanners of its packages',
    '/var/lib/data/x': 'needed by the image: has it as a volume',
    '/home/app/.config': 'unsure by the image: has it as the home of its user',
    '/usr/share/nginx/html/index.html': 'needed by the image: serves a port, and may serve these pages',
    '/etc/motd': 'not reached',
  });
});

test('names of one file are needed together, and what the user keeps is followed', async () => {
  const image = await reachImage(
    '  bin/other => bin/run',
    { Cmd: ['/bin/run'] },
    { 'bin/run': elfBytes(), 'opt/tool': elfBytes({ needs: ['libtool.so'] }), 'usr/lib/libtool.so': library() },
    ['/opt'],
  );
  expect(told(image)).toEqual({
    '/bin/run': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/bin/other': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/opt/tool': 'needed by the image: has it on the list of what is kept',
    '/usr/lib/libtool.so': 'needed by /opt/tool: is linked with libtool.so (DT_NEEDED)',
  });
});

test('what a variable tells the place of may be read, but for what others look for one by one', async () => {
  const image = await reachImage(
    '  opt/plugins -> /srv/plugins',
    {
      Entrypoint: ['/run'],
      Env: [
        'PLUGINS=/opt/plugins:/none',
        'CONF=/srv/a.conf',
        'PATH=/srv/bin',
        'ROOT=/',
        'LIB=/usr/lib/',
        'REL=srv/rel',
      ],
    },
    {
      run: elfBytes(),
      'srv/plugins/deep/one.so': library(['libdeep.so']),
      'srv/bin/other': 'x',
      'srv/a.conf': 'x',
      'srv/rel/x': 'x',
      'usr/lib/libdeep.so': library(),
      'usr/lib/libother.so': library(),
    },
  );
  const why = 'unsure by the image: has it told by the variable PLUGINS (ENV)';
  expect(told(image)).toEqual({
    '/run': 'needed by the image: starts it (ENTRYPOINT and CMD)',
    '/opt/plugins': why,
    '/srv/plugins/deep/one.so': why,
    '/srv/a.conf': 'unsure by the image: has it told by the variable CONF (ENV)',
    '/srv/bin/other': 'not reached',
    '/srv/rel/x': 'not reached',
    '/usr/lib/libdeep.so': 'unsure by /srv/plugins/deep/one.so: is linked with libdeep.so (DT_NEEDED)',
    '/usr/lib/libother.so': 'not reached',
  });
});

test('a program that converts character sets may need all of them; a shell does so for what is typed', async () => {
  const files = {
    'app/run': naming(['x', 'iconv_open', 'y']),
    'bin/bash': naming(['iconv_open']),
    'app/other': naming(['iconv_opened', 'iconv_ope']),
    'app/cxx': elfBytes({ needs: ['libstdc++.so.6'] }),
    'usr/lib/libstdc++.so.6': naming(['iconv_open']),
    'usr/lib/gconv/ISO8859-15.so': library(),
  };
  const stateWith = async (program: string): Promise<string | undefined> =>
    told(await reachImage('', { Cmd: [program] }, files))['/usr/lib/gconv/ISO8859-15.so'];
  expect(await stateWith('/app/run')).toBe('unsure by /app/run: may convert between character sets (iconv_open)');
  expect(await stateWith('/bin/bash')).toBe('not reached');
  expect(await stateWith('/app/other')).toBe('not reached');
  expect(await stateWith('/app/cxx')).toBe('not reached');
});
