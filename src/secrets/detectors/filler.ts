import type { Severity } from '../../severity.ts';

const filler =
  /(.)\1{6}|x{4}|\*{3}|\.{3}|12345678|abcdefgh|your|example|placeholder|redacted|change.?me|insert|dummy|[<>{}]/i;

/** What people write where a token is to go: `XXXXXXXX`, `your-token`, `1234567890`. No issuer makes such ones. */
export const isFiller = (token: string): boolean => filler.test(token);

/** A check for tokens with a form of their own: as bad as it says, unless it is one that was filled in by hand. */
export const unlessFiller =
  (severity: Severity) =>
  (token: string): Severity | null =>
    isFiller(token) ? null : severity;

/** Has small letters, capitals and digits, as a random text of some length does and a name in a program mostly does not. */
export const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

export const ifMixed =
  (severity: Severity) =>
  (token: string): Severity | null =>
    isMixed(token) && !isFiller(token) ? severity : null;
