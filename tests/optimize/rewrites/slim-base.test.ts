import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/dockerfile/parse.ts';
import { baseImageOf, finalStageOf } from '../../../src/dockerfile/stages.ts';
import { sizeOfBase } from '../../../src/optimize/base-image/base-range.ts';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';

const layersWith = (run: string): string => `
  layer  base
    usr/bin/gcc  1200000
    usr/bin/git  3900000
    home/node/  1000:1000
  layer  WORKDIR /home/app
    home/app/
  layer  COPY . . # buildkit
    home/app/package.json  300
    home/app/yarn.lock  20000
    home/app/src/index.js  1200
  layer  RUN /bin/sh -c yarn install # buildkit
    home/app/node_modules/koa/koa.js  90000
  layer  RUN /bin/sh -c yarn build # buildkit
    home/app/lib/index.js  1300
  layer  RUN /bin/sh -c ${run} # buildkit
    home/app/lib/index.js  1300  1000:1000
  empty  CMD ["node" "lib/index.js"]`;

/** The stages of the result, each by its image and its RUNs. */
function stagesFor(managers: string): string[] {
  const text = `FROM node:20\nRUN ${managers}\nWORKDIR /home/app\nCOPY . .\nRUN pnpm install\nRUN pnpm build\nCMD ["pnpm", "start"]\n`;
  const layers = layersWith('x')
    .replace(
      '  layer  WORKDIR',
      `  layer  RUN /bin/sh -c ${managers} # buildkit\n    usr/local/lib/node_modules/pnpm/pnpm.js  9000\n  layer  WORKDIR`,
    )
    .replace(/ {2}layer {2}RUN \/bin\/sh -c x [^]*? {2}empty/, '  empty')
    .replaceAll('yarn.lock', 'pnpm-lock.yaml')
    .replaceAll('yarn', 'pnpm')
    .replace('"node" "lib/index.js"', '"pnpm" "start"');
  const { image, rootfs } = buildImage(layers);
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: dropped, off: ['cache-mounts'] };
  const result = reviewDockerfile(input).proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  const { stages } = parseDockerfile(result);
  return stages.map(({ image: from, instructions }) =>
    [
      from,
      ...instructions
        .filter(({ keyword }) => keyword === 'RUN')
        .map(({ words }) =>
          words
            .slice(0, 4)
            .map(({ raw }) => raw)
            .join(' '),
        ),
    ].join('; '),
  );
}

const chown = 'chown -R node:node /home/app';

/** The better Dockerfile of one that builds with Yarn, with some first lines. */
function resultOf(run: string, ...head: string[]): string {
  const first = head.length > 0 ? head : ['FROM node:20', 'WORKDIR /home/app'];
  const text = `${first.join('\n')}\nCOPY . .\nRUN yarn install\nRUN yarn build\nRUN ${run}\nCMD ["node", "lib/index.js"]\n`;
  const empty = first.filter((line) => /^(?:ENV|ARG|LABEL)/.test(line)).map((line) => `  empty  ${line}\n`);
  const { image, rootfs } = buildImage(layersWith(run).replace('  layer  WORKDIR', `${empty.join('')}$&`));
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: dropped, off: [] };
  const result = reviewDockerfile(input).proposal?.text ?? text;
  expect(faultsOfResult(text, result)).toEqual([]);
  expect(parseDockerfile(result).stages.length).toBeGreaterThan(1);
  return result;
}

/** What the final image is built on, where a line stands behind the build. */
function baseWith(run: string): string {
  const dockerfile = parseDockerfile(resultOf(run));
  const last = finalStageOf(dockerfile);
  return last ? baseImageOf(dockerfile, last) : '';
}

