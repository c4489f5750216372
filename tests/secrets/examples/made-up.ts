const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';

/** Texts that look random and are the same in every run, so that no secret, not even a made-up one, stands in these files. */
function made(alphabet: string, length: number): string {
  let state = length * 7919 + alphabet.length;
  let text = '';
  for (let at = 0; at < length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += alphabet[(state >>> 12) % alphabet.length];
  }
  return text;
}

export const hex = (length: number): string => made('0123456789abcdef', length);
export const decimal = (length: number): string => `1${made(digits, length - 1)}`;
export const lower = (length: number): string => made(`${small}${digits}`, length);
export const upper = (length: number): string => made(`${small.toUpperCase()}${digits}`, length);
export const base32 = (length: number): string => made(`${small.toUpperCase()}234567`, length);
export const letters = (length: number): string => made(`${small}${small.toUpperCase()}`, length);
export const base62 = (length: number): string => made(`${small}${digits}${small.toUpperCase()}`, length);
export const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
export const base64Of = (value: unknown): string => btoa(JSON.stringify(value));
export const base64UrlOf = (value: unknown): string =>
  base64Of(value).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
