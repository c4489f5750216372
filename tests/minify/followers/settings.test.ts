import { expect, test } from 'vitest';
import { elfBytes } from '../../support/elf-bytes.ts';
import { reachImage, told } from '../support.ts';

const program = elfBytes();

/** Of an image that starts `/bin/serve` with a file of settings: what is told of the others. */
async function toldOf(path: string, text: string, files: Record<string, string | Uint8Array>) {
  const all = { 'bin/serve': program, [path.slice(1)]: text, ...files };
  const image = await reachImage('', { Cmd: ['serve', '-c', path] }, all);
  const { '/bin/serve': _, [path]: __, ...others } = told(image);
  return others;
}

test('files that settings name and include, by patterns and from their own folder', async () => {
  const found = await toldOf(
    '/etc/web/web.conf',
    [
      '# /opt/comment',
      'include mime.types;',
      '  include conf.d/*.conf;',
      'root /srv/pages; error_log "/srv/log";',
      'load_module /opt/modules/*.so;',
      'proxy http://host/opt/other;',
    ].join('\n'),
    {
      'etc/web/mime.types': '1',
      'etc/web/conf.d/a.conf': 'ssl_certificate /opt/cert.pem;',
      'etc/web/conf.d/a.bak': '1',
      'opt/cert.pem': '1',
      'srv/pages/index.html': '1',
      'opt/modules/x.so': program,
      'opt/modules/x.la': '1',
      'opt/comment': '1',
      'opt/other': '1',
    },
  );
  expect(found).toEqual({
    '/etc/web/mime.types': 'unsure by /etc/web/web.conf: includes mime.types',
    '/etc/web/conf.d/a.conf': 'unsure by /etc/web/web.conf: includes conf.d/*.conf',
    '/etc/web/conf.d/a.bak': 'not reached',
    '/opt/cert.pem': 'unsure by /etc/web/conf.d/a.conf: names /opt/cert.pem',
    '/srv/pages/index.html': 'unsure by /etc/web/web.conf: names /srv/pages',
    '/opt/modules/x.so': 'unsure by /etc/web/web.conf: names /opt/modules/*.so',
    '/opt/modules/x.la': 'not reached',
    '/opt/comment': 'not reached',
    '/opt/other': 'not reached',
  });
});

test('supervisors start the commands of their settings', async () => {
  const found = await toldOf(
    '/etc/supervisor/supervisord.conf',
    '[program:a]\ncommand=/bin/sh -c "exec worker /opt/x"\n[program:b]\ncommand = none\n;command=/bin/unused\n',
    { 'bin/sh': program, 'bin/worker': program, 'opt/x': '1', 'bin/unused': program },
  );
  expect(found).toEqual({
    '/bin/sh': 'needed by /etc/supervisor/supervisord.conf: is to start /bin/sh',
    '/bin/worker': 'needed by /bin/sh: starts worker',
    '/opt/x': 'needed by /bin/worker: is given the program /opt/x',
    '/bin/unused': 'not reached',
  });
});

test.each([
  ['yaml', '/app/a.yml', 'file: /opt/x\n'],
  ['JSON', '/app/a.json', '{"file":"/opt/x"}'],
  ['XML', '/app/a.xml', '<file name="/opt/x"/><b>/opt/x</b>'],
  ['properties', '/app/a.properties', 'file=file:/opt/x'],
  ['variables', '/app/a.env', 'FILE=/opt/x'],
  ['a path that ends a sentence', '/app/a.ini', 'uses = /opt/x.'],
])('%s', async (_, path, text) => {
  expect((await toldOf(path, text, { 'opt/x': '1', 'opt/y': '1' }))['/opt/x']).toBe(`unsure by ${path}: names /opt/x`);
});

test.each([
  ['a folder that all have keeps nothing', 'a: /usr/lib\nb: /etc\nc: /usr/share', 'usr/lib/x', 'not reached'],
  ['a path that only the running program completes', 'a: /opt/$name', 'opt/x', 'not reached'],
  ['a binary file', 'a: /opt/x\0', 'opt/x', 'not reached'],
  ['a file that is too large', `a: /opt/x\n${'#\n'.repeat(130_000)}`, 'opt/x', 'not reached'],
  ['paths without end', `a: ${'/opt'.repeat(20_000)}\nb: /opt/x`, 'opt/x', 'unsure'],
  ['stars without end', `a: /opt/${'*a'.repeat(200)}\nb: /opt/x`, 'opt/x', 'unsure'],
])('%s', async (_, text, path, state) => {
  const found = await toldOf('/app/a.yml', text, { [path]: '1', [`opt/${'a'.repeat(100)}`]: '1' });
  expect(found[`/${path}`]!.split(' by ')[0]).toBe(state);
});
