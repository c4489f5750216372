import { formatBytes, formatCount } from '../../bytes/units.ts';
import { shortTime } from '../../components/step-time.ts';
import type { DeploymentUnit } from '../../outlook/deployment.ts';
import type { FigureUnit } from '../../outlook/figure.ts';

/** `at most`: seconds that are a bound, as the history tells them. */
export type ShownUnit = Exclude<FigureUnit | DeploymentUnit, 'seconds'> | 'at most' | 'seconds';

/** `3.2 s`, `4 min 12 s`, `2 h 5 min`. */
function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = whole < 3600 ? Math.floor(whole / 60) : Math.round(whole / 60);
  if (whole < 3600) return `${minutes} min ${whole % 60} s`;
  return minutes < 6000
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : `${formatCount(Math.round(minutes / 60))} h`;
}

const words: Record<Exclude<ShownUnit, 'at most'>, (value: number) => string> = {
  bytes: formatBytes,
  count: formatCount,
  seconds: duration,
  minutes: (value) => duration(value * 60),
  dollars: (value) => `$${value < 100 ? value.toFixed(2) : formatCount(Math.round(value))}`,
};

/** Behind a figure of which a part is not known: a bound on some of it is none on all of it. */
export const partialText = (unit: ShownUnit): string => (unit === 'at most' ? ', not all timed' : ' and more');

export function figureText(value: number, unit: ShownUnit): string {
  if (unit !== 'at most') return words[unit](value);
  return value === 0 ? 'no time' : shortTime(value);
}
