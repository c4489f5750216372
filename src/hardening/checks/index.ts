import type { HardeningCheck } from '../check.ts';
import { annotationLabels } from './annotation-labels.ts';
import { aptInstalls } from './apt-installs.ts';
import { attackSurfaceChecks } from './attack-surface.ts';
import { brokenAccountsCheck } from './broken-accounts.ts';
import { rootUser } from './cis-di-0001-root-user.ts';
import { contentTrust } from './cis-di-0005-content-trust.ts';
import { healthcheck } from './cis-di-0006-healthcheck.ts';
import { noUpdateAlone } from './cis-di-0007-update-alone.ts';
import { noAdd } from './cis-di-0009-add.ts';
import { noCredentials } from './cis-di-0010-credentials.ts';
import { coreDumpsCheck } from './core-dumps.ts';
import { createdBeforeContainers, createdInFuture } from './creation-date.ts';
import { cronCheck } from './cron.ts';
import { noSudo } from './dkl-di-0001-sudo.ts';
import { noSystemVolume } from './dkl-di-0002-system-volume.ts';
import { noDistUpgrade } from './dkl-di-0003-dist-upgrade.ts';
import { notLatest } from './dkl-di-0006-latest.ts';
import { emptyPasswordCheck } from './dkl-li-0001-empty-password.ts';
import { duplicateIdsCheck } from './dkl-li-0002-duplicate-ids.ts';
import { needlessFilesCheck } from './dkl-li-0003-needless-files.ts';
import { noCd } from './ds-0013-cd.ts';
import { wgetOrCurl } from './ds-0014-wget-and-curl.ts';
import { noMaintainer } from './ds-0022-maintainer.ts';
import { exposedPorts } from './exposed-ports.ts';
import { fileCapabilitiesCheck } from './file-capabilities.ts';
import { historiesCheck } from './histories.ts';
import { leftBehindChecks } from './left-behind.ts';
import { leftCaches } from './left-caches.ts';
import { otherRootsCheck } from './other-roots.ts';
import { noPrivilegedPorts } from './pl2001-privileged-ports.ts';
import { noUncheckedConnections } from './pl2009-unchecked-connections.ts';
import { absolutePathParts } from './pl2010-path-parts.ts';
import { stopSignal } from './pl2011-stop-signal.ts';
import { noShellAsFirstProcess } from './pl2012-shell-as-first-process.ts';
import { noTriggers } from './pl2013-onbuild.ts';
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
import { setIdFilesCheck, strangeSetIdFilesCheck } from './setid-files.ts';
import { sshHostKeysCheck, sshServerCheck } from './ssh-server.ts';
import { unknownOwnersCheck } from './unknown-owners.ts';
import { workdirs } from './workdirs.ts';
import { writableByAllChecks } from './writable-by-all.ts';

/** In the order in which they are shown. */
export const checks: readonly HardeningCheck[] = [
  // The config, the history and the name.
  rootUser,
  contentTrust,
  healthcheck,
  noUpdateAlone,
  noAdd,
  noCredentials,
  noSudo,
  noSystemVolume,
  noDistUpgrade,
  notLatest,
  ...leftCaches,
  ...exposedPorts,
  ...workdirs,
  noCd,
  wgetOrCurl,
  ...aptInstalls,
  noMaintainer,
  noPrivilegedPorts,
  ...annotationLabels,
  createdInFuture,
  createdBeforeContainers,
  noUncheckedConnections,
  absolutePathParts,
  stopSignal,
  noShellAsFirstProcess,
  noTriggers,
  // Files and accounts.
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
