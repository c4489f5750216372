// Packs of git, versions 2 and 3: https://git-scm.com/docs/pack-format. Objects are unpacked one after the other. Of one that is
// stored as the difference from another, what was added is looked at and not the whole.
import { ContainerLimit, type Container } from '../container.ts';
import { isZlib, unpackDeflate, zlibHeader, zlibTrailer } from '../../archive/unpack-deflate.ts';
import { contentOfGit } from './git-object.ts';

const magic = 0x5041434b;
const headerLength = 12;
const trailer = 20;
const types: Readonly<Record<number, string>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const [offsetDelta, refDelta] = [6, 7];
const hashLength = 20;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Behind a number that takes seven bits of each byte: the first bit says that more follow. */
function behindNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] ?? 0) & 0x80) at++;
  return at + 1;
}

export const gitPack: Container = {
  id: 'git pack',
  selects: (path, head) => path.endsWith('.pack') && head.length > headerLength && viewOf(head).getUint32(0) === magic,
  *open(packed, limit) {
    const count = viewOf(packed).getUint32(8);
    let [at, left] = [headerLength, limit];
    for (let number = 0; number < count; number++) {
      const start = at;
      const type = ((packed[at] ?? 0) >> 4) & 7;
      at = behindNumber(packed, at);
      if (type === offsetDelta) at = behindNumber(packed, at);
      else if (type === refDelta) at += hashLength;
      else if (!types[type]) throw new ContainerLimit();
      if (at > packed.length - trailer || !isZlib(packed, at)) throw new ContainerLimit();
      const { bytes, end, isWhole } = unpackDeflate(packed, at + zlibHeader, left);
      const name = `${types[type] ?? 'difference'} at ${start}`;
      yield { name, ...(types[type] ? contentOfGit(types[type], bytes) : { bytes, kind: 'binary' as const }) };
      left -= bytes.length;
      at = end + zlibTrailer;
      if (!isWhole) throw new ContainerLimit();
    }
  },
};
