// When distributions stop mending, as of November 2026; of Debian, the end of its long-term support.
import type { SystemRelease } from './package.ts';

/** The day after which nothing is mended, by os-release's ID, then by the begin of its VERSION_ID. */
const ends: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  debian: { 10: '2024-06-30', 11: '2026-08-14', 12: '2028-06-10' },
  alpine: {
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-12-05',
    '3.22': '2027-04-30',
    '3.23': '2027-11-01',
  },
  ubuntu: { '22.04': '2027-04-23', '24.10': '2025-07-10' },
  centos: { 7: '2024-06-30', 8: '2021-12-31' },
  rocky: { 8: '2029-05-31', 9: '2032-05-31' },
  almalinux: { 8: '2029-03-01', 10: '2035-05-31' },
  amzn: { 2: '2026-06-30', 2023: '2028-03-15' },
  'opensuse-leap': { '15.6': '2025-12-31' },
};

export interface EndOfLife {
  /** The last day, `2028-06-10`. */
  readonly date: string;
  readonly isOver: boolean;
  /** The image's own SUPPORT_END, or the table above. */
  readonly source: 'image' | 'table';
}

/** Null where neither the image nor the table knows. */
export function endOfLife({ id, versionId, supportEnd }: SystemRelease, today: Date): EndOfLife | null {
  const isOver = (date: string): boolean => today.toISOString().slice(0, 10) > date;
  if (supportEnd !== null) return { date: supportEnd, isOver: isOver(supportEnd), source: 'image' };
  const date = versionId === null ? undefined : dateOf(id, versionId);
  return date === undefined ? null : { date, isOver: isOver(date), source: 'table' };
}

/** `3.19.1` is of 3.19, `9.3` of 9. */
function dateOf(id: string, versionId: string): string | undefined {
  const releases = Object.hasOwn(ends, id) ? ends[id] : undefined;
  if (!releases) return undefined;
  const parts = versionId.split('.');
  const known = [parts.slice(0, 2).join('.'), parts[0] ?? ''].find((release) => Object.hasOwn(releases, release));
  return known === undefined ? undefined : releases[known];
}
