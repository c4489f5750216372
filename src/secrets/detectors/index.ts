import type { Detector } from '../detector.ts';
import { ai } from './ai.ts';
import { databases } from './databases.ts';
import { forges } from './forges.ts';
import { infrastructure } from './infrastructure.ts';
import { messaging } from './messaging.ts';
import { payments } from './payments.ts';

/** Every kind of secret that is looked for. Where two find the same, the first is told. */
export const detectors: readonly Detector[] = [
  ...forges,
  ...messaging,
  ...payments,
  ...ai,
  ...databases,
  ...infrastructure,
];
