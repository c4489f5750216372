import {
  closeSync,
  existsSync,
  mkdirSync,
  openAsBlob,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadSource } from './source.mjs';
import { writeImage } from './image-writer.mjs';
import { makeArchive, standard } from './make-archive.mjs';
import { writeAdvisories, writePackageImage } from './package-image.mjs';
import { writeFlatImage, writeTreeImage } from './tree-image.mjs';
import { images, shared, unpackSharedFixtures } from '../../scripts/lib/shared-fixtures.mjs';
import { root, works } from '../../scripts/lib/run.mjs';

/** Why a case cannot be measured here. */
export class NotHere extends Error {}

const cache = join(root, 'tests/.cache');

/** The named file of the cache, made where it is not there yet. */
async function cached(name, make) {
  const file = join(cache, name);
  mkdirSync(cache, { recursive: true });
  if (!existsSync(file)) {
    console.log(`Making ${name}`);
    await make(file);
  }
  return file;
}

const needZstd = () => {
  if (!works('zstd')) throw new NotHere('there is no zstd command here');
};

/** An archive of our own making: its size, files and compression are in its name. */
export function generated(options) {
  const all = { ...standard, ...options };
  if (all.compression === 'zstd') needZstd();
  const { layers, files, bytes, compression, seed } = all;
  const form = `${compression === 'none' ? '' : `-${compression}${all.level}`}${seed === standard.seed ? '' : `-seed${seed}`}`;
  return cached(`bench-${bytes / 1e6}mb-${files}-files-${layers}-layers${form}.tar`, (file) => makeArchive(file, all));
}

/** 300,000 small files in ten layers, 10,000 of them in one directory; kept in tests/.cache. */
export const treeImage = () => cached('bench-tree-300000-files.tar', writeTreeImage);

/** Two builds of an image with 200,000 files in one directory, nearly all of them of another size. */
export const flatImages = () =>
  Promise.all([7919, 104_729].map((seed) => cached(`bench-flat-200000-files-${seed}.tar`, (file) => writeFlatImage(file, seed)))); // prettier-ignore

/** 5,000 packages of Debian and npm in nine layers; and OSV's archive of advisories of all of one ecosystem. */
export const packageImage = () => cached('bench-5000-packages.tar', writePackageImage);
export const advisoriesOf = (ecosystem) =>
  cached(`bench-osv-${ecosystem.replace(':', '-')}.zip`, (file) => writeAdvisories(file, ecosystem));

/** An image of the shared fixtures. */
const fixture = (name) => {
  const file = join(images, `${name}/${name}.tar`);
  const reason = existsSync(file) ? null : unpackSharedFixtures();
  if (reason) throw new NotHere(reason);
  return file;
};

/** The one with everything wrong with it. */
export const nodeBloated = () => fixture('node-bloated');
export const nodeOptimized = () => fixture('node-optimized');
export const pythonApp = () => fixture('python-app');

const textBytes = 100_000_000;

/** The texts that node-bloated stores, one behind the other in a file, with their sizes and paths. */
export async function textsOfNodeBloated() {
  const archive = nodeBloated();
  const { textsOf } = await loadSource('tests/bench/texts.ts');
  const list = 'node-bloated-texts.json';
  const file = await cached('node-bloated-texts.bin', async (target) => {
    const [sizes, paths] = [[], []];
    const output = openSync(target, 'w');
    for await (const { path, bytes } of textsOf(archive, textBytes)) {
      sizes.push(bytes.length);
      paths.push(path);
      writeSync(output, bytes);
    }
    closeSync(output);
    writeFileSync(join(cache, list), JSON.stringify({ sizes, paths }));
  });
  return { file, texts: JSON.parse(readFileSync(join(cache, list), 'utf8')) };
}

/** 220,000 files stored in 10 layers, 530 MB, as the shared fixtures' own program writes them. */
export function manyFiles() {
  const program = join(shared, 'make-large.py');
  if (!existsSync(program)) throw new NotHere('../shared/fixtures is not here');
  if (!works('python3')) throw new NotHere('there is no python3 here');
  return cached('many-files.tar', (file) => {
    const args = [program, file, '--layers', '10', '--files', '22000', '--mean-size', '1500'];
    const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`make-large.py ended with ${status}: ${stderr}`);
    writeFileSync(`${file}.truth.json`, stdout);
  });
}

/** Another archive with its layers compressed, as an OCI archive. */
export async function compressed(file, name, compression, level = 6) {
  if (compression === 'zstd') needZstd();
  return cached(`${name}-${compression}${level}.oci.tar`, async (target) => {
    const layers = (await layersOf(file)).map(({ command, range }) => ({ command, parts: partsOf(file, range) }));
    await writeImage(target, layers, { compression, level });
  });
}

/** The layers of an archive's first image: commands, compression and where they lie in the file. */
export async function layersOf(file) {
  const { openArchive } = await loadSource('src/image/open-archive.ts');
  const { images: found } = await openArchive({ kind: 'file', name: file, file: await openAsBlob(file) });
  return found[0].layers;
}

function* partsOf(file, { start, end }) {
  const input = openSync(file, 'r');
  try {
    for (let at = start; at < end;) {
      const buffer = Buffer.alloc(Math.min(1 << 18, end - at));
      const count = readSync(input, buffer, 0, buffer.length, at);
      if (count === 0) throw new Error(`${file} ends at ${at}`);
      yield buffer.subarray(0, count);
      at += count;
    }
  } finally {
    closeSync(input);
  }
}
