// buildah with a store of its own, kept beside the bases that are in it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../lib/run.mjs';

/** Another place lets two runs go on beside each other. */
export const cache = process.env.VERIFY_BASES ?? join(root, 'tests/.cache/bases');
export const work = mkdtempSync(join(tmpdir(), 'verify-builds-'));

/** vfs copies the whole tree for every step; overlay is faster, where the kernel lets root have it. */
export const driver = process.env.STORAGE_DRIVER ?? 'vfs';
const storeRoot = join(cache, `store-${driver}`);
const store = ['--root', storeRoot, '--runroot', join(cache, `run-${driver}`), '--storage-driver', driver];
const environment = { ...process.env, TMPDIR: join(work, 'buildah') };

export class BuildFailed extends Error {}

/** `buildah` with its arguments, to be started in another way. */
export const buildahCommand = (...args) => ['buildah', ...store, ...args];
export const buildahEnvironment = environment;

export function buildah(...args) {
  mkdirSync(environment.TMPDIR, { recursive: true });
  const { status, stdout, stderr } = spawnSync('buildah', [...store, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: environment,
  });
  if (status !== 0) throw new BuildFailed(`${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n'));
  return `${stdout}\n${stderr}`;
}

function inspect(name) {
  const { status, stdout } = spawnSync('buildah', [...store, 'inspect', '--type', 'image', name], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}

export const hasImage = (name) => inspect(name) !== null;

/** What the image says of how it is run. */
export const configOf = (name) => inspect(name).Docker;

const authorities = '/etc/ssl/certs/ca-certificates.crt';
const javaAuthorities = '/etc/ssl/certs/java/cacerts';

/**
 * Whom a build trusts, as this machine does: mounted while it runs, on files that the bases have empty, so that nothing of it
 * is in a layer. `ca-certificates.crt` itself stays free: a RUN may install that package.
 */
function trust(images) {
  const npm = join(work, 'npmrc');
  const pip = join(work, 'pip.conf');
  writeFileSync(npm, 'cafile=/usr/lib/ssl/cert.pem\nupdate-notifier=false\n');
  writeFileSync(pip, '[global]\ncert=/usr/lib/ssl/cert.pem\n');
  const mounts = [
    [authorities, '/usr/lib/ssl/cert.pem'],
    [authorities, '/etc/ssl/certs/verify-builds.pem'],
    [npm, '/usr/local/etc/npmrc'],
    [pip, '/etc/pip.conf'],
  ];
  if (images.some((name) => /maven|gradle|temurin|openjdk/.test(name))) mounts.push([javaAuthorities, javaAuthorities]);
  return mounts.filter(([from]) => existsSync(from)).flatMap(([from, to]) => ['-v', `${from}:${to}:ro`]);
}

/** buildah 1.28 does not know --link, which changes how a layer is cached, not what is in it. */
export const forBuildah = (text) => text.replace(/^(\s*(?:COPY|ADD)\b.*?) --link(?:=true)?(?= )/gim, '$1');

/** Builds a folder; `images` are those that its FROM lines ask for, null where it trusts nobody. Returns what was said, and the seconds. */
export function build(folder, { file, tag, images, layers = true, args = [], secrets = [], cached = false }) {
  const start = performance.now();
  const output = buildah(
    'bud',
    ...['--isolation', 'chroot', '--format', 'docker', '--pull-never', '--jobs', '1', '--network', 'host'],
    ...(layers ? ['--layers'] : []),
    ...(cached ? [] : ['--no-cache']),
    ...(images ? trust(images) : []),
    ...args.flatMap((arg) => ['--build-arg', arg]),
    ...secrets.flatMap((secret) => ['--secret', secret]),
    ...['-f', file, '-t', tag, folder],
  );
  return { output, seconds: (performance.now() - start) / 1000 };
}

const stored = (kind) => JSON.parse(readFileSync(join(storeRoot, `${driver}-${kind}/${kind}.json`), 'utf8'));

const heldBy = new Map();

/** What the files of a layer hold, as its tar told it when it was stored: hard links and folders hold nothing. */
function filesOf(layer) {
  if (!heldBy.has(layer)) heldBy.set(layer, readFilesOf(layer));
  return heldBy.get(layer);
}

function readFilesOf(layer) {
  const list = gunzipSync(readFileSync(join(storeRoot, `${driver}-layers/${layer}.tar-split.gz`))).toString();
  return list.split('\n').reduce((sum, line) => sum + (line === '' ? 0 : (JSON.parse(line).size ?? 0)), 0);
}

/** Bytes of the layers' tars and of the files in them, and how many layers they are. */
export function sizesOf(tag) {
  const layers = new Map(stored('layers').map((layer) => [layer.id, layer]));
  const image = stored('images').find(({ names }) => names?.some((name) => name === tag || name === `${tag}:latest`));
  const sizes = { bytes: 0, files: 0, layers: 0 };
  for (let layer = layers.get(image.layer); layer; layer = layers.get(layer.parent)) {
    sizes.bytes += layer['diff-size'];
    sizes.files += filesOf(layer.id);
    sizes.layers++;
  }
  return sizes;
}

export function save(tag, file) {
  rmSync(file, { force: true });
  buildah('push', '-q', tag, `docker-archive:${file}:${tag}:latest`);
}

/** Removes images by name, and the layers that no name holds any more. */
export function forget(...tags) {
  for (const tag of tags) if (hasImage(tag)) buildah('rmi', '--force', tag);
  buildah('rmi', '--prune', '--force');
}

export const buildahVersion = () => execFileSync('buildah', ['--version'], { encoding: 'utf8' }).trim();

export function removeWork() {
  rmSync(work, { recursive: true, force: true });
}
