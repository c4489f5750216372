// When distributions stop mending, as of November 2026. Debian (the end of its long-term support, not of what is paid for) and
// Ubuntu (of standard support, without Ubuntu Pro): distro-info-data 0.58+deb12u6, debian.csv and ubuntu.csv. Alpine:
// endoflife.date, and 3.24 as Trivy has it. The others are noted as Trivy has them. Known base images read this table, too.
import type { SystemRelease } from './package.ts';

/** The day after which nothing is mended, by os-release's ID, then by the begin of its VERSION_ID. */
const ends: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  debian: {
    7: '2018-05-31',
    8: '2020-06-30',
    9: '2022-06-30',
    10: '2024-06-30',
    11: '2026-08-31',
    12: '2028-06-30',
    13: '2030-06-30',
  },
  alpine: {
    '3.14': '2023-05-01',
    '3.15': '2023-11-01',
    '3.16': '2024-05-23',
    '3.17': '2024-11-22',
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-11-01',
    '3.22': '2027-05-01',
    '3.23': '2027-11-01',
    '3.24': '2028-06-01',
  },
  ubuntu: {
    '12.04': '2017-04-28',
    '12.10': '2014-05-16',
    '13.04': '2014-01-27',
    '13.10': '2014-07-17',
    '14.04': '2019-04-25',
    '14.10': '2015-07-23',
    '15.04': '2016-02-04',
    '15.10': '2016-07-28',
    '16.04': '2021-04-30',
    '16.10': '2017-07-20',
    '17.04': '2018-01-13',
    '17.10': '2018-07-19',
    '18.04': '2023-05-31',
    '18.10': '2019-07-18',
    '19.04': '2020-01-23',
    '19.10': '2020-07-17',
    '20.04': '2025-05-29',
    '20.10': '2021-07-22',
    '21.04': '2022-01-20',
    '21.10': '2022-07-14',
    '22.04': '2027-06-01',
    '22.10': '2023-07-20',
    '23.04': '2024-01-25',
    '23.10': '2024-07-11',
    '24.04': '2029-05-31',
    '24.10': '2025-07-10',
    '25.04': '2026-01-15',
    '25.10': '2026-07-09',
    '26.04': '2031-05-29',
  },
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
  const date = versionId === null ? null : lastDayOf(id, versionId);
  return date === null ? null : { date, isOver: isOver(date), source: 'table' };
}

/** Of a release, by os-release's ID and VERSION_ID: `3.19.1` is of 3.19, `9.3` of 9. Null where the table does not know it. */
export function lastDayOf(id: string, versionId: string): string | null {
  const releases = Object.hasOwn(ends, id) ? ends[id] : undefined;
  if (!releases) return null;
  const parts = versionId.split('.');
  const known = [parts.slice(0, 2).join('.'), parts[0] ?? ''].find((release) => Object.hasOwn(releases, release));
  return known === undefined ? null : (releases[known] ?? null);
}
