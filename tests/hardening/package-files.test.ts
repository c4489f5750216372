import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { otherForm, PackageFiles } from '../../src/hardening/package-files.ts';
import { hardenFile } from '../support/hardened-image.ts';
import { sharedFixtures } from '../support/shared-fixtures.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function filled(fill: (packages: PackageFiles) => void): PackageFiles {
  const packages = new PackageFiles();
  fill(packages);
  return packages;
}

const ownersOf = (packages: PackageFiles, paths: readonly string[]): (string | null)[] =>
  paths.map((path) => packages.packageOf(path));

test.each([
  ['passwd.list', 'passwd'],
  ['libc6:amd64.list', 'libc6'],
  ['g++-12.list', 'g++-12'],
  ['.list', ''],
])('%s is that of %s', (file, name) => {
  const packages = filled((found) => found.addDpkgList(file, bytesOf('/.\n/usr/bin/x\n')));
  expect(ownersOf(packages, ['/usr/bin/x', '/.', '/', '', '/usr/bin'])).toEqual([name, null, null, null, null]);
});

test('of a path in several lists, the first counts; lines that are no path do not', () => {
  const packages = filled((found) => {
    found.addDpkgList('a.list', bytesOf('/usr\n/usr/a'));
    found.addDpkgList('b.list', bytesOf('/usr\n\nusr/c\n/usr/b\n'));
  });
  const paths = ['/usr', '/usr/a', '/usr/b', '', 'usr/c', '/usr/c', '/usr/', '/us'];
  expect(ownersOf(packages, paths)).toEqual(['a', 'a', 'b', null, null, null, null, null]);
});

test('names that are no UTF-8 stay apart', () => {
  const list = Uint8Array.of(...bytesOf('/a'), 0xe9, 10, ...bytesOf('/caf\u00e9\n'));
  const packages = filled((found) => found.addDpkgList('a.list', list));
  expect(ownersOf(packages, ['/a\udce9', '/caf\u00e9', '/a\u00e9', '/a\udcea'])).toEqual(['a', 'a', null, null]);
});

test('apk: a folder and a file of no package are passed over', () => {
  const text = 'F:bin\nR:lost\n\nP:a\nF:usr/bin\nR:x\nF:\nR:top\n\nR:none\nP:__proto__\nF:etc\nR:y\nP:\nR:z';
  const packages = filled((found) => found.addApkInstalled(bytesOf(text)));
  const there = ['/usr/bin', '/usr/bin/x', '/top', '/etc', '/etc/y'];
  expect(ownersOf(packages, there)).toEqual(['a', 'a', 'a', '__proto__', '__proto__']);
  const others = ['/bin', '/bin/lost', '/usr', '/', '/none', '/usr/bin/none', '/etc/z', 'P:a'];
  expect(ownersOf(packages, others)).toEqual(others.map(() => null));
});

test('many paths, each with its own package', () => {
  const packages = new PackageFiles();
  const lists = Array.from({ length: 300 }, (_, list) => {
    const files = Array.from({ length: 500 }, (_unused, index) => `/usr/lib/p${list}/f${index}`);
    packages.addDpkgList(`p${list}.list`, bytesOf(['/usr', '/usr/lib', ...files, ''].join('\n')));
    return files;
  });
  expect(lists.every((files, list) => files.every((path) => packages.packageOf(path) === `p${list}`))).toBe(true);
  expect(ownersOf(packages, ['/usr/lib', '/usr/lib/p0', '/usr/lib/p300/f0', '/usr/lib/p0/f500'])).toEqual([
    'p0',
    null,
    null,
    null,
  ]);
});

test('a list that is made to take long does not: one folder of 500,000 letters and as many files as fit', () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `R:${index.toString(36)}\n`).join('');
  const bytes = bytesOf(`P:a\nF:${'x'.repeat(500_000)}\n${names}`);
  const packages = new PackageFiles();
  const from = process.cpuUsage();
  packages.addApkInstalled(bytes);
  const { user, system } = process.cpuUsage(from);
  expect((user + system) / 1000).toBeLessThan(1000);
  expect(packages.packageOf(`/${'x'.repeat(500_000)}/${(59_999).toString(36)}`)).toBe('a');
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
