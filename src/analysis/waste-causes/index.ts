import { applicationFiles } from './application-files.ts';
import { buildTools } from './build-tools.ts';
import type { WasteCause } from './cause.ts';
import { logs } from './logs.ts';
import { metadataCopies } from './metadata-copies.ts';
import { otherWaste } from './other.ts';
import { packageCaches } from './package-caches.ts';
import { packageDatabase } from './package-database.ts';
import { packageIndexes } from './package-indexes.ts';
import { systemFiles } from './system-files.ts';
import { temporaryFiles } from './temporary-files.ts';

/** In the order of asking: the first one that takes a copy has it. The last takes all. */
export const wasteCauses: readonly WasteCause[] = [
  metadataCopies,
  packageIndexes,
  packageCaches,
  packageDatabase,
  buildTools,
  logs,
  temporaryFiles,
  systemFiles,
  applicationFiles,
  otherWaste,
];
