import type { Detector } from '../detector.ts';
import { accounts } from './accounts.ts';
import { ai } from './ai.ts';
import { applications } from './applications.ts';
import { cloud } from './cloud.ts';
import { commands } from './commands.ts';
import { databases } from './databases.ts';
import { developerServices } from './developer-services.ts';
import { forges } from './forges.ts';
import { generic } from './generic.ts';
import { infrastructure } from './infrastructure.ts';
import { keys } from './keys.ts';
import { messaging } from './messaging.ts';
import { monitoring } from './monitoring.ts';
import { packageManagers } from './package-managers.ts';
import { payments } from './payments.ts';
import { registries } from './registries.ts';
import { settingsFiles } from './settings-files.ts';

/** Every kind of secret that is looked for. Where two find the same, the first is told. */
export const detectors: readonly Detector[] = [
  ...forges,
  ...cloud,
  ...registries,
  ...messaging,
  ...payments,
  ...ai,
  ...infrastructure,
  ...monitoring,
  ...developerServices,
  ...keys,
  ...applications,
  ...commands,
  ...packageManagers,
  ...settingsFiles,
  ...accounts,
  ...databases,
  ...generic,
];
