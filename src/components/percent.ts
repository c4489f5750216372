/** A share as a percentage; 100 % only where nothing is missing. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value > 99 && value < 100 ? 2 : value < 10 ? 1 : 0;
  const shown = Math.floor(value * 10 ** digits + 1e-9) / 10 ** digits;
  return `${value >= 99.995 && value < 100 ? '99.99' : shown.toFixed(digits)} %`;
}
