const mix = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/**
 * 64 bits over a text's UTF-16 units, as 16 hex digits: the same in every version and on every machine, so that what it
 * names can be found again. It is no digest: whoever wants two texts of the same hash can make them.
 */
export function textHash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit ^ (other >>> 15), 0x2c1b3c6d);
  }
  return hex(mix(one)) + hex(mix(other ^ text.length));
}
