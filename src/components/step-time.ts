import type { LayerReport } from '../report/report.ts';

export const timesExplained =
  'An estimate by the times in the image’s history: a step took no longer than the time since the one before it. One that came from a build cache tells the time of an older build.';

/** Rounded up, as the time is a bound: `12 s`, `3 min 20 s`, `1 h 5 min`. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return [`${Math.floor(whole / 60)} min`, ...(whole % 60 ? [`${whole % 60} s`] : [])].join(' ');
  const minutes = Math.ceil(whole / 60);
  return [`${Math.floor(minutes / 60)} h`, ...(minutes % 60 ? [`${minutes % 60} min`] : [])].join(' ');
}

/** For a narrow column, in whole units: `≤ 12 s`, `≤ 4 min`. */
export function shortTime(seconds: number): string {
  if (seconds < 1) return '< 1 s';
  const unit = seconds <= 60 ? 1 : seconds <= 3600 ? 60 : 3600;
  return `≤ ${duration(Math.ceil(seconds / unit) * unit)}`;
}

/** `at most 12 s, by the history’s times`. */
export const tookAtMost = (seconds: number): string =>
  `${seconds < 1 ? 'less than 1 s' : `at most ${duration(seconds)}`}, by the history’s times`;

/** What the steps of some layers took together; null where the times tell of none. */
export function secondsOf(layers: readonly Pick<LayerReport, 'secondsAtMost'>[]): number | null {
  const known = layers.flatMap(({ secondsAtMost }) => secondsAtMost ?? []);
  return known.length === 0 ? null : known.reduce((sum, seconds) => sum + seconds, 0);
}
