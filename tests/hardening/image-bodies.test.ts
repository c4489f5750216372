import { describe, expect, test } from 'vitest';
import type { HardenedImage } from '../../src/hardening/hardened-image.ts';
import { BodiesOfImage } from '../../src/hardening/image-bodies.ts';
import { resolvePath } from '../../src/rootfs/resolve-path.ts';
import { elfBytes, elfMachines } from '../support/elf-bytes.ts';
import { hardenedImage } from '../support/hardened-image.ts';

/** The node that a path names itself, links not followed. */
const nodeOf = ({ rootfs }: HardenedImage, path: string): number => {
  const node = rootfs.find(path);
  if (node === null) throw new Error(`${path} is nowhere`);
  return node;
};

describe('texts', () => {
  test('only what is visible in the final tree counts', async () => {
    const { bodies } = await hardenedImage(`
      layer  FROM base
        etc/passwd  "root:x:0:0::/root:/bin/sh\\n"
        etc/group  "root:x:0:\\n"
        etc/shadow  "root::1::::::\\n"
        etc/os-release -> ../usr/lib/os-release
        usr/lib/os-release  "ID=debian\\n"
      layer  RUN useradd
        etc/passwd  "app:x:10:10::/:/bin/sh\\n"
        etc/.wh.shadow
    `);
    expect(bodies.textOf('/etc/passwd')).toBe('app:x:10:10::/:/bin/sh\n');
    expect(bodies.textOf('/etc/group')).toBe('root:x:0:\n');
    expect(bodies.textOf('/etc/shadow')).toBe(null);
    expect(bodies.textOf('/etc/os-release')).toBe('ID=debian\n');
    expect(bodies.unread).toEqual([]);
  });

  test('below a deleted directory, and there again', async () => {
    const { bodies } = await hardenedImage(`
      layer
        etc/passwd  "old\\n"
        etc/group  "old\\n"
      layer
        .wh.etc
      layer
        etc/group  "new\\n"
    `);
    expect([bodies.textOf('/etc/passwd'), bodies.textOf('/etc/group')]).toEqual([null, 'new\n']);
  });

  test('of one name twice in a layer, the last counts', async () => {
    const { bodies } = await hardenedImage(`
      layer
        etc/passwd  "first\\n"
        etc/passwd  "last\\n"
    `);
    expect(bodies.textOf('/etc/passwd')).toBe('last\n');
  });

  test('a hard link shows what its target stored, even when that name is gone', async () => {
    const { bodies } = await hardenedImage(`
      layer
        etc/passwd  "kept\\n"
        etc/group => etc/passwd  0644
      layer
        etc/.wh.passwd
    `);
    expect([bodies.textOf('/etc/passwd'), bodies.textOf('/etc/group')]).toEqual([null, 'kept\n']);
  });

  test('an empty file is an empty text, a directory none, and a file that is not kept is unread', async () => {
    const { bodies } = await hardenedImage(`
      layer
        etc/passwd  ""
        etc/group/
        etc/shadow -> /elsewhere
        elsewhere  "root::1::::::\\n"
    `);
    expect(['/etc/passwd', '/etc/group', '/etc/shadow'].map((path) => bodies.textOf(path))).toEqual([
      '',
      null,
      'unread',
    ]);
  });

  test('bytes that are no UTF-8 stay apart', async () => {
    const contents = { 'etc/passwd': Uint8Array.of(0x61, 0xe9, 0x0a) };
    const { bodies } = await hardenedImage('layer\n  etc/passwd', { contents });
    expect(bodies.textOf('/etc/passwd')).toBe('a\udce9\n');
  });

  test('of a layer that could not be read, nothing is told', async () => {
    const image = await hardenedImage('layer\n  etc/passwd  "a"\nlayer\n  etc/group  "b"');
    const bodies = new BodiesOfImage(image.rootfs, [null, null]);
    expect(bodies.textOf('/etc/passwd')).toBe('unread');
    expect(bodies.textOf('/etc/shadow')).toBe(null);
    expect(bodies.elfOf(nodeOf(image, '/etc/passwd'))).toBe(null);
    expect(bodies.unread).toEqual([0, 1]);
  });
});

