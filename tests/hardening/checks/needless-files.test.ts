import { expect, test } from 'vitest';
import { needlessFilesCheck } from '../../../src/hardening/checks/dkl-li-0003-needless-files.ts';
import { hardenedImage } from '../../support/hardened-image.ts';
import { said, withoutBodies } from '../said.ts';

test.each([
  [
    'a repository and files, largest first',
    `layer\n app/.git/HEAD  20\n app/.git/objects/a  500\n app/Dockerfile  100\nlayer\n app/docker-compose.yml  200\n app/.DS_Store  6`,
    [
      '/app/.git [0] A folder for the history of a git repository: 520 B in 2 files.',
      '/app/docker-compose.yml [1] A Compose file (200 B).',
      '/app/Dockerfile [0] A Dockerfile (100 B).',
      '/app/.DS_Store [1] What macOS remembers of a folder (6 B).',
    ],
  ],
  [
    'a folder in another counts with it',
    `layer\n root/.cache/x/.git/HEAD  20\n root/.cache/Dockerfile  5`,
    ['/root/.cache [0] A folder for caches: 25 B in 2 files.'],
  ],
  [
    'what is left of it',
    `layer\n root/.aws/credentials  20\n root/.aws/config  3\nlayer\n root/.aws/.wh.credentials`,
    ['/root/.aws [0] A folder for settings and credentials of AWS: 3 B in 1 file.'],
  ],
  [
    'emptied',
    `layer\n root/.azure/\n root/.azure/token  20\nlayer\n root/.azure/.wh.token`,
    ['/root/.azure [0] A folder for settings and credentials of Azure: without a file.'],
  ],
])('%s', async (_, text, expected) => {
  expect(said(needlessFilesCheck, await hardenedImage(text))).toEqual(expected);
});

test.each([
  ['deleted', `layer\n app/.git/HEAD  20\nlayer\n app/.wh..git`],
  ['a file of a folder’s name (a submodule)', `layer\n app/.git  20`],
  ['a folder of a file’s name', `layer\n app/dockerfile/x  20`],
  ['names that only contain them', `layer\n app/.gitignore  1\n app/Dockerfile.dev  1\n app/x.cache/y  1`],
])('passes: %s', async (_, text) => {
  expect(said(needlessFilesCheck, await hardenedImage(text))).toEqual(['passed']);
});

test('is unknown where a layer could not be read and nothing was found', async () => {
  const image = withoutBodies(await hardenedImage('layer\n app/x  1'));
  expect(said(needlessFilesCheck, image)).toEqual(['unknown: Layer 0 could not be read to its end.']);
});

test('says so where there are more names than are looked into', async () => {
  const keys = Array.from({ length: 1100 }, (_, number) => ` k${number}/id_rsa  1`).join('\n');
  const image = await hardenedImage(`layer\n${keys}\n app/Dockerfile  1`);
  expect(said(needlessFilesCheck, image)).toEqual([
    'unknown: The image has 1,101 files and folders with names that are looked for; the first 1,000 of them were looked into.',
  ]);
});
