import { describe, expect, test } from 'vitest';
import { readsAsDockerfile, recognise } from '../../src/app/intake.ts';
import { makeArchive } from '../support/make-archive.ts';

const kindOf = async (name: string, contents: BlobPart): Promise<string> => {
  try {
    return (await recognise(new File([contents], name))).kind;
  } catch (error) {
    return (error as { fault: { kind: string } }).fault.kind;
  }
};
const from = 'FROM alpine:3.22\nRUN apk add curl\n';

describe('recognise', () => {
  test.each([
    ['Dockerfile', from, 'dockerfile'],
    ['Dockerfile.prod', '# syntax=docker/dockerfile:1\n\nARG V=1\nFROM a:$V\n', 'dockerfile'],
    ['web.Dockerfile', 'RUN without a FROM', 'dockerfile'],
    ['Containerfile', from, 'dockerfile'],
    ['pasted.txt', from, 'dockerfile'],
    ['dockerfile', '', 'empty-file'],
    ['.dockerignore', 'node_modules\n', 'dockerignore'],
    ['.dockerignore', '', 'dockerignore'],
    ['web.Dockerfile.dockerignore', 'FROM looks like one\n', 'dockerignore'],
    ['.dive-ci', 'rules:\n', 'ci-rules'],
    ['.hadolint.yaml', 'ignored:\n  - DL3008\n', 'lint-settings'],
    ['hadolint.yml', '', 'lint-settings'],
    ['.hadolint.yaml', 'FROM looks like one\n', 'lint-settings'],
    ['.hadolint.yaml', `#${'x'.repeat(70_000)}`, 'limit'],
    ['.hadolint.yaml', 'a\0b', 'binary-text'],
    ['.dive-ci', '', 'ci-rules'],
    ['.plimsollignore', '# nothing yet\n', 'ignored-secrets'],
    ['.plimsollignore', '', 'ignored-secrets'],
    // As browsers save it.
    ['plimsollignore', '', 'ignored-secrets'],
    ['_plimsollignore', '', 'ignored-secrets'],
    ['plimsollignore (2)', '', 'ignored-secrets'],
    ['.plimsollignore', `#${'x'.repeat(1_000_000)}`, 'limit'],
    ['.plimsoll-patterns', 'FROM looks like one\n', 'secret-patterns'],
    ['.plimsoll-patterns', `#${'x'.repeat(200_000)}`, 'limit'],
    ['dive-ci.yaml', '# FROM here\n', 'ci-rules'],
    ['.dive-ci.yml', 'FROM looks like one\n', 'ci-rules'],
    ['rules.yaml', 'rules:\n  "highestWastedBytes": 20MB\n', 'ci-rules'],
    ['ci', 'rules.LowestEfficiency: 1\n', 'ci-rules'],
    ['rules.yaml', 'rules:\n  other: 1\n', 'not-recognised'],
    ['README.md', '    lowestEfficiency: 0.95\n', 'not-recognised'],
    ['.dive-ci', 'a\0b', 'binary-text'],
    ['.dive-ci', `#${'x'.repeat(1_000_000)}`, 'limit'],
    ['image.tar', 'just text\n', 'not-recognised'],
    ['README.md', '# FROM here\n', 'not-recognised'],
    ['Dockerfile', 'FROM a\0b', 'binary-text'],
    ['photo.png', '\x89PNG\0', 'not-recognised'],
    ['image.tar', '\0damaged', 'image-archive'],
    ['layer.tgz', new Uint8Array([0x1f, 0x8b, 8, 0]), 'image-archive'],
  ])('%s holding %j is %s', async (name, contents, kind) => {
    expect(await kindOf(name, contents)).toBe(kind);
  });

  test('an archive is one under any name', async () => {
    const archive = await makeArchive('layer  RUN a\n  a  10\n', { layout: 'docker25' });
    for (const name of ['image.tar', 'unknown', 'Dockerfile', '.dockerignore']) {
      expect(await kindOf(name, archive)).toBe('image-archive');
    }
  });

  test('UTF-16 is told from what is no text', async () => {
    const text = (order: 'utf-16le' | 'utf-16be', mark: boolean): Uint8Array<ArrayBuffer> => {
      const units = Buffer.from(`${mark ? '\ufeff' : ''}FROM debian:12\n`, 'utf16le');
      return new Uint8Array(order === 'utf-16le' ? units : units.swap16());
    };
    for (const order of ['utf-16le', 'utf-16be'] as const) {
      for (const mark of [true, false]) {
        const file = new File([text(order, mark)], 'Dockerfile');
        await expect(recognise(file)).rejects.toMatchObject({ fault: { kind: 'binary-text', encoding: 'UTF-16' } });
      }
    }
    const binary = new File([new Uint8Array([0, 1, 2, 3, 0, 0])], 'Dockerfile');
    await expect(recognise(binary)).rejects.toMatchObject({ fault: { kind: 'binary-text' } });
    await expect(recognise(binary)).rejects.not.toMatchObject({ fault: { encoding: 'UTF-16' } });
  });

  test('names the file, what it looks like, and what was looked for', async () => {
    await expect(recognise(new File(['PK\x03\x04\0'], 'a.zip'))).rejects.toThrow(
      /a\.zip was not recognised: it looks like a zip archive\. Looked for an image archive/,
    );
  });
});

