import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { folderOf, type GivenFiles } from '../../support/build-context.ts';
import { buildImage } from '../../support/build-image.ts';
import { faultsOfResult } from '../cases.ts';
import { lines, withOnly } from '../review-project.ts';
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

describe('what a build in two stages leaves out of the packages', () => {
  const text = file('RUN chown -R node:node /app', 'CMD ["node", "dist/main.js"]');
  const owned = `
layer  RUN chown -R node:node /app # buildkit
  app/dist/main.js  12000  1000:1000
  app/node_modules/fastify/fastify.js  900000  1000:1000
  app/node_modules/typescript/lib/tsc.js  9000000  1000:1000
`;
  const manifest = JSON.stringify(start('node dist/main.js'));

  /** By change, what it says that it saves. */
  function savings(development: readonly string[] | null) {
    const { image, rootfs } = buildImage(`${layers.trimEnd()}${owned}`, { workingDir: '/app' });
    const programs = { ...noPrograms, manifest, ...(development && { development }) };
    const found = { image, rootfs: rootfs.columns, leaks: [], programs };
    const { proposal } = reviewDockerfile({ fileName: 'Dockerfile', text, dockerignore: null, image: found, off: [] });
    const of = (id: string) => proposal?.changes.find((change) => change.id === id);
    const { saves, evidence = '' } = of('two-stage-build') ?? {};
    return { saves, evidence, owner: of('copy-owner')?.saves };
  }

  it('is counted where npm wrote down which are for development, and in no other change', () => {
    const [known, unknown] = [savings(['node_modules/typescript']), savings(null)];
    expect((known.saves ?? 0) - (unknown.saves ?? 0)).toBe(2 * 9_000_000);
    expect([unknown.owner, known.owner]).toEqual([9_912_000, 912_000]);
    expect(known.evidence).toContain('18.0 MB of it of development dependencies');
    expect(unknown.evidence).toContain('nothing in the image tells which they are');
  });

  it('is nothing where there is none for development', () => {
    const [none, unknown] = [savings([]), savings(null)];
    expect(none.saves).toBe(unknown.saves);
    expect(none.evidence).not.toContain('evelopment dependencies');
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

describe('a build in two stages by the folder alone', () => {
  const tsconfig = '{ // for Node\n  "compilerOptions": { "outDir": "./out" } }';
  const fields = (build: string, more: object = {}): string =>
    JSON.stringify({ scripts: { build, start: 'node out/a.js' }, devDependencies: { typescript: '5' }, ...more });
  const files = (build: string, more: GivenFiles = {}): GivenFiles => ({
    'package.json': fields(build),
    'package-lock.json': 9000,
    'tsconfig.json': tsconfig,
    'src/a.ts': 800,
    'views/a.html': 300,
    'README.md': 100,
    ...more,
  });
  const only = (text: string, given: GivenFiles): string => withOnly(text, given, 'two-stage-build');

  it('copies what is built, what may be read, and the packages', () => {
    expect(only(file('CMD npm start'), files('tsc'))).toBe(
      lines(
        'FROM node:22 AS base',
        'WORKDIR /app',
        '',
        'FROM base AS build',
        'COPY . .',
        'RUN npm ci',
        'RUN npm run build && npm prune --omit=dev',
        '',
        'FROM base',
        'COPY --from=build /app/node_modules ./node_modules',
        'COPY --from=build /app/package.json ./',
        'COPY --from=build /app/out ./out',
        'COPY --from=build /app/views ./views',
        'CMD npm start',
      ),
    );
  });

  it.each([
    ['tsc --outDir lib', 'lib'],
    ['rimraf out && tsc -p . && cp -r src/mail out/', 'out'],
    ['babel src --out-dir lib', 'lib'],
    ['tsup src/a.ts', 'dist'],
    ['esbuild src/a.ts --bundle --outfile=bin/a.js', 'bin'],
    ['nest build', 'out'],
    ['vite build', 'dist'],
    ['npm run -s one && npm run two', 'out', { one: 'tsc', two: 'eslint .' }],
  ])('knows what %s makes', (build, name, scripts: object = {}) => {
    const given = JSON.stringify({ scripts: { build, start: 'node server.js', ...scripts } });
    const result = only(file('CMD npm start'), files(build, { 'package.json': given, 'server.js': 50 }));
    expect(result).toContain(`COPY --from=build /app/${name} ./${name}\n`);
  });

  it.each([
    ['a program makes something that nobody knows', files('tsc && node make.js'), file('CMD npm start')],
    ['a bundler has settings of its own', files('webpack'), file('CMD npm start')],
    ['TypeScript writes beside the sources', files('tsc', { 'tsconfig.json': '{}' }), file('CMD npm start')],
    ['its settings were not read', files('tsc', { 'tsconfig.json': 300 }), file('CMD npm start')],
    ['what it makes lies elsewhere', files('tsc --outDir ../out'), file('CMD npm start')],
    ['the sources are what starts', files('tsc'), file('CMD ["node", "src/a.ts"]')],
    ['a RUN does more', files('tsc'), file('CMD npm start').replace('RUN npm ci', 'RUN npm ci && ./more.sh')],
    ['a program is installed for all', files('tsc'), file('CMD npm start').replace('RUN npm ci', 'RUN npm i -g pm2\nRUN npm ci')],
    ['there are several packages', files('tsc', { 'package.json': fields('tsc', { workspaces: ['a'] }) }), file('CMD npm start')],
    ['a name would be two words in a COPY', files('tsc', { 'my views/a.html': 10 }), file('CMD npm start')],
    ['a COPY brings it to another place', files('tsc'), file('CMD npm start').replace('COPY . .', 'COPY . .\nCOPY views /app/pages')],
  ])('is not proposed where %s', (_, given, text) => {
    expect(only(text, given)).toBe(text);
  }); // prettier-ignore
});