describe('the program runs on the slim image', () => {
  it.each([
    'chown -R node:node /home/app',
    'chmod -R go-w lib && chown -R node lib',
    'mkdir -p lib/cache && touch lib/cache/x',
  ])('where the last stage but moves files: %s', (run) => expect(baseWith(run)).toBe('node:20-slim'));

  it.each(['git config --system user.name app', 'chown -R node lib && git init', 'chown node lib; curl localhost'])(
    'and not where it runs more: %s',
    (run) => expect(baseWith(run)).toBe('node:20'),
  );
});

describe('the build comes first, as people write it', () => {
  const fromLines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('FROM '));
  const apart = ['FROM node:20 AS build', 'FROM node:20-slim'];
  const shared = ['FROM node:20-slim AS base', 'FROM node:20 AS build', 'FROM base'];

  it('and what both stages start with is said twice', () => {
    const [build = '', final = ''] = resultOf(
      chown,
      'FROM node:20',
      '# of all',
      'ENV TZ=UTC',
      'WORKDIR /home/app',
    ).split('\n\n');
    expect(build).toMatch(/^FROM node:20 AS build\n# of all\nENV TZ=UTC\nWORKDIR \/home\/app\nCOPY package.json /);
    expect(final).toMatch(/^FROM node:20-slim\nENV TZ=UTC\nWORKDIR \/home\/app\nCOPY --from=build /);
  });

  it.each([
    [['FROM node:20', 'WORKDIR /home/app'], apart],
    [['FROM node:20', 'WORKDIR /home/app', '', '# the shop', ''], apart],
    [['FROM node:20', 'ENV A=1', 'ARG B=2', 'WORKDIR /home/app'], apart],
    [['FROM node:20', 'ENV A=1', 'ENV B=2', 'ENV C=3', 'WORKDIR /home/app'], shared],
    [['FROM node:20', 'LABEL a=b', 'WORKDIR /home/app'], shared],
    [
      ['FROM node:20 AS app', 'WORKDIR /home/app'],
      ['FROM node:20-slim AS app', 'FROM node:20 AS build', 'FROM app'],
    ],
    [
      ['FROM --platform=linux/amd64 node:20', 'WORKDIR /home/app'],
      ['FROM --platform=linux/amd64 node:20-slim AS base', 'FROM node:20 AS build', 'FROM base'],
    ],
  ])('%j: %j', (head, expected) => expect(fromLines(resultOf(chown, ...head))).toEqual(expected));
});

describe('a package manager that npm brings is there for the build and for the program', () => {
  it('and on the slim image, where its version is said', () =>
    expect(
      stagesFor('npm install -g pnpm@9.15.4')
        .slice(0, 2)
        .map((stage) => stage.split(';').slice(0, 2).join()),
    ).toEqual(['node:20-slim, npm install -g pnpm@9.15.4', 'node:20, npm install -g pnpm@9.15.4']));
  it('and on the image as it is, where it is not', () =>
    expect(stagesFor('npm install -g pnpm')[0]).toMatch(/^node:20;/));
  it('but nothing is split where npm brings more', () =>
    expect(stagesFor('npm install -g pnpm@9.15.4 pm2@5').length).toBe(1));
});

it('what it saves is estimated by what the base image stores here', () => {
  const layers = layersWith('chown -R node:node /home/app').replace('gcc  1200000', 'gcc  900000000');
  const text =
    'FROM node:20\nWORKDIR /home/app\nCOPY . .\nRUN yarn install\nRUN yarn build\nRUN chown -R node:node /home/app\nCMD ["node", "lib/index.js"]\n';
  const { image, rootfs } = buildImage(layers);
  const dropped = { image, rootfs: rootfs.columns, leaks: [] };
  const { proposal } = reviewDockerfile({ fileName: 'Dockerfile', text, dockerignore: null, image: dropped, off: [] });
  const slim = sizeOfBase('node:20-slim')?.bytes ?? 0;
  const range = proposal?.changes.find(({ id }) => id === 'slim-base')?.range;
  expect(range?.least).toBe(Math.round(903_900_000 - slim * 1.15));
  expect(range?.most).toBe(Math.round(903_900_000 - slim * 0.85));
});