/** A file with something in the middle of zeros, so that it is no text. */
const binary = (text: string, offset = 0): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(65_536);
  for (let at = 0; at < text.length; at++) bytes[offset + at] = text.charCodeAt(at);
  return bytes;
};

describe('what is not an image is named by its content, with what to do', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, RegExp, RegExp]>([
    ['web.sif', binary('#!/usr/bin/env run-singularity\n\0SIF_MAGIC\0'), /Singularity/, /singularity build --sandbox/],
    ['root.img', binary('hsqs'), /squashfs/, /unsquashfs/],
    ['disk', binary('QFI\xfb'), /qcow2/, /docker save/],
    ['disk', binary('KDMV'), /VMDK/, /docker save/],
    ['disk', binary('vhdxfile'), /VHDX/, /docker save/],
    ['disk', binary('<<< Oracle VM VirtualBox Disk Image >>>\n'), /VDI/, /docker save/],
    ['cd', binary('CD001', 0x8001), /ISO 9660/, /Mount/],
    ['root.ext4', binary('\x53\xef', 0x438), /ext4/, /Mount/],
    ['disk.raw', binary('EFI PART', 512), /GPT/, /docker save/],
    ['a.rpm', binary('\xed\xab\xee\xdb'), /RPM package/, /docker save/],
    ['a.deb', binary('!<arch>\ndebian-binary   '), /Debian package/, /docker save/],
    ['a.tar.xz', binary('\xfd7zXZ\0'), /xz archive/, /xz -d/],
    ['a.tar.bz2', binary('BZh9'), /bzip2/, /bzip2 -d/],
    ['a.7z', binary("7z\xbc\xaf'\x1c"), /7-Zip/, /7z x/],
    ['a.tar.lz4', binary('\x04\x22\x4d\x18'), /lz4/, /lz4 -d/],
    ['app.jar', binary('PK\x03\x04'), /Java archive/, /docker save/],
    ['app-1.0-py3-none-any.whl', binary('PK\x03\x04'), /Python wheel/, /docker save/],
    ['app', binary('PK\x03\x04'), /zip archive/, /unzip/],
    ['busybox', binary('\x7fELF'), /program \(ELF\)/, /docker save/],
  ])('%s', async (name, contents, looksLike, instead) => {
    const error = await recognise(new File([contents], name)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      fault: {
        kind: 'not-recognised',
        fileName: name,
        looksLike: expect.stringMatching(looksLike) as string,
        instead: expect.stringMatching(instead) as string,
      },
    });
    // Under the name of an archive too: what it holds comes first.
    const renamed = await recognise(new File([contents], 'image.tar')).catch((thrown: unknown) => thrown);
    expect(renamed).toMatchObject({ fault: { kind: 'not-recognised' } });
  });

  test('a file of which nothing is known', async () => {
    const error = await recognise(new File([binary('\x01')], 'a')).catch((thrown: unknown) => thrown);
    expect((error as { fault: object }).fault).not.toHaveProperty('looksLike');
  });
});

test.each([
  ['FROM a', true],
  ['from a', true],
  ['\n# note\nARG A\nFROM a', true],
  ['Ask FROM me', false],
  ['FROMAGE', false],
  ['', false],
])('%j reads as a Dockerfile: %s', (text, expected) => {
  expect(readsAsDockerfile(text)).toBe(expected);
});
