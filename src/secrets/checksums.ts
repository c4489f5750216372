const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (RFC 1952, 8) of a short ASCII text, at once. */
export function crc32Of(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc = (crcTable[(crc ^ text.charCodeAt(at)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Tokens of GitHub and npm: the last six characters are the CRC-32 of those between the prefix and them, in base 62. */
export function endsInItsChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  let checksum = crc32Of(body.slice(0, -6));
  let written = '';
  for (; written.length < 6; checksum = Math.floor(checksum / 62)) written = `${digits[checksum % 62]}${written}`;
  return body.endsWith(written);
}
