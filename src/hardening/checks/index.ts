import type { HardeningCheck } from '../check.ts';

/** In the order in which they are shown. */
export const checks: readonly HardeningCheck[] = [];
