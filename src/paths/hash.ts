// Names can be made to share a hash that is known beforehand, and a million of them would take hours. So the hash begins
// and multiplies with secrets; nothing outside depends on them.
const [secret = 0, even = 0] = crypto.getRandomValues(new Uint32Array(2));
const factor = even | 1;

/** A hash over bytes start to end, begun with `seed`; another one in every worker. */
export function hashOf(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let hash = Math.imul(secret ^ seed, factor);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (hash >>> 15) ^ (bytes[at] as number), factor);
  return hash ^ (hash >>> 15);
}
