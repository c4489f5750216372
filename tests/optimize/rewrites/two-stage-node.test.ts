import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { folderOf } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';
import { lines } from '../review-project.ts';
import { noPrograms } from '../../support/program-facts.ts';

const file = (...closing: string[]): string =>
  lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'RUN npm run build', ...closing);

const layers = `
layer  ADD rootfs.tar / # buildkit
  bin/sh  120000
  usr/local/bin/node  95000000
layer  WORKDIR /app
  app/
layer  COPY . . # buildkit
  app/package.json  800
  app/package-lock.json  310000
  app/vite.config.ts  300
  app/src/main.ts  8000
layer  RUN /bin/sh -c npm ci # buildkit
  app/node_modules/fastify/fastify.js  900000
  app/node_modules/typescript/lib/tsc.js  9000000
  app/node_modules/.bin/frob -> ../@make/frob/bin/frob.js
layer  RUN /bin/sh -c npm run build # buildkit
  app/dist/main.js  12000
`;

/** The two-stage build of an image; `fields`: what the package.json of its folder says, and of the image where it has none. */
function proposed(closing: string[], fields: object | null, where: 'folder' | 'image' = 'folder') {
  const text = file(...closing);
  const manifest = fields && JSON.stringify(fields);
  const folder =
    manifest !== null && where === 'folder'
      ? { context: folderOf({ Dockerfile: text, 'package.json': manifest, 'src/main.ts': 8000 }), dockerignore: null }
      : null;
  const { image, rootfs } = buildImage(layers, { workingDir: '/app' });
  const programs = manifest !== null && where === 'image' ? { ...noPrograms, manifest } : null;
  const input = {
    fileName: 'Dockerfile',
    text,
    dockerignore: null,
    image: { image, rootfs: rootfs.columns, leaks: [], programs },
    folder,
    off: [],
  };
  const { proposal } = reviewDockerfile(input);
  expect(faultsOfResult(text, proposal?.text ?? text, [], proposal?.changes)).toEqual([]);
  const change = proposal?.changes.find(({ id }) => id === 'two-stage-build');
  return { text: proposal?.text ?? text, change };
}

const start = (script: string, more: object = {}): object => ({ scripts: { start: script }, ...more });

describe('development dependencies of a build in two stages', () => {
  it.each([
    ['the folder', 'folder'],
    ['the image', 'image'],
  ] as const)('go where the package.json of %s shows that nothing calls them', (_, where) => {
    const { text } = proposed(['CMD npm start'], start('node dist/main.js'), where);
    expect(text).toContain('npm run build && npm prune --omit=dev');
  });

  it.each([
    ['a script calls one under another name', start('frob dist/main.js', { devDependencies: { '@make/frob': '1' } }), 'the script start calls frob, of @make/frob in devDependencies'],
    ['a wrapper is one', start('cross-env A=b node dist/main.js', { devDependencies: { 'cross-env': '7' } }), 'the script start calls cross-env, of cross-env in devDependencies'],
    ['nobody read what starts', null, 'what npm start runs stands in a package.json that was not read'],
  ])('stay where %s', (_, fields, reason) => {
    const { text, change } = proposed(['CMD npm start'], fields);
    expect(text).toContain('AS build');
    expect(text).not.toContain('prune');
    expect(change?.why).toContain(`Development dependencies are kept, as ${reason}.`);
  }); // prettier-ignore

  it('go where the image shows that the program is of a dependency', () => {
    const { text } = proposed(['CMD npm start'], start('frob dist/main.js', { dependencies: { '@make/frob': '1' } }));
    expect(text).toContain('npm prune --omit=dev');
  });
});

describe('a build in two stages is not proposed', () => {
  it.each([
    ['where the sources are compiled at the start', ['CMD npm start'], start('ts-node src/main.ts')],
    ['where a bundler shows what it built', ['CMD npm start'], start('vite preview')],
    ['where what starts is told a folder that is left behind', ['CMD npm start'], start('frob src')],
    ['where Node is given a source', ['CMD ["node", "src/main.ts"]'], start('node dist/main.js')],
  ])('%s', (_, closing, fields) => {
    expect(proposed(closing, fields).change).toBeUndefined();
  });
});
