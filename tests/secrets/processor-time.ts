/** Milliseconds of the processor, the best of some rounds: what else the machine does is not the work's time. */
export function processorTime(work: () => unknown, rounds = 5): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const latin1 = new TextDecoder('latin1');
const blockSize = 32_768;
const someBytes = new TextEncoder().encode('key_a1b2c3d4e5f6g7h8! '.repeat(50_000));
const somePattern = /(?<!\w)key_(?=(?<rest>[a-z]{0,9}))\k<rest>[a-z0-9]{4,40}(?:[=:]|\s{0,4}(?![a-z0-9_!]))/y;

/** What searching is made of: blocks of bytes as text, and a pattern that is tried at many places and fails. */
function search(): number {
  let matches = 0;
  for (let start = 0; start < someBytes.length; start += blockSize) {
    const text = latin1.decode(someBytes.subarray(start, start + blockSize));
    for (let at = text.indexOf('key_'); at >= 0; at = text.indexOf('key_', at + 1)) {
      somePattern.lastIndex = at;
      if (somePattern.test(text)) matches++;
    }
  }
  return matches;
}

/** What that takes where the bounds were set. */
const usualMilliseconds = 6;
/** So much longer may work take as this search takes longer than usual. */
const mostSlowness = 2;

/** How much slower the machine is now than usual. Asked right beside the work: what shares the processor comes and goes. */
export const slowness = (): number => Math.min(mostSlowness, Math.max(1, processorTime(search) / usualMilliseconds));
