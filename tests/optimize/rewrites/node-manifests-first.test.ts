import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import type { GivenFiles } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';
import { lines, withOnly } from '../review-project.ts';

const layers = (lockfile: string): string => `
  layer  WORKDIR /app
    app/  0
  layer  COPY . . # buildkit
    app/package.json  400
    app/${lockfile}  9000
    app/server.js  700
  layer  RUN npm
    app/node_modules/a.js  5000
`;

/** The Dockerfile with the manifests first and no other change. */
function rewritten(install: string, lockfile = 'package-lock.json'): string {
  const text = `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN ${install}\n`;
  const { image, rootfs } = buildImage(layers(lockfile));
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: dropped };
  const all = reviewDockerfile({ ...input, off: [] }).proposal?.changes.map(({ id }) => id) ?? [];
  expect(all).toContain('node-manifests-first');
  const off = all.filter((id) => id !== 'node-manifests-first');
  const result = reviewDockerfile({ ...input, off }).proposal?.text ?? '';
  expect(faultsOfResult(text, result)).toEqual([]);
  return result;
}

describe('the manifests first, and nothing else', () => {
  it.each([
    ['npm install', 'npm ci'],
    ['npm i --no-audit', 'npm ci --no-audit'],
    ['npm ci --omit=dev', 'npm ci --omit=dev'],
    ['npm install --no-package-lock', 'npm install --no-package-lock'],
  ])('make %s hold to the lock file: %s', (install, expected) => {
    expect(rewritten(install)).toBe(
      `FROM node:20\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN ${expected}\nCOPY . .\n`,
    );
  });

  it('leave npm install where another program has a lock file', () => {
    expect(rewritten('npm install', 'yarn.lock')).toContain('COPY package.json ./\nRUN npm install\nCOPY . .\n');
  });
});

describe('the manifests of a folder', () => {
  const only = (files: GivenFiles, install = 'npm ci'): string =>
    withOnly(lines('FROM node:20', 'WORKDIR /repo', 'COPY . .', `RUN ${install}`), files, 'node-manifests-first');
  const workspace = {
    'package.json': '{"workspaces":["apps/*","packages/*"]}',
    'package-lock.json': 9,
    'apps/api/package.json': '{"dependencies":{"koa":"2"}}',
    'apps/api/server.js': 80,
    'packages/dates/package.json': '{}',
  };

  it('of a workspace go each to its place', () => {
    expect(only(workspace)).toBe(
      lines(
        'FROM node:20',
        'WORKDIR /repo',
        'COPY package.json package-lock.json ./',
        'COPY apps/api/package.json ./apps/api/',
        'COPY packages/dates/package.json ./packages/dates/',
        'RUN npm ci',
        'COPY . .',
      ),
    );
  });

  it('of one package leave out those of others below it', () => {
    const files = { 'package.json': '{}', 'package-lock.json': 9, 'client/package.json': '{}' };
    expect(only(files)).toContain('COPY package.json package-lock.json ./\nRUN npm ci\n');
  });

  it.each([
    [
      'a script of the install reads sources',
      { 'package.json': '{"scripts":{"postinstall":"node scripts/setup.js"}}' },
    ],
    ['a dependency lies in the folder', { 'package.json': '{"dependencies":{"lib":"file:./lib"}}' }],
    ['the manifest is damaged', { 'package.json': '{' }],
    ['a package has a program', { ...workspace, 'apps/api/package.json': '{"bin":"cli.js"}' }],
    ['a package could not be read', { ...workspace, 'apps/api/package.json': 900 }],
    ['a name is no plain one', { ...workspace, 'apps/a b/package.json': '{}' }],
  ])('stay where they are where %s', (_, files) => {
    expect(only({ 'package-lock.json': 9, ...files })).toContain('COPY . .\nRUN npm ci\n');
  });
});
