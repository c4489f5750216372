import { describe, expect, test } from 'vitest';
import { architectures } from '../../../src/hardening/checks/pl2055-architectures.ts';
import { damagedPrograms } from '../../../src/hardening/checks/pl2056-damaged-programs.ts';
import { loaders } from '../../../src/hardening/checks/pl2054-loaders.ts';
import { startImage, told } from '../../support/start-image.ts';

describe('loaders of programs', () => {
  test.each<[string, string]>([
    ['static', 'usr/bin/tool  0755  @static'],
    ['loader there', `usr/bin/tool  0755  @glibc\n lib64/ld-linux-x86-64.so.2  0755  @library`],
    [
      'loader behind links',
      `usr/bin/tool  0755  @glibc\n lib64 -> usr/lib\n usr/lib/ld-linux-x86-64.so.2 -> ld.so\n usr/lib/ld.so  0755  @library`,
    ],
    ['another directory', `srv/tool  0755  @glibc\n bin/sh  0755  @static`],
    ['nobody may execute it', `usr/bin/data  0644  @glibc\n bin/sh  0755  @static`],
  ])('passes: %s', async (_, text) => {
    expect(told(loaders, await startImage(text))).toEqual(['passed']);
  });

  test.each<[string, string]>([
    ['usr/local/bin', '/usr/local/bin/tool'],
    ['opt/thing/bin', '/opt/thing/bin/tool'],
    ['app', '/app/tool'],
  ])('fails in %s', async (directory, path) => {
    const text = `${directory}/tool  0755  @glibc\n lib/ld-musl-x86_64.so.1  0755  @library`;
    const [message, ...others] = told(loaders, await startImage(text));
    expect(others).toEqual([]);
    expect(message).toMatch(new RegExp(`^${path}: It is loaded by /lib64/ld-linux-x86-64.so.2, which is not there.`));
    expect(message).toContain('It is built for glibc, this image has musl.');
  });

  test('fails in a directory that is a link, under its own path', async () => {
    const [message] = told(loaders, await startImage('bin -> usr/lib/tools\n usr/lib/tools/tool  0755  @musl'));
    expect(message).toMatch(/^\/usr\/lib\/tools\/tool: /);
  });

  test('there is no program', async () => {
    const image = await startImage('etc/motd  "hello"');
    expect(told(loaders, image)).toEqual(['not-applicable: No ELF program lies in the usual directories.']);
  });
});

describe('architectures of programs', () => {
  test.each<[string, string]>([
    ['the same', 'bin/a  0755  @static'],
    ['386 on amd64', 'bin/a  0755  @i386'],
    ['another directory', 'bin/a  0755  @static\n srv/a  0755  @arm64'],
  ])('passes: %s', async (_, text) => {
    expect(told(architectures, await startImage(text))).toEqual(['passed']);
  });

  test.each(['arm64', 'riscv64', 'arm'])('fails: %s on amd64', async (name) => {
    const image = await startImage(`bin/a  0755  @${name}`);
    expect(told(architectures, image)).toEqual([`/bin/a: It is built for ${name}, the image is for amd64.`]);
  });

  test('fails: 32-bit Arm on arm64, which some of its processors run', async () => {
    const image = await startImage('bin/a  0755  @arm', {}, { architecture: 'arm64' });
    expect(told(architectures, image)).toEqual([
      '/bin/a: It is built for arm, the image is for arm64: it starts only on processors that have a mode for 32-bit programs, which Apple’s, among others, have not.',
    ]);
  });

  test.each<[string, string, Record<string, unknown>, { architecture?: string }, string]>([
    [
      'what is started is told by another check',
      'bin/a  0755  @arm64',
      { Cmd: ['/bin/a'] },
      {},
      'No other ELF program lies in the usual directories.',
    ],
    [
      'no architecture',
      'bin/a  0755  @arm64',
      {},
      { architecture: '' },
      'The image does not say for which architecture it is.',
    ],
  ])('not applicable: %s', async (_, text, config, platform, reason) => {
    expect(told(architectures, await startImage(text, config, platform))).toEqual([`not-applicable: ${reason}`]);
  });
});

describe('damaged programs', () => {
  test.each(['static', 'glibc', 'arm64'])('passes: %s', async (name) => {
    expect(told(damagedPrograms, await startImage(`srv/a  0755  @${name}`))).toEqual(['passed']);
  });

  test.each([
    ['short', 'It ends inside its ELF header.'],
    ['cut', 'Its program headers lie behind what could be read of it.'],
    ['unknown', 'It is for a machine that images have no name for: number 9999, 64 bits, little-endian.'],
  ])('fails: %s', async (name, words) => {
    expect(told(damagedPrograms, await startImage(`srv/a  0644  @${name}`))).toEqual([`/srv/a: ${words}`]);
  });

  test('there is no ELF file', async () => {
    const image = await startImage('etc/motd  "hello"');
    expect(told(damagedPrograms, image)).toEqual(['not-applicable: The image has no ELF file.']);
  });
});
