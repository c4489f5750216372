// RFC 4180: a head, CRLF, quotes around what holds a comma, a quote or a line end. A cell that a spreadsheet would take
// for a formula (it begins with = + - @, a tab or a carriage return) begins with an apostrophe instead, and what cannot be
// seen or is no UTF-8 is written as an escape, as everywhere in Plimsoll: \xE9 stands for the byte E9.
// https://owasp.org/www-community/attacks/CSV_Injection
import { visibleText } from '../bytes/text.ts';

/** Text comes from the image; numbers are ours. */
export type Cell = string | number;

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const shown = visibleText(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, its end included. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
