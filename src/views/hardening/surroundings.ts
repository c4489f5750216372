import type { LayerReport } from '../../report/report.ts';

/** What of the image the failures of checks point to. */
export interface Surroundings {
  readonly layers: readonly LayerReport[];
  /** By the number of the history's entry, without the secrets in it. */
  readonly commands: readonly string[];
  /** There are several Dockerfiles, so that a line is named with its own. */
  readonly several: boolean;
}
