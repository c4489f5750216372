import { describe, expect, it } from 'vitest';
import type { GivenFiles } from '../../support/build-context.ts';
import { lines, withOnly } from '../review-project.ts';

const manifest = { 'package.json': '{}' };

/** The last line, where only the install is changed. */
function installed(install: string, files: GivenFiles | null, copy = 'COPY . .'): string {
  const text = withOnly(lines('FROM node:20', 'WORKDIR /app', copy, `RUN ${install}`), files, 'locked-install');
  return text.trimEnd().split('\n').at(-1) ?? '';
}

describe('an install that holds to the lock file of the folder', () => {
  it.each([
    ['npm install', { 'package-lock.json': 9 }, 'npm ci'],
    ['yarn install', { 'yarn.lock': 9 }, 'yarn install --frozen-lockfile'],
    ['yarn install', { 'yarn.lock': 9, '.yarnrc.yml': 9 }, 'yarn install --immutable'],
    ['pnpm install', { 'pnpm-lock.yaml': 9 }, 'pnpm install --frozen-lockfile'],
    ['bun install', { 'bun.lock': 9 }, 'bun install --frozen-lockfile'],
  ])('%s beside %o', (install, files, expected) => {
    expect(installed(install, { ...manifest, ...files })).toBe(`RUN ${expected}`);
  });

  it.each([
    ['the folder has no lock file', manifest, 'COPY . .'],
    ['it is another program’s', { ...manifest, 'yarn.lock': 9 }, 'COPY . .'],
    ['it is left out', { ...manifest, 'package-lock.json': 9, '.dockerignore': 'package-lock.json' }, 'COPY . .'],
    ['it is copied to another place', { ...manifest, 'package-lock.json': 9 }, 'COPY . /srv'],
    ['nobody knows the folder', null, 'COPY . .'],
  ])('is not proposed where %s', (_, files, copy) => {
    expect(installed('npm install', files, copy)).toBe('RUN npm install');
  });
});
