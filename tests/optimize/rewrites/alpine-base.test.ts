import { describe, expect, it } from 'vitest';
import { lookedInto, onInSmallest, reviewSmallest, smallestWithOnly } from '../review-image.ts';
import { lines } from '../review-project.ts';
import { noPrograms } from '../../support/program-facts.ts';

/** node:20-bookworm, as far as it is looked at. */
const base = `
    lib64/ld-linux-x86-64.so.2  100  0755  @library
    bin/sh  100  0755  @glibc
    bin/bash  100  0755  @glibc
    usr/bin/git  100  0755  @glibc
    usr/bin/gcc  100  0755  @glibc
    usr/sbin/useradd  100  0755  @glibc
    home/node/
    usr/local/bin/node  1000  0755  @glibc
    usr/local/bin/npm  "#!/usr/bin/env node\\n"  0755
    usr/local/bin/docker-entrypoint.sh  "#!/bin/sh\\n"  0755
    var/lib/dpkg/info/dash.list  "/bin/sh\\n"
    var/lib/dpkg/info/libc6.list  "/lib64/ld-linux-x86-64.so.2\\n"
    var/lib/dpkg/info/tools.list  "/bin/bash\\n/usr/bin/git\\n/usr/bin/gcc\\n/usr/sbin/useradd\\n"
`;

const original = lines(
  'FROM node:20-bookworm',
  'WORKDIR /app',
  'COPY package.json package-lock.json ./',
  'RUN npm ci',
  'COPY . .',
  'EXPOSE 3000',
  'CMD ["node", "server.js"]',
);

/** What a line of a Dockerfile left in its layer; layers in front of those of the project. */
const projectLayers = (extra = ''): string => `layer  WORKDIR /app
    app/
layer  COPY package.json package-lock.json ./ # buildkit
    app/package.json  800
    app/package-lock.json  9000
layer  RUN /bin/sh -c npm ci # buildkit
    app/node_modules/express/index.js  900
${extra}layer  COPY . . # buildkit
    app/server.js  900
empty  EXPOSE map[3000/tcp:{}]
empty  CMD ["node" "server.js"]
`;

