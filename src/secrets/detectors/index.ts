import type { Detector } from '../detector.ts';
import { settingsFiles } from './settings-files.ts';
import { packageManagers } from './package-managers.ts';
import { commands } from './commands.ts';
import { applications } from './applications.ts';
import { accounts } from './accounts.ts';
import { forges } from './forges.ts';
import { keys } from './keys.ts';

/** Every kind of secret that is looked for. Where two find the same, the first is told. */
export const detectors: readonly Detector[] = [
  ...forges,
  ...keys,
  ...applications,
  ...commands,
  ...packageManagers,
  ...settingsFiles,
  ...accounts,
];
