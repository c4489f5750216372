import { expect, test } from 'vitest';
import { ignoreFileFor } from '../../src/app/ignore-file-for.ts';

const folder = { path: '.dockerignore', text: 'folder' };
const own = { path: 'api/Dockerfile.dockerignore', text: 'own' };
const brought = { name: '.dockerignore', text: 'folder' };
const later = { name: '.dockerignore', text: 'later' };

test.each([
  ['there is none', [], 'Dockerfile', null, null, null],
  ['the one of the folder', [folder], 'Dockerfile', brought, brought, folder],
  ['without a Dockerfile', [folder], null, brought, brought, folder],
  ['the Dockerfile’s own comes first', [folder, own], 'api/Dockerfile', brought, brought, own],
  ['that of another Dockerfile does not count', [folder, own], 'Dockerfile', brought, brought, folder],
  ['one dropped later takes its place', [folder], 'Dockerfile', later, brought, { ...folder, text: 'later' }],
  ['but not that of the Dockerfile’s own', [folder, own], 'api/Dockerfile', later, brought, own],
  ['one dropped beside a folder that has none', [], 'Dockerfile', later, null, { ...folder, text: 'later' }],
  ['also where it was dropped before the folder', [], 'Dockerfile', later, later, { ...folder, text: 'later' }],
] as const)('the ignore file in force: %s', (_, texts, dockerfile, dropped, before, expected) => {
  expect(ignoreFileFor(texts, dockerfile, dropped, before)).toEqual(expected);
});
