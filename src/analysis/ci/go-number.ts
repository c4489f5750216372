import type { CiRuleId } from './ci-rules.ts';

/** A number as Go's `%v` prints it, which dive's messages hold: 1e-05 where JavaScript writes 0.00001. */
export function goNumber(value: number, id: CiRuleId): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (id === 'highestWastedBytes') return BigInt(value).toString();
  if (value === 0) return '0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 21) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
