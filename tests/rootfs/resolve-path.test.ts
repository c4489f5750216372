import { describe, expect, test } from 'vitest';
import { resolvePath } from '../../src/rootfs/resolve-path.ts';
import { buildImage } from '../support/build-image.ts';

const { rootfs } = buildImage(`
  layer
    usr/bin/busybox  10
    usr/lib/app/main.js  10
    bin -> usr/bin
    usr/bin/sh -> busybox
    usr/bin/ls -> /bin/busybox
    usr/bin/up -> ../../../../usr/./bin//busybox
    usr/bin/app -> ../lib/app/main.js
    usr/bin/dangling -> ../lib/gone
    usr/bin/into-file -> busybox/inner
    usr/bin/into-gone -> ../lost/inner
    a -> b
    b -> a
    self -> self
    folder/same -> .
    root -> /
    tmp/old  10
    opt/tool  10
  layer
    tmp/.wh.old
    .wh.opt
    usr/bin/sh2 -> /usr/bin/sh
`);

const follow = (path: string, from?: string): string => {
  const found = resolvePath(rootfs, path, from);
  return found.node === null ? `${found.why}: ${found.at}` : found.path;
};

test.each([
  ['/', '/'],
  ['', '/'],
  ['/usr/bin/busybox', '/usr/bin/busybox'],
  ['/usr//bin/./busybox', '/usr/bin/busybox'],
  ['/bin/sh', '/usr/bin/busybox'],
  ['/bin/ls', '/usr/bin/busybox'],
  ['/bin/sh2', '/usr/bin/busybox'],
  ['/bin/up', '/usr/bin/busybox'],
  ['/bin/app', '/usr/lib/app/main.js'],
  ['/bin', '/usr/bin'],
  // `..` is that of where the link leads, not of the link.
  ['/bin/../lib/app', '/usr/lib/app'],
  ['/../../usr/../bin/sh', '/usr/bin/busybox'],
  ['/root/root/root/bin/sh', '/usr/bin/busybox'],
  ['/folder/same/same/same', '/folder'],
])('%s leads to %s', (path, target) => {
  expect(follow(path)).toBe(target);
});

test.each([
  ['/', []],
  [
    '/bin/ls',
    [
      '/: /bin',
      '/: /usr',
      '/usr: /usr/bin',
      '/usr/bin: /usr/bin/ls',
      '/: /bin',
      '/: /usr',
      '/usr: /usr/bin',
      '/usr/bin: /usr/bin/busybox',
    ],
  ],
  ['/usr/../usr/lib', ['/: /usr', '/usr: ..', '/: /usr', '/usr: /usr/lib']],
  ['/usr/gone/x', ['/: /usr']],
  ['/tmp/old', ['/: /tmp']],
])('the names that are looked up on the way to %s', (path, names) => {
  const found: string[] = [];
  resolvePath(rootfs, path, '/', (directory, entry) => {
    found.push(`${rootfs.pathOf(directory)}: ${entry === null ? '..' : rootfs.pathOf(entry)}`);
  });
  expect(found).toEqual(names);
});

test.each([
  ['busybox', '/usr/bin', '/usr/bin/busybox'],
  ['../lib/app/main.js', '/bin', '/usr/lib/app/main.js'],
  ['./main.js', '/usr/lib/app/', '/usr/lib/app/main.js'],
  ['/bin/sh', '/nowhere', '/usr/bin/busybox'],
  ['x', '/nowhere', 'missing: /nowhere'],
])('%s from %s leads to %s', (path, from, target) => {
  expect(follow(path, from)).toBe(target);
});

test.each([
  ['/nowhere/at/all', 'missing: /nowhere'],
  ['/bin/nothing', 'missing: /usr/bin/nothing'],
  ['/bin/dangling', 'missing: /usr/lib/gone'],
  ['/bin/into-gone', 'missing: /usr/lost'],
  ['/tmp/old', 'missing: /tmp/old'],
  ['/opt/tool', 'missing: /opt'],
  ['/bin/busybox/inner', 'no directory: /usr/bin/busybox'],
  ['/bin/busybox/..', 'no directory: /usr/bin/busybox'],
  ['/bin/into-file', 'no directory: /usr/bin/busybox'],
  ['/a', 'loop: /a'],
  ['/self/x', 'loop: /self'],
])('%s: %s', (path, why) => {
  expect(follow(path)).toBe(why);
});

describe('chains', () => {
  const chain = (length: number): string => {
    const links = Array.from({ length }, (_, index) => `    l${index} -> l${index + 1}`);
    const built = buildImage(`layer\n${links.join('\n')}\n    l${length}  10`);
    const found = resolvePath(built.rootfs, '/l0');
    return found.node === null ? found.why : found.path;
  };

  test('of 40 links are followed, of 41 not, as in Linux', () => {
    expect([chain(40), chain(41), chain(5000)]).toEqual(['/l40', 'loop', 'loop']);
  });

  test('links whose texts grow with each end soon', () => {
    const built = buildImage(`layer\n    d/x -> ${'../d/'.repeat(10_000)}x`);
    const start = performance.now();
    expect(resolvePath(built.rootfs, '/d/x')).toMatchObject({ why: 'loop', at: '/d/x' });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test('a name that is not UTF-8 is found by its lone surrogates', () => {
  const built = buildImage('layer\n    caf\udce9  10\n    link -> caf\udce9');
  expect(resolvePath(built.rootfs, '/link')).toMatchObject({ path: '/caf\udce9' });
});
