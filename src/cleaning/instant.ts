import { endOfTime } from '../archive/edit-header.ts';
import type { UnixSeconds } from '../bytes/units.ts';

const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const seconds = /^\d{1,12}$/;

/**
 * A time as a date (`2024-05-01`, `2024-05-01T12:00:00Z`) or as seconds since 1970, to whole seconds; null where it is neither,
 * or a header has no room for it.
 */
export function parseInstant(text: string): UnixSeconds | null {
  const trimmed = text.trim();
  const value = seconds.test(trimmed)
    ? Number(trimmed)
    : iso.test(trimmed)
      ? Math.floor(Date.parse(trimmed) / 1000)
      : NaN;
  return value >= 0 && value < endOfTime ? value : null;
}
