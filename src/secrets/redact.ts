const mostFirst = 4;
const mostLast = 2;

/** The sign between them, as it is and as a byte reader of Latin-1 has it. */
const cut = /^.{0,4}(?:…|â€¦).{0,2}$/;

/** What `redact` leaves of a secret. */
export const isRedacted = (value: string): boolean => cut.test(value);

/** What may be shown of a secret: of long ones the first four and the last two characters, of short ones fewer. */
export function redact(value: string): string {
  const first = Math.min(mostFirst, Math.floor(value.length / 6));
  const last = Math.min(mostLast, Math.floor(value.length / 8));
  return `${value.slice(0, first)}…${last === 0 ? '' : value.slice(-last)}`;
}
