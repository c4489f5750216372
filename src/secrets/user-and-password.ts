const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Int8Array(128).fill(-1);
for (const [value, character] of [...alphabet].entries()) valueOf[character.charCodeAt(0)] = value;

const [firstPrintable, lastPrintable, colon] = [0x20, 0x7e, 0x3a];
const shortestPassword = 3;

/**
 * Whether base64 holds `user:password`, as HTTP's basic authentication has it (RFC 7617). Gives up at the first byte that is
 * no ASCII: most base64 is something else, and a file may hold much of it.
 */
export function isUserAndPassword(base64: string): boolean {
  if (base64.length % 4 !== 0) return false;
  const end = base64.length - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
  let [bits, bitCount, at, colonAt] = [0, 0, 0, -1];
  for (let index = 0; index < end; index++) {
    const value = valueOf[base64.charCodeAt(index)] ?? -1;
    if (value < 0) return false;
    bits = ((bits << 6) | value) & 0xfff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    const byte = (bits >> bitCount) & 0xff;
    if (byte < firstPrintable || byte > lastPrintable) return false;
    if (byte === colon && colonAt < 0) colonAt = at;
    at++;
  }
  return colonAt >= 0 && at - colonAt > shortestPassword;
}
