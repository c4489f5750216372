// Objects of git that lie alone: zlib around "TYPE LENGTH NUL CONTENT".
// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
import { ContainerLimit, type Container, type Inside } from '../container.ts';
import { kindOfContent } from '../kind-of-content.ts';
import { isZlib, unpackDeflate, zlibHeader } from '../../archive/unpack-deflate.ts';

/** SHA-1 in hex, or SHA-256, its first byte a folder. */
const objectPath = /\/objects\/[0-9a-f]{2}\/(?:[0-9a-f]{38}|[0-9a-f]{62})$/;
const longestHeader = 32;

/** What an object holds: a tree is names and hashes. */
export function contentOfGit(type: string, bytes: Uint8Array): Omit<Inside, 'name'> {
  return type === 'tree' ? { bytes, kind: 'binary' } : { bytes, kind: type === 'blob' ? kindOfContent(bytes) : 'code' };
}

export const gitObject: Container = {
  id: 'git object',
  selects: (path, head) => objectPath.test(path) && isZlib(head),
  *open(packed, limit) {
    const { bytes, isWhole } = unpackDeflate(packed, zlibHeader, limit);
    const end = bytes.subarray(0, longestHeader).indexOf(0);
    const type = /^(blob|tree|commit|tag) \d+$/.exec(String.fromCharCode(...bytes.subarray(0, Math.max(0, end))))?.[1];
    yield { name: '', ...(type ? contentOfGit(type, bytes.subarray(end + 1)) : { bytes }) };
    if (!isWhole) throw new ContainerLimit();
  },
};
