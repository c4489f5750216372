import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  otherForm,
  readApkInstalled,
  readDpkgList,
  readMd5sums,
  readPacmanFiles,
  type PackagesByPath,
} from '../../src/hardening/package-files.ts';
import { hardenFile } from '../support/hardened-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

function read(fill: (packages: PackagesByPath) => void): Record<string, string> {
  const packages: PackagesByPath = new Map();
  fill(packages);
  return Object.fromEntries(packages);
}

test.each([
  ['passwd.list', 'passwd'],
  ['libc6:amd64.list', 'libc6'],
  ['g++-12.list', 'g++-12'],
  ['.list', ''],
])('%s is that of %s', (file, name) => {
  expect(read((packages) => readDpkgList(packages, file, '/.\n/usr/bin/x\n'))).toEqual({ '/usr/bin/x': name });
});

test('of a path in several lists, the first counts; lines that are no path do not', () => {
  const packages = read((found) => {
    readDpkgList(found, 'a.list', '/usr\n/usr/a');
    readDpkgList(found, 'b.list', '/usr\n\nusr/c\n/usr/b\n');
  });
  expect(packages).toEqual({ '/usr': 'a', '/usr/a': 'a', '/usr/b': 'b' });
});

test('sums: the paths of files; lines that are none are passed over', () => {
  const sum = 'd41d8cd98f00b204e9800998ecf8427e';
  const text = `${sum}  usr/bin/x\n${sum} *usr/bin/binary\n${sum}  ./etc/y\n${sum}  /z\n\n${sum}\n${sum}  \nusr/lost\n${sum}  a b`;
  expect(Object.keys(read((packages) => readMd5sums(packages, 'libc6.md5sums', text)))).toEqual([
    '/usr/bin/x',
    '/usr/bin/binary',
    '/etc/y',
    '/z',
    '/a b',
  ]);
  expect(read((packages) => readMd5sums(packages, 'libssl1.1.md5sums', `${sum}  a`))).toEqual({ '/a': 'libssl1.1' });
});

test.each([
  ['bash-5.2.026-2', 'bash'],
  ['gcc-libs-13.2.1-5', 'gcc-libs'],
  ['a', 'a'],
])('pacman: the files of %s are those of %s', (folder, name) => {
  const text = '%FILES%\netc/\netc/x\n\n%BACKUP%\netc/y\tsum\n';
  expect(read((packages) => readPacmanFiles(packages, folder, text))).toEqual({ '/etc': name, '/etc/x': name });
});

test('apk: a folder and a file of no package are passed over', () => {
  const text = 'F:bin\nR:lost\n\nP:a\nF:usr/bin\nR:x\nF:\nR:top\n\nR:none\nP:__proto__\nF:etc\nR:y';
  const packages: PackagesByPath = new Map();
  readApkInstalled(packages, text);
  expect([...packages]).toEqual([
    ['/usr/bin', 'a'],
    ['/usr/bin/x', 'a'],
    ['/top', 'a'],
    ['/etc', '__proto__'],
    ['/etc/y', '__proto__'],
  ]);
});

test('a list that is made to take long does not: one folder of 500,000 letters and as many files as fit', () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `R:${index.toString(36)}\n`).join('');
  const packages: PackagesByPath = new Map();
  const from = process.cpuUsage();
  readApkInstalled(packages, `P:a\nF:${'x'.repeat(500_000)}\n${names}F:etc\nR:x\n`);
  const { user, system } = process.cpuUsage(from);
  expect((user + system) / 1000).toBeLessThan(1000);
  expect([...packages.keys()]).toEqual(['/etc', '/etc/x']);
});

test.each([
  ['/bin/su', '/usr/bin/su'],
  ['/usr/bin/su', '/bin/su'],
  ['/usr/lib64/x/y', '/lib64/x/y'],
  ['/usr/local/bin/su', null],
  ['/usr/share/x', null],
  ['/binary/x', null],
  ['/etc/x', null],
])('the other form of %s is %s', (path, other) => {
  expect(otherForm(path)).toBe(other);
});

/** The text of an archive's images, where they are there. */
const archive = (name: string): string | null => {
  const fixtures = sharedFixtures();
  const path = fixtures && join(fixtures.images, name);
  return path && existsSync(path) ? path : null;
};

const apk = archive('apk-based/apk-based.tar');
describe.skipIf(!apk)('of the apk-based image', () => {
  test('packages as apk has them, and none for what the application brought', async () => {
    const { bodies } = await hardenFile(apk!);
    const paths = ['/bin/busybox', '/lib/ld-musl-x86_64.so.1', '/usr/local/bin/report-agent'];
    expect(paths.map((path) => bodies.packageOf(path))).toEqual(['busybox', 'musl', null]);
  });

  test('the program that wants a loader of glibc', async () => {
    const { rootfs, bodies } = await hardenFile(apk!);
    const elf = bodies.elfOf(rootfs.find('/usr/local/bin/report-agent')!);
    expect(elf).toMatchObject({ machine: 'amd64', interpreter: '/lib64/ld-linux-x86-64.so.2', isProgram: true });
    expect(bodies.unread).toEqual([]);
  });
});

const bloated = archive('node-bloated/node-bloated.tar');
describe.skipIf(!bloated)('of the node-bloated image', () => {
  test('packages as dpkg has them, through /bin → /usr/bin', { timeout: 60_000 }, async () => {
    const { rootfs, bodies, tree } = await hardenFile(bloated!);
    const paths = ['/usr/bin/passwd', '/usr/bin/su', '/bin/su', '/usr/bin/mount', '/app/server.js'];
    expect(paths.map((path) => bodies.packageOf(path))).toEqual(['passwd', 'util-linux', 'util-linux', 'mount', null]);
    const owners = tree.setId.nodes.map((node) => bodies.packageOf(rootfs.pathOf(node)));
    expect(new Set(owners)).toEqual(new Set(['passwd', 'mount', 'login', 'util-linux', 'libpam-modules-bin']));
    expect(bodies.textOf('/etc/os-release')).toContain('ID=debian');
  });
});
