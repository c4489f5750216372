import { formatCount } from '../../bytes/units.ts';
import type { IgnoredPlace } from '../../secrets/apply-ignore-list.ts';

const count = (number: number, one: string): string => `${formatCount(number)} ${one}${number === 1 ? '' : 's'}`;

/** `3 places of 2 secrets` */
export function keptOutCount(ignored: readonly IgnoredPlace[]): string {
  const secrets = new Set(ignored.map(({ secret }) => secret)).size;
  return `${count(ignored.length, 'place')} of ${count(secrets, 'secret')}`;
}
