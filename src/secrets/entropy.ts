const counts = new Uint16Array(256);
/** n · log2 n */
const products = Float64Array.from({ length: 512 }, (_, count) => (count === 0 ? 0 : count * Math.log2(count)));
const productOf = (count: number): number => products[count] ?? count * Math.log2(count);

/** Shannon entropy of a text of bytes, in bits for each character: 0 for `aaaa`, about 4 for hex digits, below 6 for base64. */
export function entropyOf(text: string): number {
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) & 0xff]!++;
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at) & 0xff;
    sum += productOf(counts[byte] as number);
    counts[byte] = 0;
  }
  return text.length === 0 ? 0 : (productOf(text.length) - sum) / text.length;
}
