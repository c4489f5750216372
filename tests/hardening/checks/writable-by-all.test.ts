import { describe, expect, test } from 'vitest';
import { writableByAllChecks } from '../../../src/hardening/checks/writable-by-all.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { said, withoutBodies } from '../said.ts';

const [files, folders] = writableByAllChecks;

describe('PL2024', () => {
  test.each([
    ['a file', `layer\n app/run.sh  10  0777`, ['/app/run.sh [0] Every user may change it (rwxrwxrwx).']],
    [
      'made so by a later layer',
      `layer\n a  1  0644\nlayer\n a  1  0666`,
      ['/a [1] Every user may change it (rw-rw-rw-).'],
    ],
    [
      'several, by path',
      `layer\n z  1  0646\n b/c  1  0602`,
      ['/b/c [0] Every user may change it (rw-----w-).', '/z [0] Every user may change it (rw-r--rw-).'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(files!, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['the group alone', `layer\n a  1  0664`],
    ['a symbolic link, whose mode says nothing', `layer\n a -> b\n b  1  0644`],
    ['corrected later', `layer\n a  1  0666\nlayer\n a  1  0644`],
    ['a folder', `layer\n a/  0777`],
  ])('passes: %s', async (_, text) => {
    expect(said(files!, await hardenedImage(text))).toEqual(['passed']);
  });

  test('is unknown where a layer could not be read and nothing was found', async () => {
    const image = withoutBodies(await hardenedImage('layer\n a  1'));
    expect(said(files!, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
  });
});

describe('PL2025', () => {
  const words = 'Every user may put files here, and remove or replace those of others';

  test.each([
    ['a folder', `layer\n app/config/  0777`, [`/app/config [0] ${words} (rwxrwxrwx).`]],
    ['the sticky bit lost', `layer\n tmp/  01777\nlayer\n tmp/  0777`, [`/tmp [1] ${words} (rwxrwxrwx).`]],
    [
      'without execution',
      `layer\n b/  0706\n a/  0773`,
      [`/a [0] ${words} (rwxrwx-wx).`, `/b [0] ${words} (rwx---rw-).`],
    ],
  ])('%s', async (_, text, expected) => {
    expect(said(folders!, await hardenedImage(text))).toEqual(expected);
  });

  test.each([
    ['with the sticky bit', `layer\n tmp/  01777`],
    ['of the group', `layer\n srv/  0775`],
    ['deleted', `layer\n app/  0777\nlayer\n .wh.app`],
    ['a file', `layer\n a  1  0666`],
  ])('passes: %s', async (_, text) => {
    expect(said(folders!, await hardenedImage(text))).toEqual(['passed']);
  });
});
