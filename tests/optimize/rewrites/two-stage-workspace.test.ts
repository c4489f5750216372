import { describe, expect, it } from 'vitest';
import { reviewDockerfile } from '../../../src/optimize/review-dockerfile.ts';
import { buildImage } from '../../support/build-image.ts';
import { folderOf } from '../../support/build-context.ts';
import { faultsOfResult } from '../cases.ts';
import { lines } from '../review-project.ts';

const managers = {
  npm: { lock: 'package-lock.json', install: 'npm ci', build: 'npm run build --workspaces' },
  pnpm: {
    lock: 'pnpm-lock.yaml',
    install: 'npm install -g pnpm@9 && pnpm install --frozen-lockfile',
    build: 'pnpm -r build',
  },
};

/** The review of a workspace of an API and what it shares; `built`: the paths that the build step wrote. */
function proposed(manager: keyof typeof managers, built: string) {
  const { lock, install, build } = managers[manager];
  const text = lines(
    'FROM node:22',
    'WORKDIR /app',
    'COPY . .',
    `RUN ${install}`,
    `RUN ${build}`,
    'CMD ["node", "apps/api/dist/main.js"]',
  );
  const layers = `
layer  ADD rootfs.tar / # buildkit
  bin/sh  120000
  usr/local/bin/node  95000000
layer  WORKDIR /app
  app/
layer  COPY . . # buildkit
  app/package.json  800
  app/${lock}  310000
  app/apps/api/package.json  300
  app/apps/api/src/main.ts  8000
  app/packages/dates/package.json  200
  app/packages/dates/src/index.ts  900
layer  RUN /bin/sh -c ${install} # buildkit
  app/node_modules/fastify/fastify.js  900000
  app/node_modules/typescript/lib/tsc.js  9000000
  app/node_modules/@shop/dates -> ../../packages/dates
  app/apps/api/node_modules/esbuild/lib.js  7000
layer  RUN /bin/sh -c ${build} # buildkit
${built}
`;
  const manifests = {
    'package.json': JSON.stringify({ private: true, workspaces: ['apps/*', 'packages/*'] }),
    'apps/api/package.json': JSON.stringify({ name: '@shop/api', scripts: { build: 'esbuild src/main.ts' } }),
    'packages/dates/package.json': JSON.stringify({ name: '@shop/dates', main: 'dist/index.js' }),
  };
  const marks: Record<string, string> =
    manager === 'pnpm' ? { 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - packages/*\n' } : {};
  const sources = { 'apps/api/src/main.ts': 8000, 'packages/dates/src/index.ts': 900 };
  const context = folderOf({ Dockerfile: text, [lock]: 310_000, ...manifests, ...marks, ...sources });
  const { image, rootfs } = buildImage(layers, { workingDir: '/app' });
  const { proposal } = reviewDockerfile({
    fileName: 'Dockerfile',
    text,
    dockerignore: null,
    image: { image, rootfs: rootfs.columns, leaks: [], programs: null },
    folder: { context, dockerignore: null },
    off: [],
  });
  expect(faultsOfResult(text, proposal?.text ?? text, [], proposal?.changes)).toEqual([]);
  const change = proposal?.changes.find(({ id }) => id === 'two-stage-build');
  return { text: proposal?.text ?? text, change };
}

const built = '  app/apps/api/dist/main.js  12000\n  app/packages/dates/dist/index.js  900';

describe('a workspace, built in two stages', () => {
  it('goes into the image with its packages, what was built in them and what links to them', () => {
    const { text, change } = proposed('npm', built);
    const final = text.slice(text.lastIndexOf('\nFROM '));
    for (const folder of ['node_modules', 'apps', 'packages'])
      expect(final).toMatch(new RegExp(`^COPY --from=build .*/app/${folder} \\./${folder}$`, 'm'));
    expect(change?.evidence).toMatch(/^The build made apps\/api\/dist, packages\/dates\/dist; /);
  });

  it('npm prunes all of its packages', () => {
    expect(proposed('npm', built).text).toContain('npm prune --omit=dev');
  });

  it('keeps development dependencies where pnpm would leave those of its packages', () => {
    const { text, change } = proposed('pnpm', built);
    expect(text).toContain('AS build');
    expect(text).not.toContain('prune');
    expect(change?.why).toContain('only npm and Yarn 1 leave them out of all packages of a workspace by one command');
  });

  it('is not proposed where the build made nothing but packages', () => {
    expect(proposed('npm', '  app/apps/api/node_modules/.cache/x  10').change).toBeUndefined();
  });
});
