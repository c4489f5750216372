// How dive reads the value of a rule: Go's strconv.ParseFloat, and humanize.ParseBytes on top of it. Hexadecimal floats
// (0x1p-1) are left out.
import type { CiSetting } from './ci-rules.ts';

/** A number, or why there is none. */
export type Threshold = number | { readonly problem: string };

const decimal = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?$/i;
/** An underscore may stand between two digits only. */
const strayUnderscore = /(?:^|\D)_|_(?:\D|$)/;

/** strconv.ParseFloat; null where it reports an error. */
function parseGoFloat(text: string): number | null {
  if (/^nan$/i.test(text)) return NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (!decimal.test(text) || strayUnderscore.test(text)) return null;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

const shown = (setting: CiSetting): string => JSON.stringify(setting).slice(0, 100);

/** A share of 1. NaN counts as within the range, and no image fails it, as with dive. */
export function readRatio(setting: CiSetting): Threshold {
  const value = typeof setting === 'number' ? setting : parseGoFloat(setting);
  if (value === null) return { problem: `${shown(setting)} is no number: write a share between 0 and 1, such as 0.9` };
  if (value < 0 || value > 1)
    return { problem: `${String(setting).slice(0, 100)} is outside of 0 to 1: write 95 % as 0.95` };
  return value;
}

const kilo = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15, e: 1e18 };
const factors = new Map(
  Object.entries(kilo).flatMap(([letter, factor], power) => {
    const pairs: [string, number][] = [
      [letter, factor],
      [`${letter}b`, factor],
    ];
    return letter === '' ? pairs : [...pairs, [`${letter}i`, 1024 ** power], [`${letter}ib`, 1024 ** power]];
  }),
);

const tooManyBytes = 2 ** 64;

/** Bytes, with a unit in any case: 20MB, 1.5 GiB, 500 k, 3991215. Commas in the number are passed over. */
export function readByteCount(setting: CiSetting): Threshold {
  const text = typeof setting === 'number' ? plainNumber(setting) : setting;
  const number = /^[\d.,]*/.exec(text)?.[0] ?? '';
  const value = parseGoFloat(number.replaceAll(',', ''));
  if (value === null) {
    return { problem: `${shown(setting)} is no size: write bytes or a unit, such as 20MB or 1.5 GiB, or disabled` };
  }
  const unit = text.slice(number.length).trim().toLowerCase();
  const factor = factors.get(unit);
  if (factor === undefined) {
    return { problem: `${shown(unit)} is no unit of bytes: write B, kB, MB, GB, TB, or KiB, MiB, GiB, TiB` };
  }
  const bytes = value * factor;
  return bytes >= tooManyBytes ? { problem: `${shown(setting)} is too large: 18 EB at most` } : Math.trunc(bytes);
}

/** Without an exponent, which would be taken for a unit. */
function plainNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isInteger(value) ? BigInt(value).toString() : Math.abs(value) < 1e-6 && value > 0 ? '0' : String(value);
}
