import type { SecretReport } from '../report/report.ts';
import { kindOf } from '../secrets/kinds.ts';

/** What it is, in words. */
export const secretTitle = ({ detector, title }: SecretReport): string => title ?? kindOf(detector).title;

/** `/app/.env`, `ENV TOKEN`, `history 4` */
export function secretPlace({ where, path, name }: SecretReport): string {
  if (path !== null) return path;
  const word = where === 'env' || where === 'label' ? where.toUpperCase() : where;
  return name === null ? word : `${word} ${name}`;
}

/** Whether the image still shows it, and where it went. */
export function secretState({ visible, removedIn }: SecretReport): string {
  if (visible) return 'visible';
  return removedIn === null ? 'hidden' : `removed in layer ${removedIn}, still stored`;
}

/** One sentence on a secret, its value redacted. */
export function secretMessage(secret: SecretReport): string {
  const { layer, excerpt } = secret;
  const inLayer = layer === null ? '' : `, layer ${layer}`;
  return `${secretTitle(secret)} in ${secretPlace(secret)}${inLayer} (${secretState(secret)})${excerpt === '' ? '' : `: ${excerpt}`}`;
}
