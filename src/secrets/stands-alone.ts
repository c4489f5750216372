import type { Surroundings } from './detector.ts';

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
/** Ends in a letter or digit that belongs to no word: `\n` of a string, `%3D` of a URL, `ESC[32m` of a terminal. */
const escape = /(?:\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\[[0-9;]{0,8}m)$/;

/**
 * Whether a token is one and no part of a longer word. In binary files it may touch others: compilers write texts one behind
 * the other, with a length or nothing between them.
 */
export function standsAlone({ 0: text, index, input }: RegExpExecArray, { kind }: Surroundings): boolean {
  if (kind === 'binary') return true;
  if (isWord(input.charCodeAt(index + text.length))) return false;
  return !isWord(input.charCodeAt(index - 1)) || escape.test(input.slice(Math.max(0, index - 10), index));
}
