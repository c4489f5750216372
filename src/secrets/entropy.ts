const counts = new Uint16Array(256);

/** Shannon entropy of a short text of bytes, in bits for each character: 0 for `aaaa`, about 4 for hex digits, below 6 for base64. */
export function entropyOf(text: string): number {
  counts.fill(0);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) & 0xff]!++;
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}
