import type { Severity } from '../severity.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import type { Detector } from './detector.ts';
import { isPlaceholder } from './placeholders.ts';
import { standsAlone } from './stands-alone.ts';

type Check = NonNullable<Detector['check']>;

/** Of a token with a prefix of its own: it is no part of a longer word, stands for no other, and is as bad as `more` says. */
export const tokenCheck =
  (more: (value: string) => Severity | null): Check =>
  (value, match, surroundings) =>
    !standsAlone(match, surroundings) || isPlaceholder(value) ? null : more(value);

/** A check for tokens with a form of their own: as bad as it says, unless somebody filled it in by hand. */
export const unlessPlaceholder =
  (severity: Severity) =>
  (token: string): Severity | null =>
    isPlaceholder(token) ? null : severity;

/** Has small letters, capitals and digits, as a random text of some length does and a name in a program mostly does not. */
export const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

export const ifMixed =
  (severity: Severity) =>
  (token: string): Severity | null =>
    isMixed(token) && !isPlaceholder(token) ? severity : null;

/** One that is a secret wherever it stands. */
export const always =
  (severity: Severity): (() => Severity) =>
  () =>
    severity;

const latin1 = new TextDecoder('latin1');

/** What base64 of either alphabet stands for, a character for each byte; null where the text is none. */
export function textOfBase64(text: string): string | null {
  const bytes = decodeBase64(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
  return bytes && latin1.decode(bytes);
}
