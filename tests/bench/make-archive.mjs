// Writes a large docker-archive, the same bytes for the same arguments: 60,000 files over 10 layers in 1 GB, of which
// later layers overwrite and delete some.
//
//     node tests/bench/make-archive.mjs OUT.tar
import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const block = 512;
const end = Buffer.alloc(2 * block);

export const standard = { layers: 10, files: 60_000, bytes: 1_000_000_000, seed: 1876 };

/** mulberry32: 32 bits of state, good enough for sizes and choices. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A ustar header; names here are below 100 bytes. */
function header(name, size, type = '0') {
  const bytes = Buffer.alloc(block);
  const octal = (value, digits) => value.toString(8).padStart(digits, '0');
  bytes.write(name, 0);
  bytes.write(octal(type === '5' ? 0o755 : 0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(1_700_000_000, 11), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(type, 156);
  bytes.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of bytes) sum += byte;
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}

const padding = (size) => (block - (size % block)) % block;

/** Which files each layer holds: mostly new ones, then some written again, then some deleted. */
function plan({ layers, files, bytes, seed }) {
  const random = randomFrom(seed);
  const perLayer = files / layers;
  // Many small files and few large ones, as in real images; scaled to the wanted total afterwards.
  const weigh = () => Math.exp(random() * 7);
  const known = [];
  const plans = Array.from({ length: layers }, (_, layer) => {
    const entries = [];
    const again = layer === 0 ? 0 : Math.round(perLayer * 0.1);
    const deleted = layer === 0 ? 0 : Math.round(perLayer * 0.05);
    for (let index = 0; index < perLayer - again - deleted; index++) {
      const folder = `usr/lib/part${layer}/pkg${Math.floor(index / 50)}`;
      entries.push({ path: `${folder}/file${index}.dat`, weight: weigh() });
    }
    // Each older file is taken once a layer, and a deleted one never again.
    const take = () => {
      const [path] = known.splice(Math.floor(random() * known.length), 1);
      return path;
    };
    for (let index = 0; index < again; index++) entries.push({ path: take(), weight: weigh() });
    for (let index = 0; index < deleted; index++) entries.push({ path: whiteout(take()), weight: 0 });
    for (const { path, weight } of entries) if (weight > 0) known.push(path);
    return entries;
  });
  const scale = (bytes - files * 1.5 * block) / plans.flat().reduce((sum, { weight }) => sum + weight, 0);
  return plans.map((entries) => entries.map(({ path, weight }) => ({ path, size: Math.floor(weight * scale) })));
}

function whiteout(path) {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash)}/.wh.${path.slice(slash + 1)}`;
}

/** The blocks of one layer's tar, its folders before their files. */
function* layerBlocks(entries, contents) {
  const folders = new Set();
  for (const { path, size } of entries) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = `${parts.slice(0, depth).join('/')}/`;
      if (folders.has(folder)) continue;
      folders.add(folder);
      yield header(folder, 0, '5');
    }
    yield header(path, size);
    for (let left = size; left > 0; left -= contents.length)
      yield contents.subarray(0, Math.min(left, contents.length));
    yield Buffer.alloc(padding(size));
  }
  yield end;
}

function measure(entries, contents) {
  const hash = createHash('sha256');
  let size = 0;
  for (const part of layerBlocks(entries, contents)) {
    hash.update(part);
    size += part.length;
  }
  return { digest: hash.digest('hex'), size };
}

export function makeArchive(file, options = standard) {
  const random = randomFrom(options.seed + 1);
  const contents = Buffer.from(Uint8Array.from({ length: 1 << 20 }, () => random() * 256));
  const layers = plan(options).map((entries) => ({ entries, ...measure(entries, contents) }));

  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '2023-11-14T22:13:20Z',
    config: { Cmd: ['/bin/true'] },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => `sha256:${digest}`) },
    history: layers.map((_, index) => ({ created: '2023-11-14T22:13:20Z', created_by: `COPY part${index} /usr/lib` })),
  });
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  const manifest = [{ Config: configName, RepoTags: ['bench:1'], Layers: layers.map(({ digest }) => `${digest}.tar`) }];

  const unfinished = `${file}.part`;
  const output = openSync(unfinished, 'w');
  const write = (part) => writeSync(output, part);
  const writeText = (name, text) => {
    const body = Buffer.from(text);
    for (const part of [header(name, body.length), body, Buffer.alloc(padding(body.length))]) write(part);
  };
  for (const { entries, digest, size } of layers) {
    write(header(`${digest}.tar`, size));
    for (const part of layerBlocks(entries, contents)) write(part);
    write(Buffer.alloc(padding(size)));
  }
  writeText(configName, config);
  writeText('manifest.json', JSON.stringify(manifest));
  write(end);
  closeSync(output);
  renameSync(unfinished, file);
  return { bytes: statSync(file).size, files: layers.reduce((sum, { entries }) => sum + entries.length, 0) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(makeArchive(process.argv[2] ?? 'bench.tar'));
}
