import type { CheckGroup } from '../../hardening/check.ts';

/** The address of a check by its code, or of a group of them. */
export const hardeningAddress = (place: string | CheckGroup = ''): string =>
  `#/hardening${place === '' ? '' : `/${encodeURIComponent(place)}`}`;
