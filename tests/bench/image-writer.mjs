import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { TarFile } from './tar-writer.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const created = '2023-11-14T22:13:20Z';

/** Passes parts on, and knows their SHA-256 and length when they are through. */
async function* measured(parts, result) {
  const hash = createHash('sha256');
  result.size = 0;
  for await (const part of parts) {
    hash.update(part);
    result.size += part.length;
    yield part;
  }
  result.digest = hash.digest('hex');
}

async function* throughZstd(parts, level) {
  const child = spawn('zstd', ['-q', '-c', `-${level}`, '-T0'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  Readable.from(parts).pipe(child.stdin);
  yield* child.stdout;
  const [status] = await ended;
  if (status !== 0) throw new Error(`zstd ended with ${status}`);
}

const compressors = {
  none: (parts) => parts,
  gzip: (parts, level) => Readable.from(parts).pipe(createGzip({ level })),
  zstd: throughZstd,
};

function configOf(layers) {
  return JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created,
    config: { Cmd: ['/bin/true'] },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => `sha256:${diffId}`) },
    history: layers.map(({ command }) => ({ created, created_by: command })),
  });
}

/**
 * Writes an image archive from its layers' tars, streaming: a docker-archive where they stay as they are, an OCI archive
 * where they are compressed.
 * @param {string} file
 * @param {{ command: string, parts: Iterable<Buffer> | AsyncIterable<Buffer> }[]} layers
 * @param {{ compression: 'none' | 'gzip' | 'zstd', level?: number }} options
 */
export async function writeImage(file, layers, { compression, level = 6 }) {
  const tar = new TarFile(file);
  const written = [];
  for (const { command, parts } of layers) {
    const [inner, blob] = [{}, {}];
    const compressed = measured(compressors[compression](measured(parts, inner), level), blob);
    const nameOf = () => (compression === 'none' ? `${blob.digest}.tar` : `blobs/sha256/${blob.digest}`);
    const { name } = await tar.addParts(compressed, nameOf);
    written.push({ command, name, digest: blob.digest, size: blob.size, diffId: inner.digest });
  }
  if (compression === 'none') addDockerManifest(tar, written);
  else addOciManifest(tar, written, compression);
  return tar.finish();
}

function addDockerManifest(tar, layers) {
  const config = configOf(layers);
  const configName = `${sha256(config)}.json`;
  tar.addText(configName, config);
  const manifest = [{ Config: configName, RepoTags: ['bench:1'], Layers: layers.map(({ name }) => name) }];
  tar.addText('manifest.json', JSON.stringify(manifest));
}

function addOciManifest(tar, layers, compression) {
  const blob = (mediaType, text) => {
    tar.addText(`blobs/sha256/${sha256(text)}`, text);
    return { mediaType, digest: `sha256:${sha256(text)}`, size: Buffer.byteLength(text) };
  };
  const oci = 'application/vnd.oci.image';
  const manifest = {
    schemaVersion: 2,
    mediaType: `${oci}.manifest.v1+json`,
    config: blob(`${oci}.config.v1+json`, configOf(layers)),
    layers: layers.map(({ digest, size }) => ({
      mediaType: `${oci}.layer.v1.tar+${compression}`,
      digest: `sha256:${digest}`,
      size,
    })),
  };
  const described = blob(manifest.mediaType, JSON.stringify(manifest));
  const named = { ...described, annotations: { 'org.opencontainers.image.ref.name': 'bench:1' } };
  tar.addText('index.json', JSON.stringify({ schemaVersion: 2, manifests: [named] }));
  tar.addText('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}
