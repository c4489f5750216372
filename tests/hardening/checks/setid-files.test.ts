import { describe, expect, test } from 'vitest';
import { setIdFilesCheck, strangeSetIdFilesCheck } from '../../../src/hardening/checks/setid-files.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said, withoutBodies } from '../said.ts';

const accounts = `
  etc/passwd  ${lines('root:x:0:0:root:/root:/bin/sh', 'toor:x:0:0:root:/root:/bin/sh', 'mail:x:8:8::/:/sbin/nologin')}
  etc/group  ${lines('root:x:0:', 'shadow:x:42:')}`;
const dpkg = `
  var/lib/dpkg/info/util-linux.list  ${lines('/.', '/usr/bin/su', '/usr/bin/wall')}`;

describe('CIS-DI-0008', () => {
  test.each([
    [
      'setuid root, with the package that brought it',
      `layer\n usr/bin/su  100  04755${accounts}${dpkg}`,
      ['/usr/bin/su [0] Whoever starts it, it runs as user root (setuid, rwsr-xr-x); from package util-linux.'],
    ],
    [
      'setgid, with the layer that last wrote it',
      `layer\n usr/bin/wall  100  0755${accounts}${dpkg}\nlayer\n usr/bin/wall  100  02755  0:42`,
      [
        '/usr/bin/wall [1] Whoever starts it, it runs with group shadow (setgid, rwxr-sr-x); from package util-linux, but layer 1 set the bit.',
      ],
    ],
    [
      'both, of owners without a name, which nobody may start',
      `layer\n opt/tool  100  06644  7:9`,
      [
        '/opt/tool [0] Whoever starts it, it runs as user 7 and with group 9 (setuid and setgid, rwSr-Sr--); no package lists it.',
      ],
    ],
    [
      'a hard link and its target, by path',
      `layer\n b/tool  100  04755\n a/link => b/tool  04755`,
      [
        '/a/link [0] Whoever starts it, it runs as user 0 (setuid, rwsr-xr-x); no package lists it.',
        '/b/tool [0] Whoever starts it, it runs as user 0 (setuid, rwsr-xr-x); no package lists it.',
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(setIdFilesCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['no such bit', `layer\n usr/bin/su  100  0755`],
    ['taken away by a later layer', `layer\n usr/bin/su  100  04755\nlayer\n usr/bin/su  100  0755`],
    ['deleted', `layer\n usr/bin/su  100  04755\nlayer\n usr/bin/.wh.su`],
    ['a directory with setgid, which only hands down its group', `layer\n var/mail/  02775`],
    ['a sticky directory', `layer\n tmp/  01777`],
  ])('passes: %s', async (_, text) => {
    expect(said(setIdFilesCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  test('of more than a thousand, the rest is counted', async () => {
    const files = Array.from({ length: 1234 }, (_, number) => ` opt/tool${number}  1  04755`).join('\n');
    const found = said(setIdFilesCheck, await hardenedImage(`layer\n${files}`));
    expect(found).toHaveLength(1001);
    expect(found.at(-1)).toBe('- 234 more of these are not listed.');
  });

  test('is unknown where a layer could not be read and nothing was found', async () => {
    const image = withoutBodies(await hardenedImage('layer\n usr/bin/app  1'));
    expect(said(setIdFilesCheck, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
  });
});

describe('PL2020', () => {
  test.each([
    [
      'a file that no package lists',
      `layer\n usr/local/bin/helper  100  04755${dpkg}`,
      ['/usr/local/bin/helper [0] Whoever starts it, it runs as user 0 (setuid, rwsr-xr-x); no package lists it.'],
    ],
    [
      'a bit set by a later layer on the file of a package',
      `layer\n bin/busybox  100  0755\n lib/apk/db/installed  ${lines('P:busybox', 'V:1', 'F:bin', 'R:busybox', '')}\nlayer\n bin/busybox  100  04755`,
      [
        '/bin/busybox [1] Whoever starts it, it runs as user 0 (setuid, rwsr-xr-x); from package busybox, but layer 1 set the bit.',
      ],
    ],
    [
      'an image without packages',
      `layer\n app  100  02755`,
      ['/app [0] Whoever starts it, it runs with group 0 (setgid, rwxr-sr-x); no package lists it.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(strangeSetIdFilesCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['the file of a package', `layer\n usr/bin/su  100  04755${dpkg}`],
    ['written again with the bit that it had', `layer\n usr/bin/su  100  04755${dpkg}\nlayer\n usr/bin/su  120  04755`],
    [
      'on merged /usr, by the path that the package lists',
      `layer\n bin -> usr/bin\n usr/bin/su  100  04755\n var/lib/dpkg/info/login.list  ${lines('/bin/su')}`,
    ],
    ['no such file', `layer\n usr/bin/su  100  0755`],
    [
      'of a distroless image',
      `layer\n usr/bin/su  100  04755\n var/lib/dpkg/status.d/login  10\n var/lib/dpkg/status.d/login.md5sums  ${lines(`${'0'.repeat(32)} *usr/bin/su`)}`,
    ],
    [
      'of pacman',
      `layer\n usr/bin/su  100  04755\n var/lib/pacman/local/util-linux-2.40-1/desc  10\n var/lib/pacman/local/util-linux-2.40-1/files  ${lines('%FILES%', 'usr/', 'usr/bin/', 'usr/bin/su', '')}`,
    ],
  ])('passes: %s', async (_, text) => {
    expect(said(strangeSetIdFilesCheck, await hardenedImage(text))).toEqual(['passed']);
  });

  const list = '/var/lib/dpkg/status.d';
  test.each([
    [
      'the database of rpm is not read',
      'var/lib/rpm/rpmdb.sqlite  4096',
      'Which files packages of rpm brought is not known: /var/lib/rpm is not read.',
    ],
    [
      'a package of a distroless image has no sums',
      `var/lib/dpkg/status.d/login  10`,
      `Which files 1 package brought is not known: ${list} has no list of them.`,
    ],
    [
      'several have none',
      `var/lib/dpkg/status.d/a  10\n var/lib/dpkg/status.d/b  10\n var/lib/dpkg/status.d/c  10\n var/lib/dpkg/status.d/c.md5sums  5`,
      `Which files 2 packages brought is not known: ${list} has no list of them.`,
    ],
    [
      'a list is too large',
      'var/lib/dpkg/info/a.list  1048577',
      'Which files packages brought is not known in full: 1 list is too large to be read.',
    ],
    [
      'lists are too large',
      'lib/apk/db/installed  2000000\n var/lib/pacman/local/a-1-1/files  3000000',
      'Which files packages brought is not known in full: 2 lists are too large to be read.',
    ],
  ])('is unknown where %s', async (_, files, reason) => {
    const image = await hardenedImage(`layer\n usr/bin/su  100  04755\n ${files}`);
    expect(said(strangeSetIdFilesCheck, image)).toEqual([`unknown: ${reason}`]);
  });

  test('passes with such a database where no file has the bits', async () => {
    const image = await hardenedImage(`layer\n usr/bin/su  100  0755\n var/lib/rpm/rpmdb.sqlite  4096`);
    expect(said(strangeSetIdFilesCheck, image)).toEqual(['passed']);
  });
});
