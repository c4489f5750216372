import { describe, expect, test } from 'vitest';
import { coreDumpsCheck } from '../../../src/hardening/checks/core-dumps.ts';
import { cronCheck } from '../../../src/hardening/checks/cron.ts';
import { historiesCheck } from '../../../src/hardening/checks/histories.ts';
import { sshHostKeysCheck, sshServerCheck } from '../../../src/hardening/checks/ssh-server.ts';
import { elfBytes } from '../../support/elf-bytes.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { lines, said, withoutBodies } from '../said.ts';

/** An ELF file of this type (4: a core dump), made longer. */
function longElf(type: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(elfBytes({ type }));
  return bytes;
}

describe('PL2031', () => {
  const words = 'Its name is that of a core dump, the memory of a program that crashed';
  const contents = {
    core: longElf(4, 5000),
    'app/core.4711': longElf(4, 9000),
    'tmp/core.1': longElf(4, 4095),
    'usr/bin/core': longElf(2, 5000),
  };

  test.each([
    ['core', `layer\n core  1`, [`/core [0] ${words} (5.00 kB).`]],
    [
      'with the number of a process, largest first',
      `layer\n core  1\n app/core.4711  1`,
      [`/app/core.4711 [0] ${words} (9.00 kB).`, `/core [0] ${words} (5.00 kB).`],
    ],
    ['of a later layer', `layer\n x  1\nlayer\n core  1`, [`/core [1] ${words} (5.00 kB).`]],
  ])('%s', async (_, text, expected) => {
    expect(said(coreDumpsCheck, await hardenedImage(text, { contents }))).toEqual(expected);
  });

  test.each([
    ['a folder', `layer\n app/core/index.js  5000`],
    ['a text', `layer\n app/core  5000`],
    ['a program', `layer\n usr/bin/core  1  0755`],
    ['too small for one', `layer\n tmp/core.1  1`],
    ['other names', `layer\n core.js  5000\n core.  5000\n core.12a  5000\n xcore  5000\n cor  5000\n cores  5000`],
    ['deleted', `layer\n core  1\nlayer\n .wh.core`],
  ])('passes: %s', async (_, text) => {
    expect(said(coreDumpsCheck, await hardenedImage(text, { contents }))).toEqual(['passed']);
  });

  test('goes by the name where the layer could not be read', async () => {
    const image = withoutBodies(await hardenedImage(`layer\n core  5000`));
    expect(said(coreDumpsCheck, image)).toEqual([`/core [0] ${words} (5.00 kB).`]);
  });
});

