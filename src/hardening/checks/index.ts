import type { HardeningCheck } from '../check.ts';
import { attackSurfaceChecks } from './attack-surface.ts';
import { brokenAccountsCheck } from './broken-accounts.ts';
import { coreDumpsCheck } from './core-dumps.ts';
import { cronCheck } from './cron.ts';
import { emptyPasswordCheck } from './dkl-li-0001-empty-password.ts';
import { duplicateIdsCheck } from './dkl-li-0002-duplicate-ids.ts';
import { needlessFilesCheck } from './dkl-li-0003-needless-files.ts';
import { fileCapabilitiesCheck } from './file-capabilities.ts';
import { historiesCheck } from './histories.ts';
import { leftBehindChecks } from './left-behind.ts';
import { otherRootsCheck } from './other-roots.ts';
import { setIdFilesCheck, strangeSetIdFilesCheck } from './setid-files.ts';
import { sshHostKeysCheck, sshServerCheck } from './ssh-server.ts';
import { unknownOwnersCheck } from './unknown-owners.ts';
import { writableByAllChecks } from './writable-by-all.ts';

/** In the order in which they are shown. */
export const checks: readonly HardeningCheck[] = [
  setIdFilesCheck,
  strangeSetIdFilesCheck,
  fileCapabilitiesCheck,
  ...writableByAllChecks,
  unknownOwnersCheck,
  emptyPasswordCheck,
  duplicateIdsCheck,
  otherRootsCheck,
  brokenAccountsCheck,
  sshHostKeysCheck,
  ...attackSurfaceChecks,
  sshServerCheck,
  cronCheck,
  ...leftBehindChecks,
  needlessFilesCheck,
  coreDumpsCheck,
  historiesCheck,
];
