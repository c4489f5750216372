/** What is left of the bytes before, and these. */
export function joined(tail: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (tail.length === 0) return bytes;
  const window = new Uint8Array(tail.length + bytes.length);
  window.set(tail);
  window.set(bytes, tail.length);
  return window;
}
