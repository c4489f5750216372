import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { noPrograms } from '../../support/program-facts.ts';
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

  it('are measured where npm wrote down which they are', () => {
    const layers = `
layer  ADD rootfs.tar / # buildkit
  usr/local/bin/node  95000000
layer  WORKDIR /app
  app/
layer  COPY . . # buildkit
  app/package.json  80
layer  RUN /bin/sh -c npm ci # buildkit
  app/node_modules/koa/koa.js  70000
  app/node_modules/jest/jest.js  400000
`;
    const text = file('npm ci');
    const { image, rootfs } = buildImage(layers, { workingDir: '/app' });
    const saves = (development: object): number | null | undefined => {
      const programs = { ...noPrograms, manifest: manifest(), ...development };
      const found = { image, rootfs: rootfs.columns, leaks: [], programs };
      const folder = { context: folderOf({ Dockerfile: text, 'package.json': manifest() }), dockerignore: null };
      const { proposal } = reviewDockerfile({
        fileName: 'Dockerfile',
        text,
        dockerignore: null,
        image: found,
        folder,
        off: [],
      });
      return proposal?.changes.find(({ id }) => id === 'omit-development')?.saves;
    };
    expect(saves({ development: ['node_modules/jest'] })).toBe(400_000);
    expect(saves({})).toBeNull();
  });

  it('stay where a variable leaves them out already', () => {
    const text = lines('FROM node:20', 'ENV NODE_ENV=production', 'COPY . .', 'RUN npm ci', 'CMD ["node", "a.js"]');
    expect(only(text, { 'package.json': manifest() })).toBe(text);
  });
});
