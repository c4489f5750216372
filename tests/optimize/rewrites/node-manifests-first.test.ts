import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';

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
