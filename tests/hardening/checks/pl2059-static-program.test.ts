import { describe, expect, test } from 'vitest';
import { certificates } from '../../../src/hardening/checks/pl2059-certificates.ts';
import { timeZones } from '../../../src/hardening/checks/pl2060-time-zones.ts';
import { startImage, told } from '../../support/start-image.ts';

const tree =
  'run  0755  @static\n sh  0755  @static\n glibc  0755  @glibc\n cut  0755  @cut\n script  "#!/sh\\n"  0755\n';
const start = { Entrypoint: ['/run'] };

describe('certificates', () => {
  test.each<[string, string, string[]]>([
    ['of Debian', 'etc/ssl/certs/ca-certificates.crt  "x"', []],
    ['of Alpine', 'etc/ssl/cert.pem -> certs/all\n etc/ssl/certs/all  "x"', []],
    ['of Fedora', 'etc/pki/tls/certs/ca-bundle.crt  "x"', []],
    ['one by one', 'etc/ssl/certs/ISRG_Root_X1.pem  "x"', []],
    ['where SSL_CERT_FILE says', 'my/ca  "x"', ['SSL_CERT_FILE=/my/ca']],
    ['where SSL_CERT_DIR says', 'my/ca.pem  "x"', ['SSL_CERT_DIR=/gone:/my']],
  ])('passes: %s', async (_, text, Env) => {
    expect(told(certificates, await startImage(tree + text, { ...start, Env }))).toEqual(['passed']);
  });

  test.each<[string, string, string[]]>([
    ['none', '', []],
    ['an empty directory', 'etc/ssl/certs/', []],
    ['a broken link', 'etc/ssl/cert.pem -> certs/all', []],
    ['not where SSL_CERT_FILE says', '', ['SSL_CERT_FILE=/gone']],
  ])('fails: %s', async (_, text, Env) => {
    const messages = told(certificates, await startImage(tree + text, { ...start, Env }));
    expect(messages).toEqual([
      '/run: The program /run is linked statically, and the image has no certificates of authorities: if it makes TLS connections, it can trust none.',
    ]);
  });
});

describe('time zones', () => {
  test.each<[string, string, string[]]>([
    ['of the system', 'usr/share/zoneinfo/Europe/Berlin  "x"', []],
    ['of Go', 'usr/local/go/lib/time/zoneinfo.zip  "x"', []],
    ['where ZONEINFO says', 'zones.zip  "x"', ['ZONEINFO=/zones.zip']],
  ])('passes: %s', async (_, text, Env) => {
    expect(told(timeZones, await startImage(tree + text, { ...start, Env }))).toEqual(['passed']);
  });

  test.each<[string, string, string[], RegExp]>([
    ['none', '', [], /has no data of time zones.* unless they are part of it\.$/],
    ['an empty directory', 'usr/share/zoneinfo/', [], /has no data of time zones/],
    ['TZ asks for one', '', ['TZ=Europe/Berlin'], /TZ asks for Europe\/Berlin\.$/],
    ['TZ asks for none', '', ['TZ=UTC'], /unless they are part of it\.$/],
  ])('fails: %s', async (_, text, Env, words) => {
    const [message, ...others] = told(timeZones, await startImage(tree + text, { ...start, Env }));
    expect(others).toEqual([]);
    expect(message).toMatch(words);
  });
});

test.each<[string, string, string]>([
  ['a shell', '/sh', 'not-applicable: The image starts a shell.'],
  ['a dynamic program', '/glibc', 'not-applicable: What the image starts is not linked statically.'],
  ['a script', '/script', 'not-applicable: What the image starts is no ELF program.'],
  ['nothing there', '/gone', 'not-applicable: The program that the image starts is not there.'],
])('%s', async (_, program, reason) => {
  const image = await startImage(tree, { Cmd: [program] });
  for (const check of [certificates, timeZones]) expect(told(check, image)).toEqual([reason]);
});

test('how a program is linked that is cut short is not known', async () => {
  expect(told(certificates, await startImage(tree, { Cmd: ['/cut'] }))[0]).toMatch(
    /^unknown: How the program is linked/,
  );
});