describe('PL2032', () => {
  test.each([
    [
      'bash',
      `layer\n root/.bash_history  40`,
      ['/root/.bash_history [0] What was typed into bash is kept here (40 B).'],
    ],
    [
      'Python, by a later layer',
      `layer\n a  1\nlayer\n home/x/.python_history  7`,
      ['/home/x/.python_history [1] What was typed into Python is kept here (7 B).'],
    ],
    [
      'several, by path',
      `layer\n root/.psql_history  2\n home/a/.viminfo  1`,
      [
        '/home/a/.viminfo [0] What was typed into vim is kept here (1 B).',
        '/root/.psql_history [0] What was typed into PostgreSQL’s client is kept here (2 B).',
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(historiesCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['empty', `layer\n root/.bash_history  0`],
    ['a link to nowhere', `layer\n root/.bash_history -> /dev/null`],
    ['deleted', `layer\n root/.bash_history  9\nlayer\n root/.wh..bash_history`],
    ['settings', `layer\n root/.bashrc  9`],
  ])('passes: %s', async (_, text) => {
    expect(said(historiesCheck, await hardenedImage(text))).toEqual(['passed']);
  });
});

describe('PL2033', () => {
  test.each([
    [
      'OpenSSH, with its package',
      `layer\n usr/sbin/sshd  900  0755\n var/lib/dpkg/info/openssh-server.list  ${lines('/usr/sbin/sshd')}`,
      ['/usr/sbin/sshd [0] An SSH server (900 B, package openssh-server).'],
    ],
    ['Dropbear', `layer\n usr/sbin/dropbear  500  0755`, ['/usr/sbin/dropbear [0] An SSH server (500 B).']],
    [
      'once, where the folders are one',
      `layer\n usr/sbin -> bin\n usr/bin/sshd  5  0755`,
      ['/usr/sbin/sshd [0] An SSH server (5 B).'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(sshServerCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['a client', `layer\n usr/bin/ssh  900  0755`],
    ['nothing that can be started', `layer\n usr/sbin/sshd  900  0644`],
    ['deleted', `layer\n usr/sbin/sshd  900  0755\nlayer\n usr/sbin/.wh.sshd`],
    ['a link to nowhere', `layer\n usr/sbin/sshd -> /opt/sshd`],
  ])('passes: %s', async (_, text) => {
    expect(said(sshServerCheck, await hardenedImage(text))).toEqual(['passed']);
  });
});

describe('PL2034', () => {
  test.each([
    [
      'OpenSSH’s keys, by path',
      `layer\n etc/ssh/ssh_host_rsa_key  10\n etc/ssh/ssh_host_rsa_key.pub  5\n etc/ssh/ssh_host_ed25519_key  7`,
      ['/etc/ssh/ssh_host_ed25519_key [0] A private host key.', '/etc/ssh/ssh_host_rsa_key [0] A private host key.'],
    ],
    [
      'Dropbear’s',
      `layer\n etc/dropbear/dropbear_rsa_host_key  10`,
      ['/etc/dropbear/dropbear_rsa_host_key [0] A private host key.'],
    ],
    [
      'of a later layer',
      `layer\n etc/ssh/\nlayer\n etc/ssh/ssh_host_dsa_key  3`,
      ['/etc/ssh/ssh_host_dsa_key [1] A private host key.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(sshHostKeysCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['public keys', `layer\n etc/ssh/ssh_host_rsa_key.pub  10`],
    ['settings', `layer\n etc/ssh/sshd_config  10`],
    ['deleted', `layer\n etc/ssh/ssh_host_rsa_key  10\nlayer\n etc/ssh/.wh.ssh_host_rsa_key`],
    ['empty', `layer\n etc/ssh/ssh_host_rsa_key  0`],
  ])('passes: %s', async (_, text) => {
    expect(said(sshHostKeysCheck, await hardenedImage(text))).toEqual(['passed']);
  });
});

describe('PL2035', () => {
  test.each([
    [
      'a daemon',
      `layer\n usr/sbin/cron  60  0755`,
      ['/usr/sbin/cron [0] A program that starts others by the clock (60 B).'],
    ],
    [
      'a table',
      `layer\n var/spool/cron/crontabs/root  30`,
      ['/var/spool/cron/crontabs/root [0] Tasks for cron (30 B).'],
    ],
    [
      'both, and tasks that the build put beside those of a package',
      `layer\n usr/sbin/cron  60  0755\n etc/cron.d/e2scrub_all  5\n var/lib/dpkg/info/e2fsprogs.list  ${lines('/etc/cron.d/e2scrub_all')}\nlayer\n etc/cron.d/backup  9\n etc/crontab  8`,
      [
        '/usr/sbin/cron [0] A program that starts others by the clock (60 B).',
        '/etc/cron.d/backup [1] Tasks for cron (9 B).',
        '/etc/crontab [1] Tasks for cron (8 B).',
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(cronCheck, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['busybox’s', `layer\n bin/busybox  90  0755\n usr/sbin/crond -> /bin/busybox`],
    ['a hard link to busybox', `layer\n bin/busybox  90  0755\n usr/sbin/crond => bin/busybox  0755`],
    [
      'tables of packages',
      `layer\n etc/cron.d/e2scrub_all  5\n var/lib/dpkg/info/e2fsprogs.list  ${lines('/etc/cron.d/e2scrub_all')}`,
    ],
    ['empty tables and folders', `layer\n etc/crontab  0\n etc/cron.daily/`],
  ])('passes: %s', async (_, text) => {
    expect(said(cronCheck, await hardenedImage(text))).toEqual(['passed']);
  });
});

test.each([coreDumpsCheck, historiesCheck, sshServerCheck, sshHostKeysCheck, cronCheck])(
  '$code is unknown where a layer could not be read and nothing was found',
  async (check) => {
    const image = withoutBodies(await hardenedImage('layer\n app  1'));
    expect(said(check, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
  },
);
