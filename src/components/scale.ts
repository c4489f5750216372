/** Round values for the marks of a scale from 0 up to `max`, at most `most` of them. */
export function ticks(max: number, most: number): number[] {
  if (max <= 0) return [];
  const least = max / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}
