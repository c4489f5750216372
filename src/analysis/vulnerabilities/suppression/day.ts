/** `2026-12-31` as the time at which it begins in UTC, RFC 3339; null where no calendar has such a day. */
export function beginOfDay(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = new Date(`${text}T00:00:00Z`);
  // February 30 is moved on to March.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? `${text}T00:00:00Z` : null;
}
