// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki, "Checksum"
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const valueOf = new Int8Array(128).fill(-1);
for (const [value, character] of [...alphabet].entries()) valueOf[character.charCodeAt(0)] = value;

/** The checksum of a text whose checksum is `checksum` and of one value of five bits behind it. */
function withValue(checksum: number, value: number): number {
  const top = checksum >> 25;
  const next = ((checksum & 0x1ffffff) << 5) ^ value;
  return (
    next ^
    (top & 1 && 0x3b6a57b2) ^
    (top & 2 && 0x26508e6d) ^
    (top & 4 && 0x1ea119fa) ^
    (top & 8 && 0x3d4233dd) ^
    (top & 16 && 0x2a1462b3)
  );
}

/** Whether a Bech32 text of one case ends in its checksum. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const separator = lower.lastIndexOf('1');
  if (separator < 1 || lower.length - separator < 7) return false;
  let checksum = 1;
  for (let at = 0; at < separator; at++) checksum = withValue(checksum, lower.charCodeAt(at) >> 5);
  checksum = withValue(checksum, 0);
  for (let at = 0; at < separator; at++) checksum = withValue(checksum, lower.charCodeAt(at) & 31);
  for (let at = separator + 1; at < lower.length; at++) {
    const value = valueOf[lower.charCodeAt(at)] ?? -1;
    if (value < 0) return false;
    checksum = withValue(checksum, value);
  }
  return checksum === 1;
}
