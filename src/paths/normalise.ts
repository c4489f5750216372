const [slash, dot] = [47, 46];

/** True where `bytes` is a path without empty and `.` parts already, but for one slash at the end. */
function isPlain(bytes: Uint8Array): boolean {
  let partStart = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== slash) continue;
    const length = at - partStart;
    if (length === 0 && at < bytes.length) return false;
    if (length === 1 && bytes[partStart] === dot) return false;
    partStart = at + 1;
  }
  return true;
}

/**
 * A path as the overlay compares it: no leading slash, no empty parts, no `.`. Parts named `..` stay what they are, a
 * name: nothing is ever written anywhere, so they lead nowhere.
 */
export function normalisePath(bytes: Uint8Array): Uint8Array {
  if (isPlain(bytes)) return bytes.length > 0 && bytes[bytes.length - 1] === slash ? bytes.subarray(0, -1) : bytes;
  const out = new Uint8Array(bytes.length + 1);
  let length = 0;
  let partStart = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== slash) continue;
    const size = at - partStart;
    if (size > 1 || (size === 1 && bytes[partStart] !== dot)) {
      if (length > 0) out[length++] = slash;
      out.set(bytes.subarray(partStart, at), length);
      length += size;
    }
    partStart = at + 1;
  }
  return out.subarray(0, length);
}

/**
 * Offset of the base name of the path from start to end, where that is as `normalisePath` gives it; -1 where it has
 * empty or `.` parts.
 */
export function plainBaseName(bytes: Uint8Array, start: number, end: number): number {
  let partStart = start;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== slash) continue;
    if (at === partStart || (at === partStart + 1 && bytes[partStart] === dot)) return -1;
    partStart = at + 1;
  }
  const isOdd = partStart === end ? end > start : end === partStart + 1 && bytes[partStart] === dot;
  return isOdd ? -1 : partStart;
}

/** Offset of the base name. */
export function baseNameStart(path: Uint8Array): number {
  return path.lastIndexOf(slash) + 1;
}
