import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { developmentAtStart } from '../../../src/optimize/node/node-development.ts';
import { nodeStartOf } from '../../../src/optimize/node/node-start.ts';
import { ProjectFolder } from '../../../src/optimize/project-folder.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';

const dockerfileOf = (...closing: string[]): string =>
  ['FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', ...closing].join('\n');
const folder = (files: GivenFiles): ProjectFolder =>
  ProjectFolder.of({ context: folderOf(files), dockerignore: null }, 'Dockerfile');

interface Scripts {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = ({ scripts = {}, dependencies = { express: '4', pm2: '5' }, devDependencies = {} }: Scripts): string =>
  JSON.stringify({ scripts, dependencies, devDependencies });

const needOf = (closing: string, given: Scripts | null, more: GivenFiles = {}) =>
  developmentAtStart({
    dockerfile: parseDockerfile(dockerfileOf(closing)),
    folder: given && folder({ 'package.json': manifest(given), ...more }),
    image: null,
  });

const startOf = (closing: string, given: Scripts, more: GivenFiles = {}) =>
  nodeStartOf({
    dockerfile: parseDockerfile(dockerfileOf(closing)),
    folder: folder({ 'package.json': manifest(given), ...more }),
    image: null,
  });
const started = (closing: string, given: Scripts, more: GivenFiles = {}): string[] =>
  startOf(closing, given, more).commands.map(({ name, args }) => [name, ...args].join(' '));

describe('what a container starts', () => {
  it.each([
    ['CMD ["node", "server.js"]', {}, ['node server.js']],
    ['CMD npm start', { start: 'node a.js' }, ['node a.js']],
    ['CMD ["npm", "run", "up"]', { preup: 'mkdir -p data', up: 'npm run serve', serve: 'node b.js' }, ['mkdir -p data', 'node b.js']],
    ['CMD ["yarn", "serve"]', { serve: 'pm2-runtime c.js' }, ['pm2-runtime c.js']],
    ['CMD ["pnpm", "pm2-runtime", "d.js"]', {}, ['pm2-runtime d.js']],
    ['CMD ["npx", "pm2-runtime", "d.js"]', {}, ['pm2-runtime d.js']],
    ['CMD ["sh", "-c", "npm run migrate && npm start"]', { migrate: 'knex m', start: 'node e.js' }, ['knex m', 'node e.js']],
    ['ENTRYPOINT ["tini", "--"]\nCMD ["npm", "start"]', { start: 'node f.js' }, ['node f.js']],
    ['CMD npm start', {}, ['node server.js']],
    ['CMD npm start', { start: 'NODE_ENV=production exec node g.js' }, ['node g.js']],
    ['CMD npm start', { start: 'run-p "web:*"', 'web:a': 'node a.js', 'web:b': 'node b.js' }, ['run-p web:*', 'node a.js', 'node b.js']],
    ['CMD npm start', { start: 'concurrently "npm:api" "node w.js"', api: 'node a.js' }, ['concurrently npm:api node w.js', 'node a.js', 'node w.js']],
  ] as const)('%s with %j', (closing, scripts, expected) => {
    expect(started(closing, { scripts }).sort()).toEqual([...expected].sort());
  }); // prettier-ignore

  it('is read out of a script of the folder, and what that hands on', () => {
    const files = { 'docker/run.sh': '#!/bin/sh\nset -e\nnpx knex migrate:latest\nexec "$@"\n' };
    const closing = 'ENTRYPOINT ["./docker/run.sh"]\nCMD ["npm", "start"]';
    const found = started(closing, { scripts: { start: 'node a.js' } }, files);
    expect(found.sort()).toEqual(['knex migrate:latest', 'node a.js', 'set -e']);
  });

  it('ends, whatever calls what', () => {
    const names = Array.from({ length: 100 }, (_, at) => `s${at}`);
    const all = names.map((name) => `npm run ${name}`).join(' && ');
    const scripts = Object.fromEntries(names.map((name) => [name, all]));
    expect(startOf('CMD npm run s0', { scripts }).unknown).toBe('more commands than are followed');
  });
});

describe('development dependencies at the start', () => {
  it.each([
    ['Node with a file', 'CMD ["node", "server.js"]', {}],
    ['a script of it', 'CMD npm start', { scripts: { start: 'node --enable-source-maps dist/a.js' } }],
    ['a dependency', 'CMD npm start', { scripts: { start: 'pm2-runtime a.js' } }],
    ['a module that Node loads first', 'CMD ["node", "-r", "express/x", "a.js"]', {}],
    ['a health check of the system', 'HEALTHCHECK CMD curl -f http://localhost/\nCMD ["node", "a.js"]', {}],
    ['a program that is installed for all', 'RUN npm i -g forever@4\nCMD ["forever", "a.js"]', {}],
    ['one of @babel/node in dependencies', 'CMD npx babel-node a.js', { dependencies: { '@babel/node': '7' } }],
  ])('are not needed by %s', (_, closing, given) => {
    expect(needOf(closing, given)).toBeNull();
  });

  it.each([
    ['CMD npm start', { scripts: { start: 'ts-node a.ts' }, devDependencies: { 'ts-node': '10' } }, 'the script start calls ts-node, of ts-node in devDependencies'],
    ['CMD npm start', { scripts: { start: 'cross-env A=b node a.js' }, devDependencies: { 'cross-env': '7' } }, 'the script start calls cross-env, of cross-env in devDependencies'],
    ['CMD yarn up', { scripts: { up: 'nest start' }, devDependencies: { '@nestjs/cli': '10' } }, 'the script up calls nest, of @nestjs/cli in devDependencies'],
    ['CMD node -r dotenv/config a.js', { devDependencies: { dotenv: '16' } }, 'CMD calls dotenv, of dotenv in devDependencies'],
    ['ENV NODE_OPTIONS="--import tsx"\nCMD node a.ts', { devDependencies: { tsx: '4' } }, 'CMD calls tsx, of tsx in devDependencies'],
    ['CMD node_modules/.bin/next start', { devDependencies: { next: '15' } }, 'CMD calls next, of next in devDependencies'],
    ['CMD node node_modules/@x/y/z.js', { devDependencies: { '@x/y': '1' } }, 'CMD calls @x/y, of @x/y in devDependencies'],
    ['CMD npm start', { scripts: { prestart: 'prisma migrate deploy', start: 'node a.js' }, devDependencies: { prisma: '6' } }, 'the script prestart calls prisma, of prisma in devDependencies'],
  ] as const)('are needed: %s %j', (closing, given, reason) => {
    expect(needOf(closing, given)).toEqual({ reason, isKnown: true });
  }); // prettier-ignore

  it.each([
    ['CMD npm start', null, 'what npm start runs stands in a package.json that was not read'],
    ['CMD npm start', { scripts: { start: 'frob' } }, 'the script start calls frob, and package.json lists no package that is known to bring it'],
    ['CMD ["./run.sh"]', {}, 'CMD runs ./run.sh, which was not read'],
    ['CMD npm run nothing', {}, 'package.json has no script nothing'],
    ['CMD ["npm", "--prefix", "api", "start"]', {}, 'CMD calls npm --prefix api'],
    ['CMD cd api && npm start', {}, 'CMD changes the directory'],
    ['CMD ["node", "-e", "require(\'x\')"]', {}, 'CMD hands Node a program as a text'],
    ['CMD $RUN', {}, 'CMD calls $RUN'],
    ['EXPOSE 80', {}, 'the Dockerfile starts nothing by itself'],
  ] as const)('may be needed, as nobody knows: %s %j', (closing, given, reason) => {
    expect(needOf(closing, given)).toEqual({ reason, isKnown: false });
  }); // prettier-ignore

  it('go by the package of the workspace that is named', () => {
    const files = {
      'package.json': '{"workspaces":["apps/*"],"devDependencies":{"tsx":"4"}}',
      'apps/api/package.json': '{"name":"@o/api","scripts":{"start":"tsx a.ts"}}',
    };
    for (const command of ['npm start -w apps/api', 'yarn workspace @o/api start']) {
      const need = developmentAtStart({
        dockerfile: parseDockerfile(dockerfileOf(`CMD ${command}`)),
        folder: folder(files),
        image: null,
      });
      expect(need?.reason).toBe('the script start calls tsx, of tsx in devDependencies');
    }
  });
});
