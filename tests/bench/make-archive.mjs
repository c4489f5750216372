// Writes a large image archive, the same layers for the same arguments: many files over some layers, of which later
// layers overwrite and delete some.
import { writeImage } from './image-writer.mjs';
import { block, endBlocks, fileBlocks, tarHeader } from './tar-writer.mjs';

export const standard = { layers: 10, files: 60_000, bytes: 1_000_000_000, seed: 1876, compression: 'none', level: 1 };

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
      const at = Math.floor(random() * known.length);
      const path = known[at];
      known[at] = known.at(-1);
      known.pop();
      return path;
    };
    for (let index = 0; index < again; index++) entries.push({ path: take(), weight: weigh() });
    for (let index = 0; index < deleted; index++) entries.push({ path: whiteout(take()), weight: 0 });
    for (const { path, weight } of entries) if (weight > 0) known.push(path);
    return entries;
  });
  const weights = plans.reduce((sum, entries) => sum + entries.reduce((inner, { weight }) => inner + weight, 0), 0);
  const scale = (bytes - files * 1.5 * block) / weights;
  return plans.map((entries) => entries.map(({ path, weight }) => ({ path, size: Math.floor(weight * scale) })));
}

function whiteout(path) {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash)}/.wh.${path.slice(slash + 1)}`;
}

/** A megabyte, half of it noise and half of few letters, in turns of a kilobyte: it shrinks to about two thirds. */
function makeContents(seed) {
  const random = randomFrom(seed);
  const byteAt = (_, at) => (at % 2048 < 1024 ? random() * 256 : 97 + random() * 8);
  return Buffer.from(Uint8Array.from({ length: 1 << 20 }, byteAt));
}

/** A body taken out of the contents in a circle, from a place of its own, so that files of one size differ. */
function* bodyParts(contents, from, size) {
  let at = from % contents.length;
  for (let left = size; left > 0;) {
    const part = contents.subarray(at, Math.min(contents.length, at + left));
    yield part;
    left -= part.length;
    at = 0;
  }
}

/** The blocks of one layer's tar, its folders before their files. */
function* layerBlocks(entries, contents) {
  const folders = new Set();
  for (const [number, { path, size }] of entries.entries()) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = `${parts.slice(0, depth).join('/')}/`;
      if (folders.has(folder)) continue;
      folders.add(folder);
      yield tarHeader(folder, 0, '5');
    }
    yield* fileBlocks(path, size, bodyParts(contents, number * 4099, size));
  }
  yield endBlocks;
}

/** Small parts put together, so that each write and each hash gets some hundred kilobytes. */
function* gathered(parts) {
  const size = 1 << 18;
  let buffer = Buffer.alloc(size);
  let used = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      const count = part.copy(buffer, used, at);
      at += count;
      used += count;
      if (used < size) continue;
      yield buffer;
      buffer = Buffer.alloc(size);
      used = 0;
    }
  }
  yield buffer.subarray(0, used);
}

/** Writes the archive that `options` (see `standard`) describe; gives its size. */
export function makeArchive(file, options = standard) {
  const contents = makeContents(options.seed + 1);
  const layers = plan(options).map((entries, index) => ({
    command: `COPY part${index} /usr/lib`,
    parts: gathered(layerBlocks(entries, contents)),
  }));
  return writeImage(file, layers, options);
}
