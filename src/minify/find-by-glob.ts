// Files by a pattern as shells and configurations write it. A pattern finds rather too much than too little: whatever is no
// plain character stands for any others, and only the pieces between have to be there, in their order.
import type { Tracing } from './tracing.ts';

const limits = { found: 1000, looked: 50_000, parts: 64 } as const;

/** The plain pieces of one part of a path: two or more where something stands for other characters. */
const piecesOf = (part: string): string[] => part.split(/\*+|\?|\[[^\]]*\]/);

export const isGlob = (text: string): boolean => piecesOf(text).length > 1;

/** Looks for one piece behind the other, so that time grows with the length of the name only. */
function fits(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  let at = first.length;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}

function childrenThatFit(folder: string, part: string, tracing: Tracing): string[] {
  const node = tracing.find(folder === '' ? '/' : folder);
  if (node === null || !tracing.isDirectory(node)) return [];
  const pieces = piecesOf(part);
  const names = tracing.children(node).map((child) => tracing.rootfs.nameOf(child));
  return names
    .slice(0, limits.looked)
    .filter((name) => (part.startsWith('.') || !name.startsWith('.')) && fits(name, pieces))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The paths of what is there, sorted; links are not followed at the end. `pattern`: absolute. */
export function pathsByGlob(pattern: string, tracing: Tracing): string[] {
  let paths = [''];
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  for (const part of parts.slice(0, limits.parts)) {
    const next = isGlob(part)
      ? paths.flatMap((path) => childrenThatFit(path, part, tracing))
      : paths.map((path) => `${path}/${part}`);
    paths = next.slice(0, limits.found);
  }
  return paths.filter((path) => path !== '' && tracing.find(path) !== null);
}
