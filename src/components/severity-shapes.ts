import type { Severity } from '../severity.ts';

/** Each severity has a shape of its own, in 16 by 16: octagon, triangle, circle, square; the two lighter ones are hollow. */
export const severityShapes: Readonly<Record<Severity, string>> = {
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  warning: 'M8 1.5 15.5 15H.5z',
  info: 'M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1z',
  style: 'M2 2h12v12H2z',
};

export const isHollow = (severity: Severity): boolean => severity === 'info' || severity === 'style';
