import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tracedPaths } from '../../scripts/verify-minified/traced.mjs';
import { listed, namesOnTheWay } from '../../scripts/verify-minified/unpacked.mjs';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-traced-'));
  mkdirSync(join(root, 'usr/lib'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/libz.so.1.2'), 'twelve bytes');
  symlinkSync('libz.so.1.2', join(root, 'usr/lib/libz.so.1'));
  symlinkSync('/usr/lib', join(root, 'lib'));
  symlinkSync('b', join(root, 'a'));
  symlinkSync('a', join(root, 'b'));
});
afterAll(() => rmSync(root, { recursive: true }));

function traced(lines: readonly string[]): Record<string, boolean> {
  const file = join(root, 'trace');
  writeFileSync(file, lines.join('\n'));
  return Object.fromEntries(tracedPaths(file, '/tmp/x/rootfs', '/app'));
}

describe('what strace wrote', () => {
  it('counts from the chroot on, and only what was there', () => {
    expect(
      traced([
        '7 openat(AT_FDCWD</>, "/etc/ld.so.cache", O_RDONLY) = 3</etc/ld.so.cache>',
        '7 chroot("/tmp/x/rootfs") = 0',
        '7 execve("/usr/bin/run", ["run"], 0x7ffe /* 3 vars */) = 0',
        '7 openat(AT_FDCWD</tmp/x/rootfs/app>, "conf", O_RDONLY) = 3</tmp/x/rootfs/app/conf>',
        '7 openat(5</tmp/x/rootfs/srv>, "page", O_RDONLY) = 6</tmp/x/rootfs/srv/page>',
        '7 openat(AT_FDCWD</tmp/x/rootfs>, "/not/there", O_RDONLY) = -1 ENOENT (No such file or directory)',
        '7 readlink("link", "target", 4095) = 6',
        '7 newfstatat(AT_FDCWD</tmp/x/rootfs>, "/asked", {st_mode=S_IFREG|0644, st_size=3, ...}, 0) = 0',
      ]),
    ).toEqual({ '/usr/bin/run': true, '/app/conf': true, '/srv/page': true, '/app/link': false, '/asked': false });
  });

  it('is put together where another process came between', () => {
    expect(
      traced([
        '7 chroot("/tmp/x/rootfs") = 0',
        '7 openat(AT_FDCWD</tmp/x/rootfs>, "/one", O_RDONLY <unfinished ...>',
        '8 openat(AT_FDCWD</tmp/x/rootfs>, "/two", O_RDONLY <unfinished ...>',
        '7 <... openat resumed>) = 3</tmp/x/rootfs/one>',
        '8 <... openat resumed>) = -1 ENOENT (No such file or directory)',
      ]),
    ).toEqual({ '/one': true });
  });

  it('has names as they are, and what was opened once stays opened', () => {
    expect(
      traced([
        '7 chroot("/tmp/x/rootfs") = 0',
        String.raw`7 open("/a \"b\"\n\303\244", O_RDONLY) = 3</a>`,
        '7 openat(AT_FDCWD</tmp/x/rootfs>, "/two", O_RDONLY) = 3</tmp/x/rootfs/two>',
        '7 stat("/two", {st_mode=S_IFREG|0644}) = 0',
      ]),
    ).toEqual({ '/a "b"\nä': true, '/two': true });
  });
});

describe('names on the way', () => {
  it('are those of all links and of what they lead to, inside of the root', () => {
    expect(namesOnTheWay(root, '/lib/libz.so.1')).toEqual([
      '/lib',
      '/usr',
      '/usr/lib',
      '/usr/lib/libz.so.1',
      '/usr/lib/libz.so.1.2',
    ]);
    expect(namesOnTheWay(root, '/usr/../../lib/./x')).toEqual(['/usr', '/lib', '/usr', '/usr/lib', '/usr/lib/x']);
  });

  it('end where links go round', () => {
    expect(namesOnTheWay(root, '/a').length).toBeLessThan(50);
  });

  it('are listed with what regular files hold', () => {
    rmSync(join(root, 'trace'), { force: true });
    const { paths, bytes, files } = listed(root);
    expect({ bytes, files }).toEqual({ bytes: 12, files: 1 });
    expect([...paths].sort()).toEqual(
      ['/a', '/b', '/lib', '/usr', '/usr/lib', '/usr/lib/libz.so.1', '/usr/lib/libz.so.1.2'].sort(),
    );
  });
});
