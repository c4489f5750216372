// Builds the fixture node-bloated with its own Dockerfile and with the better one, and compares the two images: bytes
// stored in the layers, and whether the program starts and answers.
//
//   node scripts/verify-build.mjs ARCHIVE CONTEXT [OUT]
//
// ARCHIVE: the unpacked node-bloated.tar; CONTEXT: its unpacked build context; OUT: a folder for the images.
// Wants buildah, skopeo and tar. The base images are the archive's own lower layers, so no registry of images is asked;
// Debian's and npm's are. Where these are behind a proxy: VERIFY_CA names a bundle of certificates, VERIFY_NPMRC an npmrc;
// both are mounted for the build and get into no layer.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [archive, context, out = mkdtempSync(join(tmpdir(), 'verify-'))] = process.argv.slice(2);
if (!archive || !context) throw new Error('usage: node scripts/verify-build.mjs ARCHIVE CONTEXT [OUT]');

const root = resolve(import.meta.dirname, '..');
const golden = join(root, 'tests/golden/optimize/node-bloated');
const env = { ...process.env, STORAGE_DRIVER: process.env.STORAGE_DRIVER ?? 'vfs' };
const run = (program, ...args) => execFileSync(program, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
const show = (program, ...args) => execFileSync(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });

/** The official slim image has npm too, so one stand-in serves as both; layers 0 to 4 are the fixture's node base. */
const baseLayers = 5;
const baseNames = ['docker.io/library/node:latest', 'docker.io/library/node:18-slim'];

function makeBases() {
  const folder = join(out, 'base');
  mkdirSync(folder, { recursive: true });
  const [entry] = JSON.parse(run('tar', '-xOf', archive, 'manifest.json'));
  const config = JSON.parse(run('tar', '-xOf', archive, entry.Config));
  const layers = entry.Layers.slice(0, baseLayers);
  let left = baseLayers;
  const history = config.history.filter((item) => left > 0 && (item.empty_layer || left-- > 0));
  const bare = {
    architecture: config.architecture,
    os: config.os,
    config: { Cmd: ['node'], Env: (config.config.Env ?? []).filter((item) => /^(PATH|NPM_VERSION)=/.test(item)) },
    history,
    rootfs: { type: 'layers', diff_ids: config.rootfs.diff_ids.slice(0, baseLayers) },
  };
  run('tar', '-xf', archive, '-C', folder, ...layers);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(bare));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify([{ Config: 'config.json', RepoTags: null, Layers: layers }]),
  );
  const file = join(out, 'base.tar');
  run('tar', '-cf', file, '-C', folder, 'manifest.json', 'config.json', ...layers);
  rmSync(folder, { recursive: true });
  for (const name of baseNames) run('skopeo', 'copy', `docker-archive:${file}`, `containers-storage:${name}`);
}

function mounts() {
  const { VERIFY_CA: ca, VERIFY_NPMRC: npmrc } = process.env;
  return [
    ...(ca ? ['--volume', `${ca}:/etc/ssl/certs/ca-certificates.crt:ro`] : []),
    ...(npmrc ? ['--volume', `${npmrc}:/usr/local/etc/npmrc:ro`] : []),
  ];
}

function build(name, folder, ...secrets) {
  const started = Date.now();
  show(
    'buildah',
    'bud',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--pull-never',
    '--layers',
    ...mounts(),
    ...secrets,
    '-t',
    name,
    folder,
  );
  const file = join(out, `${name}.tar`);
  rmSync(file, { force: true });
  run('skopeo', 'copy', `containers-storage:localhost/${name}`, `docker-archive:${file}:${name}`);
  return { file, seconds: Math.round((Date.now() - started) / 1000) };
}

/** Sum of the sizes of regular files in all layers, as the reports count it. */
function storedBytes(file) {
  const [entry] = JSON.parse(run('tar', '-xOf', file, 'manifest.json'));
  const sizes = entry.Layers.map((layer) => {
    const listing = execFileSync('sh', ['-c', 'tar -xOf "$0" "$1" | tar -tvf - --numeric-owner', file, layer], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const files = listing.split('\n').filter((line) => line.startsWith('-'));
    return files.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[2]), 0);
  });
  return { layers: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function answers(name, port) {
  const config = JSON.parse(run('skopeo', 'inspect', '--config', `containers-storage:localhost/${name}`)).config;
  const container = run('buildah', 'from', '--pull-never', `localhost/${name}`).trim();
  const user = config.User ? ['--user', config.User] : [];
  const server = spawn(
    'buildah',
    ['run', '--isolation', 'chroot', ...user, '--env', `PORT=${port}`, container, '--', ...config.Cmd],
    { env, stdio: 'inherit', detached: true },
  );
  try {
    for (let attempt = 0; attempt < 60; attempt++) {
      await new Promise((wake) => setTimeout(wake, 500));
      const reply = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
      if (!reply) continue;
      const hash = await fetch(`http://127.0.0.1:${port}/hash/word`);
      const picture = await fetch(`http://127.0.0.1:${port}/hero.bmp`);
      const bytes = (await picture.arrayBuffer()).byteLength;
      return `${reply.status} ${await reply.text()}; /hash ${hash.status}; /hero.bmp ${picture.status} ${bytes} bytes; user ${config.User || 'root'}`;
    }
    return 'no answer within 30 s';
  } finally {
    process.kill(-server.pid, 'SIGKILL');
    run('buildah', 'rm', container);
  }
}

makeBases();
const better = join(out, 'better');
cpSync(context, better, { recursive: true });
cpSync(join(golden, 'result.Dockerfile'), join(better, 'Dockerfile'));
writeFileSync(
  join(better, '.dockerignore'),
  JSON.parse(readFileSync(join(golden, 'changes.json'), 'utf8')).dockerignore ?? '',
);
writeFileSync(join(out, 'npm_token'), 'npm_fAkEt0k3nF0rT3stsOnlyAAAAbbbb1111222');
const secrets = [
  '--secret',
  `id=npmrc,src=${join(context, '.npmrc')}`,
  '--secret',
  `id=npm_token,src=${join(out, 'npm_token')}`,
];
const results = {};
for (const [name, folder, port, ...given] of [
  ['shop-original', context, 3911],
  ['shop-better', better, 3912, ...secrets],
]) {
  const { file, seconds } = build(name, folder, ...given);
  results[name] = { ...storedBytes(file), seconds, health: await answers(name, port) };
}
console.log(JSON.stringify(results, null, 2));
