/** A count of bytes. Sizes are plain numbers: exact up to 2^53. */
export type Bytes = number;

/** Seconds since 1970-01-01T00:00:00Z; may be negative or have a fraction (PAX). */
export type UnixSeconds = number;

/** A content digest as OCI writes it. */
export type Digest = `sha256:${string}`;

/** A half-open range of bytes in a file. */
export interface ByteRange {
  readonly start: Bytes;
  readonly end: Bytes;
}

const steps = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units with three significant digits, as `docker images` prints them: 691 MB, 4.98 MB, 512 B. */
export function formatBytes(bytes: Bytes): string {
  let value = Math.abs(bytes);
  let step = 0;
  while (value >= 999.5 && step < steps.length - 1) {
    value /= 1000;
    step++;
  }
  const digits = step === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${bytes < 0 ? '−' : ''}${value.toFixed(digits)} ${steps[step]}`;
}

let counts: Intl.NumberFormat | null = null;

/**
 * A whole number with its thousands apart, `12,345`. The first one takes a browser some 30 ms, which main.ts spends while the
 * page is idle.
 */
export function formatCount(count: number): string {
  counts ??= new Intl.NumberFormat('en');
  return counts.format(count);
}
