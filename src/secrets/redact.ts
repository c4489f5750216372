const mostFirst = 4;
const mostLast = 2;

/** The sign of the cut, also as readers of Latin-1 have its three bytes: browsers by Windows-1252, Node by the letter. */
const cut = /^.{0,4}(?:…|\u00e2(?:\u20ac|\u0080)\u00a6).{0,2}$/;

/** What `redact` leaves of a secret. */
export const isRedacted = (value: string): boolean => cut.test(value);

/** What may be shown of a secret: of long ones the first four and the last two characters, of short ones fewer. */
export function redact(value: string): string {
  const first = Math.min(mostFirst, Math.floor(value.length / 6));
  const last = Math.min(mostLast, Math.floor(value.length / 8));
  return `${value.slice(0, first)}…${last === 0 ? '' : value.slice(-last)}`;
}
