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

  test('names the file, what it looks like, and what was looked for', async () => {
    await expect(recognise(new File(['PK\x03\x04\0'], 'a.zip'))).rejects.toThrow(
      /a\.zip was not recognised: it looks like a zip archive\. Looked for an image archive/,
    );
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
