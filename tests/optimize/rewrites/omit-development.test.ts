import { describe, expect, it } from 'vitest';
import type { GivenFiles } from '../../support/build-context.ts';
import { lines, withOnly } from '../review-project.ts';

const manifest = (more: object = {}): string =>
  JSON.stringify({ devDependencies: { jest: '29', eslint: '9' }, ...more });
const only = (text: string, files: GivenFiles): string => withOnly(text, files, 'omit-development');
const file = (install: string, command = 'CMD ["node", "server.js"]', ...behind: string[]): string =>
  lines('FROM node:20', 'WORKDIR /app', 'COPY . .', `RUN ${install}`, ...behind, command);

describe('development dependencies', () => {
  it.each([
    ['npm ci', 'npm ci --omit=dev'],
    ['npm install --no-audit', 'npm install --omit=dev --no-audit'],
    ['yarn', 'yarn --production'],
    ['pnpm install --frozen-lockfile', 'pnpm install --prod --frozen-lockfile'],
    ['bun install', 'bun install --production'],
  ])('are left out of %s', (install, expected) => {
    expect(only(file(install), { 'package.json': manifest() })).toBe(file(expected));
  });

  it('are left out where the script start is Node with a file', () => {
    const files = { 'package.json': manifest({ scripts: { start: 'node server.js' } }) };
    expect(only(file('npm ci', 'CMD ["npm", "start"]'), files)).toContain('npm ci --omit=dev');
  });

  it.each([
    ['something is built behind it', file('npm ci', 'CMD ["node", "server.js"]', 'RUN npm run build'), manifest()],
    ['the same RUN goes on', file('npm ci && npx tsc'), manifest()],
    [
      'a script is called that nobody knows',
      file('npm ci', 'CMD ["node", "server.js"]', 'RUN ./finish.sh'),
      manifest(),
    ],
    ['a watcher starts it', file('npm ci', 'CMD ["npx", "nodemon", "server.js"]'), manifest()],
    [
      'the script start is more than Node',
      file('npm ci', 'CMD ["npm", "start"]'),
      manifest({ scripts: { start: 'ts-node a.ts' } }),
    ],
    ['an install starts a script', file('npm ci'), manifest({ scripts: { prepare: 'husky' } })],
    ['it is asked for', file('npm ci --include=dev'), manifest()],
    ['nothing is listed', file('npm ci'), '{"dependencies":{"koa":"2"}}'],
    ['the manifest is damaged', file('npm ci'), '{'],
    ['nothing is started', lines('FROM node:20', 'COPY . .', 'RUN npm ci'), manifest()],
  ])('stay where %s', (_, text, given) => {
    expect(only(text, { 'package.json': given })).toBe(text);
  });

  it('stay where a variable leaves them out already', () => {
    const text = lines('FROM node:20', 'ENV NODE_ENV=production', 'COPY . .', 'RUN npm ci', 'CMD ["node", "a.js"]');
    expect(only(text, { 'package.json': manifest() })).toBe(text);
  });
});
