const digitBits = 11;
const digits = 2 ** digitBits;
/** So few are sorted faster by comparing them. */
const few = 500;

/**
 * Rows by weight, the heaviest first, and those of the same weight in the order in which they come. Weights are whole
 * numbers from 0. Digit by digit, without comparing: of 200,000 rows in some milliseconds, so that it needs no turns.
 */
export function heaviestFirst(rows: ArrayLike<number>, weightOf: (row: number) => number): Uint32Array {
  const weights = Float64Array.from(rows, weightOf);
  const order = Uint32Array.from(weights, (_, at) => at);
  const sorted =
    rows.length < few
      ? order.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
      : byDigits(order, weights);
  return sorted.map((at) => rows[at] as number);
}

function byDigits(rows: Uint32Array, weights: Float64Array): Uint32Array {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  let [from, to]: [Uint32Array, Uint32Array] = [rows, new Uint32Array(rows.length)];
  for (let unit = 1; unit <= most; unit *= digits) {
    byDigit(from, to, weights, unit);
    [from, to] = [to, from];
  }
  return from;
}

function byDigit(from: Uint32Array, to: Uint32Array, weights: Float64Array, unit: number): void {
  const digitOf = (row: number): number => Math.floor((weights[row] as number) / unit) % digits;
  const ends = new Uint32Array(digits);
  for (const row of from) ends[digitOf(row)]!++;
  for (let digit = digits - 2; digit >= 0; digit--) ends[digit]! += ends[digit + 1] as number;
  // From the end, so that rows of the same digit stay in their order.
  for (let at = from.length - 1; at >= 0; at--) {
    const row = from[at] as number;
    to[--ends[digitOf(row)]!] = row;
  }
}
