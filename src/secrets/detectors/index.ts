import type { Detector } from '../detector.ts';
import { cloud } from './cloud.ts';
import { forges } from './forges.ts';
import { registries } from './registries.ts';

/** Every kind of secret that is looked for. Where two find the same, the first is told. */
export const detectors: readonly Detector[] = [...forges, ...cloud, ...registries];
