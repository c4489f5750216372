import type { Detector } from '../detector.ts';
import { forges } from './forges.ts';
import { generic } from './generic.ts';

/** Every kind of secret that is looked for. Where two find the same, the first is told. */
export const detectors: readonly Detector[] = [...forges, ...generic];
