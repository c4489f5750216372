import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookedInto, reviewSmallest, onInSmallest } from '../review-image.ts';
import { lines } from '../review-project.ts';

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: { 'node_modules/express': {}, 'node_modules/@rollup/rollup-linux-x64-gnu': { dev: true, optional: true } },
}).replaceAll('"', '\\"');

const bundler = '    app/node_modules/@rollup/rollup-linux-x64-gnu/rollup.linux-x64-gnu.node  9000  @library\n';

const text = (build: readonly string[]): string =>
  lines(
    'FROM node:20-bookworm',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci',
    ...build,
    'EXPOSE 3000',
    'CMD ["node", "server.js"]',
  );

/** What the Dockerfile above left: the bundler’s library is for glibc. */
const imageOf = (build: readonly string[], packages = bundler) =>
  lookedInto(
    `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    home/node/
    usr/local/bin/node  1000  0755  @glibc
    usr/local/bin/docker-entrypoint.sh  "#!/bin/sh\\n"  0755
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n/bin/sh\\n"
layer  WORKDIR /app
    app/
layer  COPY . . # buildkit
    app/package.json  "{\\"scripts\\":{\\"build\\":\\"vite build\\"}}"
    app/package-lock.json  9000
    app/server.js  900
layer  RUN /bin/sh -c npm ci # buildkit
    app/node_modules/express/index.js  900
    app/node_modules/.package-lock.json  "${lock}"
${packages}${build.map((line) => `layer  RUN /bin/sh -c ${line.slice(4)} # buildkit\n    app/dist/main.js  900\n`).join('')}empty  EXPOSE map[3000/tcp:{}]
empty  CMD ["node" "server.js"]
`,
    { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'], WorkingDir: '/app' },
  );

const files = {
  'package.json': JSON.stringify({ scripts: { build: 'vite build' }, devDependencies: { vite: '5' } }),
  'package-lock.json': 9000,
  'server.js': 900,
};
const build = ['RUN npm run build'];

describe('a bundler that is compiled for glibc', () => {
  it('does not stand in the way of a smaller base where the final stage is pruned', async () => {
    const given = { image: await imageOf(build), files };
    expect(onInSmallest(text(build), given)).toContain('distroless-runtime');
  });

  it('stands in the way of Alpine, where the stage that bundles would go as well', async () => {
    const given = { image: await imageOf(build), files };
    const { proposal } = reviewSmallest(text(build), given, ['distroless-runtime']);
    expect(proposal?.text).toContain('npm prune --omit=dev');
    expect(proposal?.text).not.toContain('alpine');
    const { proposal: other } = reviewSmallest(text(build), { image: await imageOf(build, ''), files }, [
      'distroless-runtime',
    ]);
    expect(other?.text).toContain('FROM node:20-alpine');
  });

  it('does where the pruning is off', async () => {
    const given = { image: await imageOf(build), files };
    const all = reviewSmallest(text(build), given).proposal?.changes.map(({ id }) => id) ?? [];
    expect(all).toContain('two-stage-build');
    const { proposal } = reviewSmallest(text(build), given, ['two-stage-build']);
    expect(proposal?.text).toContain('FROM node:20-');
    expect(proposal?.text).not.toMatch(/alpine|distroless/);
  });

  it('does not stand in the way of Alpine where none is installed there', async () => {
    const given = { image: await imageOf([]), files };
    expect(onInSmallest(text([]), given)).toEqual(expect.arrayContaining(['omit-development', 'alpine-base']));
    const { proposal } = reviewSmallest(text([]), given, ['omit-development']);
    expect(proposal?.text).not.toContain('alpine');
  });

  it('does where it is a dependency of the program', async () => {
    const own = `${bundler}    app/node_modules/bcrypt/bcrypt.node  900  @library\n`;
    const on = onInSmallest(text(build), { image: await imageOf(build, own), files });
    expect(on).toContain('two-stage-build');
    expect(on).not.toContain('distroless-runtime');
  });
});

/** The project of that name, and the image of its Dockerfile, as npm lays out what its lock file lists. */
async function reactProject() {
  const read = (name: string): string => readFileSync(`tests/projects/react-ssr/${name}`, 'utf8');
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> };
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const hidden = JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(installed) });
  const image = await lookedInto(
    `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    home/node/
    usr/local/bin/node  1000  0755  @glibc
    usr/local/bin/docker-entrypoint.sh  "#!/bin/sh\\n"  0755
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n/bin/sh\\n"
layer  WORKDIR /app
    app/
layer  COPY . . # buildkit
    app/package.json  ${JSON.stringify(JSON.stringify(JSON.parse(read('package.json'))))}
    app/package-lock.json  9000
    app/server.js  900
    app/src/entry-server.jsx  900
layer  RUN /bin/sh -c npm install # buildkit
    app/node_modules/express/index.js  900
    app/node_modules/.package-lock.json  ${JSON.stringify(hidden)}
    app/node_modules/@esbuild/linux-x64/bin/esbuild  9000  0755  @glibc
${bundler}layer  RUN /bin/sh -c npm run build # buildkit
    app/dist/client/index.html  900
    app/dist/server/entry-server.js  900
empty  EXPOSE map[6100/tcp:{}]
empty  CMD ["node" "server.js"]
`,
    { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'], WorkingDir: '/app' },
  );
  const sent = ['package.json', 'server.js', 'vite.config.js', 'index.html', 'package-lock.json'];
  const given = { ...Object.fromEntries(sent.map((name) => [name, read(name)])), 'src/entry-server.jsx': 900 };
  return { text: read('Dockerfile'), image, files: given };
}

it('gives pages that the server renders, built by Vite, a base without a system', async () => {
  const project = await reactProject();
  const { proposal } = reviewSmallest(project.text, project);
  expect(proposal?.text).toContain('npm prune --omit=dev');
  expect(proposal?.text).toMatch(/^FROM gcr\.io\/distroless\/nodejs20-debian13:nonroot$/m);
});

describe('a Dockerfile of several stages', () => {
  const staged = (prune: string, ...behind: string[]): string =>
    lines(
      'FROM node:20-bookworm AS build',
      'WORKDIR /app',
      'COPY . .',
      `RUN npm ci && npm run build${prune}`,
      'FROM node:20-bookworm',
      'WORKDIR /app',
      'COPY --from=build /app/node_modules ./node_modules',
      'COPY --from=build /app/server.js ./',
      ...behind,
      'CMD ["node", "server.js"]',
    );
  const image = () =>
    lookedInto(
      `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    home/node/
    usr/local/bin/node  1000  0755  @glibc
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n/bin/sh\\n"
layer  WORKDIR /app
    app/
layer  COPY /app/node_modules ./node_modules # buildkit
    app/node_modules/express/index.js  900
    app/node_modules/.package-lock.json  "${lock}"
${bundler}layer  COPY /app/server.js ./ # buildkit
    app/server.js  900
empty  CMD ["node" "server.js"]
`,
      { Cmd: ['node', 'server.js'], WorkingDir: '/app' },
    );

  it('is asked about without what it prunes', async () => {
    expect(onInSmallest(staged(' && npm prune --omit=dev'), { image: await image() })).toContain('alpine-base');
  });

  it.each([
    ['nothing is pruned', staged('')],
    ['the pruning may fail', staged(' && npm prune --omit=dev || true')],
    ['it is for another directory', staged(' && npm prune --omit=dev --prefix /srv')],
    ['another folder is pruned', staged(' && cd /srv && npm prune --omit=dev')],
    ['packages come back', staged(' && npm prune --omit=dev && npm ci')],
    ['packages come back behind it', staged(' && npm prune --omit=dev', 'RUN npm ci')],
    ['all of another stage comes, too', staged(' && npm prune --omit=dev', 'COPY --from=build /srv /app')],
  ])('and as it is where %s', async (_, given) => {
    expect(onInSmallest(given, { image: await image() })).not.toContain('alpine-base');
  });
});