const config = { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'], WorkingDir: '/app' };
const imageWith = (before = '', extra = '', given: object = {}) =>
  lookedInto(`${base}${before}${projectLayers(extra)}`, { ...config, ...given });

/** The layer of a RUN that installed a package of Debian. */
const installed = (command: string, ...packages: string[]): string =>
  `layer  RUN /bin/sh -c ${command} # buildkit\n${packages
    .map(
      (name) => `    usr/bin/${name}  100  0755  @glibc\n    var/lib/dpkg/info/${name}.list  "/usr/bin/${name}\\n"\n`,
    )
    .join('')}`;

describe('the sibling on Alpine', () => {
  it('takes the place of the base, and of nothing else', async () => {
    const given = { image: await imageWith() };
    expect(smallestWithOnly(original, given, 'alpine-base')).toBe(
      original.replace('node:20-bookworm', 'node:20-alpine'),
    );
    const change = reviewSmallest(original, given).proposal?.changes.find(({ id }) => id === 'alpine-base');
    expect(change).toMatchObject({ profile: 'smallest', risk: 'test', saves: null });
    expect(change?.range?.basis).toContain('node:24-alpine');
  });

  it('comes behind the slim base, and before the user, who is made in its words', async () => {
    const text = original
      .replace('node:20-bookworm', 'python:3.12')
      .replace('RUN npm ci\n', '')
      .replace('node', 'python3');
    const image = await lookedInto(
      `${base.replaceAll('local/bin/node', 'local/bin/python3')}layer  WORKDIR /app
    app/
layer  COPY package.json package-lock.json ./ # buildkit
    app/package.json  800
layer  COPY . . # buildkit
    app/server.js  900
empty  EXPOSE map[3000/tcp:{}]
empty  CMD ["python3" "server.js"]
`,
      { ...config, Entrypoint: [], Cmd: ['python3', 'server.js'] },
    );
    const result = smallestWithOnly(text, { image }, 'alpine-base', 'run-as-user');
    expect(result).toContain('FROM python:3.12-alpine\n');
    expect(result).toContain('addgroup -S -g 10001 app && adduser -S -u 10001 -G app app');
    expect(result).not.toContain('useradd');
  });

  it('is one change, as distroless is, whether the slim image took the place of a shared stage or not', async () => {
    const text = original.replace('EXPOSE', 'RUN npm run build\nEXPOSE');
    const built = 'layer  RUN /bin/sh -c npm run build # buildkit\n    app/dist/server.js  900\nempty  EXPOSE map';
    const image = await lookedInto(`${base}${projectLayers()}`.replace('empty  EXPOSE map', built), config);
    const manifest = JSON.stringify({ scripts: { build: 'tsc' } });
    const files = { 'package.json': manifest, 'package-lock.json': 900, 'server.js': 900 };
    const smaller = (off: string[]): string[] =>
      (reviewSmallest(text, { image, files }, off).proposal?.changes ?? [])
        .map(({ id }) => id)
        .filter((id) => /^(?:alpine-base|distroless-runtime)/.test(id));
    expect(reviewSmallest(text, { image, files }).proposal?.text).toMatch(/^FROM node:20-bookworm AS build\n/);
    expect(reviewSmallest(text, { image, files }, ['slim-base']).proposal?.text).toMatch(/ AS base\n/);
    expect(smaller([])).toEqual(['distroless-runtime', 'alpine-base']);
    expect(smaller(['slim-base'])).toEqual(['distroless-runtime', 'alpine-base']);
  });

  it('translates packages, line by line, and users', async () => {
    const text = original.replace(
      'WORKDIR /app\n',
      lines(
        'RUN apt-get update && apt-get install -y --no-install-recommends \\',
        '    curl \\',
        '    xz-utils \\',
        '    tini \\',
        '    && rm -rf /var/lib/apt/lists/*',
        'RUN groupadd --gid 1500 web && useradd -r -u 1500 -g web web',
        'WORKDIR /app',
      ),
    );
    const image = await imageWith(
      `${installed('apt-get update && apt-get install -y --no-install-recommends     curl     xz-utils     tini     && rm -rf /var/lib/apt/lists/*', 'curl', 'xz-utils', 'tini')}layer  RUN /bin/sh -c groupadd --gid 1500 web && useradd -r -u 1500 -g web web # buildkit
    etc/passwd  900
`,
    );
    expect(smallestWithOnly(text, { image }, 'alpine-base')).toBe(
      lines(
        'FROM node:20-alpine',
        'RUN apk add --no-cache \\',
        '    curl \\',
        '    xz \\',
        '    tini',
        'RUN addgroup -g 1500 web && adduser -S -D -H -u 1500 -G web web',
        'WORKDIR /app',
        'COPY package.json package-lock.json ./',
        'RUN npm ci',
        'COPY . .',
        'EXPOSE 3000',
        'CMD ["node", "server.js"]',
      ),
    );
  });

  it.each([
    ['useradd -m app', 'adduser -D app'],
    ['useradd --no-log-init --create-home --shell /usr/sbin/nologin app', 'adduser -D -s /sbin/nologin app'],
    ['useradd -r app', 'addgroup -S app && adduser -S -D -H -G app app'],
    ['addgroup --system --gid 1001 web', 'addgroup -S -g 1001 web'],
    ['adduser --system --uid 1001 web', 'adduser -S -D -u 1001 -G nogroup web'],
    ['adduser --system --group web', 'addgroup -S web && adduser -S -D -G web web'],
    ['adduser --disabled-password --gecos "" web', 'adduser -D web'],
    ['adduser --system --ingroup node --no-create-home web', 'adduser -S -D -H -G node web'],
  ])('makes of %s: %s', async (command, translated) => {
    const text = original.replace('WORKDIR /app\n', `RUN ${command}\nWORKDIR /app\n`);
    const image = await imageWith(`layer  RUN /bin/sh -c ${command} # buildkit\n    etc/passwd  900\n`);
    expect(smallestWithOnly(text, { image }, 'alpine-base')).toContain(`\nRUN ${translated}\n`);
  });

  it('leaves a build stage of its own as it is', async () => {
    const text = lines(
      'FROM node:20-bookworm AS build',
      'WORKDIR /app',
      'COPY . .',
      'RUN apt-get update && apt-get install -y chromium && npm ci && npm run build',
      'FROM node:20-bookworm',
      'WORKDIR /app',
      'COPY --from=build --chown=node:node /app /app',
      'USER node',
      'CMD ["node", "server.js"]',
    );
    const image = await lookedInto(
      `${base}layer  WORKDIR /app
    app/
layer  COPY --chown=node:node /app /app # buildkit
    app/server.js  900
    app/node_modules/express/index.js  900
empty  USER node
empty  CMD ["node" "server.js"]
`,
      config,
    );
    expect(smallestWithOnly(text, { image }, 'alpine-base')).toBe(
      text.replace('FROM node:20-bookworm\n', 'FROM node:20-alpine\n'),
    );
  });
});

describe('never against the evidence', () => {
  const addOn = '    app/node_modules/bcrypt/build/Release/bcrypt.node  100  @library\n';

  it.each([
    ['no image is there', null],
    ['nobody looked into the image', async () => ({ ...(await imageWith()), programs: null })],
    [
      'not all of it could be looked into',
      async () => ({ ...(await imageWith()), programs: { ...noPrograms, isCut: true } }),
    ],
    ['an add-on is for glibc', () => imageWith('', addOn)],
    ['a program is for glibc', () => imageWith('', '    app/tool  100  0755  @glibc\n')],
    ['a script beside the program is for bash', () => imageWith('', '    app/run.sh  "#!/bin/bash\\n"  0755\n')],
    ['a time zone is asked for', () => imageWith('', '', { Env: ['TZ=Europe/Rome'] })],
  ])('where %s', async (_, make) => {
    expect(onInSmallest(original, { image: make && (await make()) })).not.toContain('alpine-base');
  });

  it('but with both builds of an add-on', async () => {
    const both =
      '    app/node_modules/a/linux-x64-gnu.node  100  @library\n    app/node_modules/a/linux-x64-musl.node  100  @library\n';
    expect(onInSmallest(original, { image: await imageWith('', both) })).toContain('alpine-base');
  });

  it.each([
    ['apt-get update && apt-get install -y chromium', 'chromium'],
    ['apt-get update && apt-get install -y tzdata=2024a-0+deb12u1', 'tzdata'],
    ['apt-get update && apt-get install -y -t bookworm-backports curl', 'curl'],
    ['pip install flask', 'flask'],
    ['curl -fsSL https://a.example/x -o /srv/x', 'x'],
    ['bash ./setup.sh', 'x'],
    ['cp --recursive /srv /opt', 'x'],
    ['usermod -aG tty node', 'x'],
    ['groupadd --gid 999 web', 'x'],
    ['echo "$(curl -fsSL https://a.example/x)"', 'x'],
    ['mkdir -pv /srv/web', 'x'],
    ['pip install --no-cache-dir flask==3.0.0 && true', 'x'],
    ['useradd --password x web', 'x'],
    ['adduser web', 'x'],
    ['npm run build', 'x'],
    ['/usr/bin/node -e 1', 'x'],
  ])('where a RUN says %s', async (command, brought) => {
    const text = original.replace('WORKDIR /app\n', `RUN ${command}\nWORKDIR /app\n`);
    expect(onInSmallest(text, { image: await imageWith(installed(command, brought)) })).not.toContain('alpine-base');
  });

  it.each([
    ['a shell is chosen', original.replace('WORKDIR', 'SHELL ["/bin/bash", "-c"]\nWORKDIR')],
    [
      'a library of Debian is loaded',
      original.replace('EXPOSE', 'ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2\nEXPOSE'),
    ],
    ['a user is Debian’s', original.replace('EXPOSE', 'USER www-data\nEXPOSE')],
    ['the base is pinned', original.replace('bookworm', `bookworm@sha256:${'a'.repeat(64)}`)],
    ['the version is a variable', `ARG V=20\n${original.replace('20-bookworm', '$V')}`],
    ['it has no version', original.replace(':20-bookworm', '')],
    ['another language has no such sibling', original.replace('node:20-bookworm', 'debian:12')],
    ['it is on Alpine', original.replace('node:20-bookworm', 'node:20-alpine')],
  ])('where %s', async (_, text) => {
    expect(onInSmallest(text, { image: await imageWith() })).not.toContain('alpine-base');
  });

  it('where a script of the project is for bash', async () => {
    const text = original.replace('EXPOSE', 'RUN npm run build\nEXPOSE');
    const image = await lookedInto(
      `${base}${projectLayers().replace('empty  EXPOSE', 'layer  RUN /bin/sh -c npm run build # buildkit\n    app/out.js  9\nempty  EXPOSE')}`,
      config,
    );
    const manifest = (build: string): string => JSON.stringify({ scripts: { build } });
    const files = { 'package-lock.json': 900, 'server.js': 900 };
    const on = (build: string): string[] =>
      onInSmallest(text, { image, files: { ...files, 'package.json': manifest(build) } });
    expect(on('tsc')).toContain('alpine-base');
    expect(on('bash ./build.sh')).not.toContain('alpine-base');
  });
});
