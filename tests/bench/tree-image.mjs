import { writeImage } from './image-writer.mjs';
import { endBlocks, fileBlocks, tarHeader } from './tar-writer.mjs';

const layers = 10;
const filesPerLayer = 30_000;
const filesInFolder = 50;
/** In the first layer, in one directory. */
export const flatFiles = 10_000;

const body = Buffer.alloc(512, 'x');
const sizeOf = (file) => (file * 7919) % 500;

/** A tenth of each layer's files are those of the layer below, written again. */
function pathOf(layer, file) {
  if (layer === 0 && file < flatFiles) return `srv/flat/entry-${(file * 7919) % flatFiles}.txt`;
  const part = layer > 0 && file % 10 === 0 ? layer - 1 : layer;
  return `usr/lib/part${part}/pkg${Math.floor(file / filesInFolder)}/file${file}.dat`;
}

function* partsOf(layer) {
  for (let file = 0; file < filesPerLayer; file++) {
    const folder = `usr/lib/part${layer}/pkg${Math.floor(file / filesInFolder)}/`;
    if (file % filesInFolder === 0 && !(layer === 0 && file < flatFiles)) yield tarHeader(folder, 0, '5');
    const size = sizeOf(file);
    yield Buffer.concat([...fileBlocks(pathOf(layer, file), size, [body.subarray(0, size)])]);
  }
  yield endBlocks;
}

export const writeTreeImage = (file) =>
  writeImage(
    file,
    Array.from({ length: layers }, (_, layer) => ({ command: `COPY part${layer} /usr/lib`, parts: partsOf(layer) })),
    { compression: 'none' },
  );

/** In one directory, as no browser likes it. */
const filesInFlat = 200_000;

function* flatParts(seed) {
  for (const folder of ['srv/', 'srv/flat/']) yield tarHeader(folder, 0, '5');
  for (let file = 0; file < filesInFlat; file++) {
    // In no order, and some of them in one image alone.
    const name = `srv/flat/entry-${(file * 7919) % filesInFlat}${file % 10 === 0 ? `-${seed}` : ''}.txt`;
    const size = (file * seed) % 500;
    yield Buffer.concat([...fileBlocks(name, size, [body.subarray(0, size)])]);
  }
  yield endBlocks;
}

/** One layer of 200,000 files in one directory; another seed gives them other sizes, and some of them other names. */
export const writeFlatImage = (file, seed) =>
  writeImage(file, [{ command: 'COPY flat /srv/flat', parts: flatParts(seed) }], { compression: 'none' });