describe('programs', () => {
  const contents = {
    'bin/app': elfBytes({ interpreter: '/lib/ld-musl-x86_64.so.1' }),
    'bin/arm': elfBytes({ machine: elfMachines.arm64 }),
  };

  test('ELF files, hard links to them, and what was written over them', async () => {
    const text = `
      layer
        bin/app  0755
        bin/arm  0755
        bin/same => bin/app  0755
        bin/link -> app
      layer
        bin/arm  "#!/bin/sh -e\\n"  0755
    `;
    const image = await hardenedImage(text, { contents });
    const { bodies } = image;
    expect(bodies.elfOf(nodeOf(image, '/bin/app'))).toMatchObject({
      machine: 'amd64',
      interpreter: '/lib/ld-musl-x86_64.so.1',
      damage: null,
    });
    expect(bodies.elfOf(nodeOf(image, '/bin/same'))).toEqual(bodies.elfOf(nodeOf(image, '/bin/app')));
    expect(bodies.elfOf(nodeOf(image, '/bin/link'))).toBe(null);
    expect(bodies.elfOf(resolvePath(image.rootfs, '/bin/link').node!)?.machine).toBe('amd64');
    expect(bodies.elfOf(nodeOf(image, '/bin/arm'))).toBe(null);
    expect(bodies.scriptOf(nodeOf(image, '/bin/arm'))).toEqual(['/bin/sh', '-e']);
  });

  test('all of the final tree, as when each node is asked', async () => {
    const text = `
      layer
        .wh.nothing
        bin/app  0755
        bin/gone  0755
        bin/twice  0755
        bin/twice  "text"
        lib/a.so  10  0644
        lib/caps  100  0755  cap_chown
      layer
        bin/same => bin/app  0755
        bin/.wh.gone
        lib/more  0755
        lib/link -> more
        lib/caps2 => lib/caps  0755
      layer
        bin/gone  0644
        bin/.wh.app
    `;
    const elf = elfBytes({});
    const paths = ['bin/app', 'bin/gone', 'bin/twice', 'lib/more'];
    const image = await hardenedImage(text, { contents: Object.fromEntries(paths.map((path) => [path, elf])) });
    const { bodies, rootfs } = image;
    const nodes = Array.from({ length: rootfs.nodeCount }, (_, node) => node);
    const listed = bodies.elves().map(({ node }) => node);
    expect(listed).toEqual(nodes.filter((node) => bodies.elfOf(node) !== null));
    expect(listed.map((node) => rootfs.pathOf(node)).sort()).toEqual(['/bin/gone', '/bin/same', '/lib/more']);
    expect(bodies.capableNodes()).toEqual(nodes.filter((node) => bodies.capabilitiesOf(node) !== null));
    expect(bodies.capableNodes().map((node) => rootfs.pathOf(node))).toEqual(['/lib/caps', '/lib/caps2']);
  });

  test('a script that nobody may execute is none', async () => {
    const image = await hardenedImage('layer\n  a  "#!/bin/sh\\n"  0644\n  b  "#!/bin/sh\\n"  0700');
    expect(image.bodies.scriptOf(nodeOf(image, '/a'))).toBe(null);
    expect(image.bodies.scriptOf(nodeOf(image, '/b'))).toEqual(['/bin/sh']);
  });

  test('capabilities; a copy without them has none', async () => {
    const image = await hardenedImage(`
      layer
        bin/ping  100  0755  cap_net_raw
        bin/other  100  0755  cap_net_admin
      layer
        bin/other  100  0755
    `);
    const ping = image.bodies.capabilitiesOf(nodeOf(image, '/bin/ping'));
    expect(ping).toMatchObject({ permitted: ['cap_net_raw'], effective: true });
    expect(image.bodies.capabilitiesOf(nodeOf(image, '/bin/other'))).toBe(null);
  });
});

describe('packages', () => {
  const dpkg = `
    layer
      var/lib/dpkg/info/passwd.list  "/.\\n/usr\\n/usr/bin\\n/usr/bin/passwd\\n"
      var/lib/dpkg/info/login:amd64.list  "/.\\n/bin\\n/bin/su\\n"
      var/lib/dpkg/info/gone.list  "/usr/bin/gone\\n"
      usr/bin/passwd  100
      usr/bin/su  100
      usr/bin/gone  100
  `;

  test("dpkg's lists; a list that was deleted says nothing", async () => {
    const { bodies } = await hardenedImage(`${dpkg}
    layer
      var/lib/dpkg/info/.wh.gone.list
    `);
    expect(bodies.packageOf('/usr/bin/passwd')).toBe('passwd');
    expect(bodies.packageOf('/usr/bin/gone')).toBe(null);
    expect(bodies.packageOf('/app/server')).toBe(null);
  });

  test('/bin/su and /usr/bin/su are one where /bin leads to /usr/bin, else not', async () => {
    const apart = await hardenedImage(dpkg);
    expect(apart.bodies.packageOf('/usr/bin/su')).toBe(null);
    const merged = await hardenedImage(`${dpkg}\n      bin -> usr/bin`);
    expect(merged.bodies.packageOf('/usr/bin/su')).toBe('login');
    expect(merged.bodies.packageOf('/bin/su')).toBe('login');
    expect(merged.bodies.packageOf('/bin/passwd')).toBe('passwd');
  });

  test("apk's list", async () => {
    const installed =
      'C:Q1=\\nP:busybox\\nV:1\\nF:bin\\nR:busybox\\na:0:0:755\\nF:etc\\nR:securetty\\n\\nP:musl\\nF:lib\\nR:ld.so\\nF:\\nR:top\\n';
    const { bodies } = await hardenedImage(`
      layer
        lib/apk/db/installed  "${installed}"
    `);
    const paths = ['/bin/busybox', '/etc/securetty', '/lib/ld.so', '/top', '/bin', '/bin/ls'];
    expect(paths.map((path) => bodies.packageOf(path))).toEqual([
      'busybox',
      'busybox',
      'musl',
      'musl',
      'busybox',
      null,
    ]);
  });
});
