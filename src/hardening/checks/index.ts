import type { HardeningCheck } from '../check.ts';
import { startedProgram } from './pl2050-started-program.ts';
import { startedByUser } from './pl2051-started-by-user.ts';
import { startedArchitecture } from './pl2052-started-architecture.ts';
import { startedLoader } from './pl2053-started-loader.ts';
import { loaders } from './pl2054-loaders.ts';
import { architectures } from './pl2055-architectures.ts';
import { damagedPrograms } from './pl2056-damaged-programs.ts';
import { writableSearchPath } from './pl2057-writable-search-path.ts';
import { writableProgram } from './pl2058-writable-program.ts';
import { certificates } from './pl2059-certificates.ts';
import { timeZones } from './pl2060-time-zones.ts';
import { healthProgram } from './pl2061-health-program.ts';
import { runUser } from './pl2062-run-user.ts';
import { listedUser } from './pl2063-listed-user.ts';

/** In the order in which they are shown. */
export const checks: readonly HardeningCheck[] = [
  startedProgram,
  startedByUser,
  startedArchitecture,
  startedLoader,
  loaders,
  architectures,
  damagedPrograms,
  writableSearchPath,
  writableProgram,
  certificates,
  timeZones,
  healthProgram,
  runUser,
  listedUser,
];
