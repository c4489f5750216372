import type { HardeningCheck } from '../check.ts';
import { annotationLabels } from './annotation-labels.ts';
import { aptInstalls } from './apt-installs.ts';
import { rootUser } from './cis-di-0001-root-user.ts';
import { contentTrust } from './cis-di-0005-content-trust.ts';
import { healthcheck } from './cis-di-0006-healthcheck.ts';
import { noUpdateAlone } from './cis-di-0007-update-alone.ts';
import { noAdd } from './cis-di-0009-add.ts';
import { noCredentials } from './cis-di-0010-credentials.ts';
import { createdBeforeContainers, createdInFuture } from './creation-date.ts';
import { noSudo } from './dkl-di-0001-sudo.ts';
import { noSystemVolume } from './dkl-di-0002-system-volume.ts';
import { noDistUpgrade } from './dkl-di-0003-dist-upgrade.ts';
import { notLatest } from './dkl-di-0006-latest.ts';
import { noCd } from './ds-0013-cd.ts';
import { wgetOrCurl } from './ds-0014-wget-and-curl.ts';
import { noMaintainer } from './ds-0022-maintainer.ts';
import { exposedPorts } from './exposed-ports.ts';
import { leftCaches } from './left-caches.ts';
import { noPrivilegedPorts } from './pl2001-privileged-ports.ts';
import { noUncheckedConnections } from './pl2009-unchecked-connections.ts';
import { absolutePathParts } from './pl2010-path-parts.ts';
import { stopSignal } from './pl2011-stop-signal.ts';
import { noShellAsFirstProcess } from './pl2012-shell-as-first-process.ts';
import { noTriggers } from './pl2013-onbuild.ts';
import { workdirs } from './workdirs.ts';

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
];
