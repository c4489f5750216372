import { describe, expect, test } from 'vitest';
import { attackSurfaceChecks } from '../../src/hardening/checks/attack-surface.ts';
import { bytesOf, findSurface } from '../../src/hardening/surface.ts';
import { kindOfTool, surfaceKinds } from '../../src/hardening/surface-tools.ts';
import { hardenedImage } from '../support/hardened-image.ts';
import { lines, said, withoutBodies } from './said.ts';

describe('names of tools', () => {
  test.each([
    ['bash', 'shell'],
    ['apt-get', 'package manager'],
    ['pip3.11', 'package manager'],
    ['x86_64-linux-gnu-gcc-12', 'compiler'],
    ['clang++-15', 'compiler'],
    ['wget', 'downloader'],
    ['nc.traditional', 'network tool'],
    ['gdb', 'debugger'],
    ['python3.11', 'interpreter'],
    ['perl5.36.0', 'interpreter'],
    ['lua5.4', 'interpreter'],
  ])('%s: %s', (name, kind) => {
    expect(kindOfTool(name)).toBe(kind);
  });

  test.each([
    'cat',
    'python3-config',
    'gcc-ar-12',
    'shred',
    'apt-cache',
    '[',
    '1',
    '-',
    'constructor',
    '__proto__',
    '-linux-gnu-',
  ])('%s is none', (name) => {
    expect(kindOfTool(name)).toBeNull();
  });

  test('a name of 100,000 digits takes no time', () => {
    const start = performance.now();
    expect(kindOfTool(`gcc${'1'.repeat(100_000)}`)).toBe('compiler');
    expect(kindOfTool(`${'1'.repeat(100_000)}x`)).toBeNull();
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('tools of an image', () => {
  const found = async (text: string, config = {}) =>
    findSurface(await hardenedImage(text, { config })).tools.map(
      ({ kind, name, path, program, size, layer, package: brought }) =>
        [kind, name, path, program ?? '-', size, layer, brought ?? '-'].join(' '),
    );

  test.each([
    [
      'a program with its layer and its package',
      `layer\n a  1\nlayer\n usr/bin/curl  300  0755\n var/lib/dpkg/info/curl.list  ${lines('/usr/bin/curl')}`,
      ['downloader curl /usr/bin/curl - 300 1 curl'],
    ],
    [
      'symbolic links to busybox',
      `layer\n bin/busybox  900  0755\n bin/sh -> busybox\n usr/bin/wget -> /bin/busybox`,
      [
        'downloader wget /usr/bin/wget /bin/busybox 900 0 -',
        'shell busybox /bin/busybox - 900 0 -',
        'shell sh /bin/sh /bin/busybox 900 0 -',
      ],
    ],
    [
      'hard links to busybox',
      `layer\n bin/ash  900  0755\n bin/busybox => bin/ash  0755\n bin/nc => bin/ash  0755`,
      [
        'network tool nc /bin/nc /bin/busybox 900 0 -',
        'shell ash /bin/ash /bin/busybox 900 0 -',
        'shell busybox /bin/busybox - 900 0 -',
      ],
    ],
    [
      'once, where /bin is /usr/bin, with the package that lists the other path',
      `layer\n bin -> usr/bin\n usr/bin/bash  70  0755\n var/lib/dpkg/info/bash.list  ${lines('/bin/bash')}`,
      ['shell bash /usr/bin/bash - 70 0 bash'],
    ],
    [
      'by way of alternatives',
      `layer\n usr/bin/nc -> /etc/alternatives/nc\n etc/alternatives/nc -> /bin/nc.openbsd\n bin/nc.openbsd  40  0755`,
      ['network tool nc /usr/bin/nc /bin/nc.openbsd 40 0 -', 'network tool nc.openbsd /bin/nc.openbsd - 40 0 -'],
    ],
  ])('%s', async (_, text, expected) => {
    expect((await found(text)).sort()).toEqual([...expected].sort());
  });

  test('in the folders of PATH too', async () => {
    const text = `layer\n opt/conda/bin/python3.12  9  0755\n opt/other/bin/perl  9  0755`;
    const config = { Env: ['PATH=/opt/conda/bin:relative:/nowhere:/usr/bin'] };
    expect(await found(text, config)).toEqual(['interpreter python3.12 /opt/conda/bin/python3.12 - 9 0 -']);
  });

  test.each([
    ['nothing that can be started', `layer\n usr/bin/curl  1  0644`],
    ['a link to nowhere', `layer\n usr/bin/curl -> /opt/curl`],
    ['a loop', `layer\n usr/bin/curl -> wget\n usr/bin/wget -> curl`],
    ['a folder', `layer\n usr/bin/perl/  0755`],
    ['deleted', `layer\n usr/bin/gcc  1  0755\nlayer\n usr/bin/.wh.gcc`],
    ['elsewhere', `layer\n app/bin/gcc  1  0755`],
    ['no folder of programs', `layer\n usr/bin  1  0755`],
  ])('none: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  test('what is added up counts each file once', async () => {
    const image = await hardenedImage(`layer\n bin/busybox  900  0755\n bin/sh -> busybox\n bin/bash  50  0755`);
    expect(bytesOf(findSurface(image).tools)).toBe(950);
  });
});

describe('checks', () => {
  test('one for each kind', () => {
    expect(attackSurfaceChecks).toHaveLength(surfaceKinds.length);
  });

  const check = (code: string) => attackSurfaceChecks.find((one) => one.code === code)!;

  test.each([
    [
      'PL2040',
      `layer\n bin/dash  100  0755\n bin/sh -> dash\n bin/bash  1200  0755\n var/lib/dpkg/info/bash.list  ${lines('/bin/bash')}`,
      ['/bin/bash [0] 3 shells, 1.30 kB together: bash (1.20 kB, package bash), dash (100 B), sh (/bin/dash).'],
    ],
    ['PL2041', `layer\n sbin/apk  60  0755`, ['/sbin/apk [0] 1 package manager, 60 B: apk (60 B).']],
    [
      'PL2042',
      `layer\n a  1\nlayer\n${Array.from({ length: 10 }, (_, number) => ` usr/bin/gcc-${number}  ${number + 1}  0755`).join('\n')}`,
      [
        '/usr/bin/gcc-9 [1] 10 compilers and build tools, 55 B together: gcc-9 (10 B), gcc-8 (9 B), gcc-7 (8 B), gcc-6 (7 B), gcc-5 (6 B), gcc-4 (5 B), gcc-3 (4 B), gcc-2 (3 B) and 2 more.',
      ],
    ],
    ['PL2043', `layer\n usr/bin/curl  60  0755`, ['/usr/bin/curl [0] 1 program for downloads, 60 B: curl (60 B).']],
    ['PL2044', `layer\n usr/bin/socat  60  0755`, ['/usr/bin/socat [0] 1 network tool, 60 B: socat (60 B).']],
    ['PL2045', `layer\n usr/bin/strace  60  0755`, ['/usr/bin/strace [0] 1 debugger or tracer, 60 B: strace (60 B).']],
    ['PL2046', `layer\n usr/bin/perl  60  0755`, ['/usr/bin/perl [0] 1 interpreter, 60 B: perl (60 B).']],
  ])('%s', async (code, text, expected) => {
    const image = await hardenedImage(text);
    for (const one of attackSurfaceChecks)
      expect(said(one, image)).toEqual(one === check(code) ? expected : ['passed']);
  });

  test('are unknown where a layer could not be read and nothing was found', async () => {
    const image = withoutBodies(await hardenedImage('layer\n app  1  0755'));
    for (const one of attackSurfaceChecks)
      expect(said(one, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
  });

  test('of an image with too many tools, what was looked at is said', async () => {
    const tools = Array.from({ length: 1001 }, (_, number) => ` usr/bin/gcc-${number}  1  0755`).join('\n');
    const image = await hardenedImage(`layer\n${tools}`);
    const gap = 'Only the first 1,000 programs of such kinds were looked at.';
    expect(said(check('PL2042'), image)).toEqual([
      expect.stringContaining('1,000 compilers and build tools'),
      `- ${gap}`,
    ]);
    expect(said(check('PL2043'), image)).toEqual([`unknown: ${gap}`]);
  });
});
