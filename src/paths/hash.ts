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

/**
 * An open hash table over numbers from `first`: one more than a number in the slot where its hash leads, 0 where one is
 * free. There is room for up to eight times as many before half of the slots are taken.
 */
export function rehashed(hashes: Int32Array, count: number, first = 0): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(count * 8)));
  const mask = slots.length - 1;
  for (let number = first; number < count; number++) {
    let slot = (hashes[number] as number) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }
  return slots;
}
