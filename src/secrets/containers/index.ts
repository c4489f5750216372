import type { Container } from '../container.ts';

/** Every kind of packed file that is looked into. The first that selects a file opens it. */
export const containers: readonly Container[] = [];
