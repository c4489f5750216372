const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const booleans = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const specials = /^(?:([+-]?)\.(?:inf|Inf|INF)|\.(nan|NaN|NAN))$/;
const integers: readonly { readonly form: RegExp; readonly base: number; readonly skip: number }[] = [
  { form: /^[+-]?0[xX][\da-fA-F]+$/, base: 16, skip: 2 },
  { form: /^[+-]?0[bB][01]+$/, base: 2, skip: 2 },
  { form: /^[+-]?0[oO][0-7]+$/, base: 8, skip: 2 },
  { form: /^[+-]?0[0-7]+$/, base: 8, skip: 1 },
];
const decimal = /^[+-]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][+-]?\d+)?$/;

/** A scalar without quotes or tag as yaml.v3 takes it: YAML 1.2, with the numbers of 1.1 (017, 0b11, 1_000) beside. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (nulls.has(text)) return null;
  const boolean = booleans.get(text);
  if (boolean !== undefined) return boolean;
  const special = specials.exec(text);
  if (special) return special[2] ? NaN : special[1] === '-' ? -Infinity : Infinity;
  if (!/^[+\-.\d]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  const integer = integers.find(({ form }) => form.test(plain));
  if (integer) {
    const sign = plain.startsWith('-') ? -1 : 1;
    return sign * parseInt(plain.replace(/^[+-]/, '').slice(integer.skip), integer.base);
  }
  return decimal.test(plain) ? Number(plain) : text;
}
