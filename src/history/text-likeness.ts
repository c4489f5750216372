/** Of a longer text the first words have to do. */
const mostWords = 400;
const words32 = 8;

/** The words of a text, as bits: two texts with many words in common have many bits in common. */
export interface Sketch {
  readonly bits: Int32Array;
  readonly count: number;
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export function sketchOf(text: string): Sketch {
  const bits = new Int32Array(words32);
  // Far more characters than the words that count have.
  const words = text.slice(0, mostWords * 20).match(/[\w./@:+-]+/g) ?? [];
  for (const word of words.slice(0, mostWords)) {
    const bit = hashOf(word) % (words32 * 32);
    bits[bit >>> 5]! |= 1 << (bit & 31);
  }
  return { bits, count: bits.reduce((count, some) => count + bitsOf(some), 0) };
}

function bitsOf(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The share of words that two texts have in common, from 0 to 1; an estimate. */
export function likenessOf(one: Sketch, other: Sketch): number {
  let common = 0;
  for (let at = 0; at < words32; at++) common += bitsOf(one.bits[at]! & other.bits[at]!);
  const all = one.count + other.count - common;
  return all === 0 ? 0 : common / all;
}
