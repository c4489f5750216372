import type { Rewrite } from '../rewrite.ts';
import { alpineBase } from './alpine-base.ts';
import { alpineWebServer } from './alpine-web-server.ts';
import { bundlerManifestsFirst } from './bundler-manifests-first.ts';
import { cacheMounts } from './cache-mounts.ts';
import { cargoManifestsFirst } from './cargo-manifests-first.ts';
import { cleanUpAptLists } from './clean-up-apt-lists.ts';
import { cleanUpCaches } from './clean-up-caches.ts';
import { composerManifestsFirst } from './composer-manifests-first.ts';
import { copyMode } from './copy-mode.ts';
import { copyOrder } from './copy-order.ts';
import { copyOwner } from './copy-owner.ts';
import { distrolessGo } from './distroless-go.ts';
import { distrolessRuntime } from './distroless-runtime.ts';
import { dotnetManifestsFirst } from './dotnet-manifests-first.ts';
import { execFormCommand } from './exec-form-command.ts';
import { foldBuildTools } from './fold-build-tools.ts';
import { foldRemovals } from './fold-removals.ts';
import { goManifestsFirst } from './go-manifests-first.ts';
import { healthcheck } from './healthcheck.ts';
import { joinAptUpdate } from './join-apt-update.ts';
import { jreBase } from './jre-base.ts';
import { lockedInstall } from './locked-install.ts';
import { mavenManifestsFirst } from './maven-manifests-first.ts';
import { noInstallRecommends } from './no-install-recommends.ts';
import { nginxFrontEnd } from './nginx-front-end.ts';
import { nginxReactSite } from './nginx-react-site.ts';
import { nodeManifestsFirst } from './node-manifests-first.ts';
import { omitDevelopment } from './omit-development.ts';
import { pinBaseImage } from './pin-base-image.ts';
import { pinDigest } from './pin-digest.ts';
import { pipefail } from './pipefail.ts';
import { productionMode } from './production-mode.ts';
import { pythonManifestsFirst } from './python-manifests-first.ts';
import { pythonProductionOnly } from './python-production-only.ts';
import { removeTools } from './remove-tools.ts';
import { runAsUser } from './run-as-user.ts';
import { secretArguments } from './secret-arguments.ts';
import { secretEnv } from './secret-env.ts';
import { secretFiles } from './secret-files.ts';
import { slimBase } from './slim-base.ts';
import { sourceLabel } from './source-label.ts';
import { springLayers } from './spring-layers.ts';
import { systemPackagesFirst } from './system-packages-first.ts';
import { twoStageGo } from './two-stage-go.ts';
import { twoStageJava } from './two-stage-java.ts';
import { twoStageNode } from './two-stage-node.ts';
import { twoStagePython } from './two-stage-python.ts';
import { unprivilegedNginx } from './unprivileged-nginx.ts';

/**
 * In the order they are applied: each sees what those before it wrote. Secrets and the cache order come before the
 * stages are split, and the lock file is held to before a COPY names it; cleaning up comes after, as nothing needs
 * cleaning in a stage that is thrown away.
 */
export const rewrites: readonly Rewrite[] = [
  pinBaseImage,
  secretFiles,
  secretEnv,
  secretArguments,
  lockedInstall,
  pythonProductionOnly,
  systemPackagesFirst,
  nodeManifestsFirst,
  pythonManifestsFirst,
  goManifestsFirst,
  mavenManifestsFirst,
  cargoManifestsFirst,
  bundlerManifestsFirst,
  composerManifestsFirst,
  dotnetManifestsFirst,
  execFormCommand,
  joinAptUpdate,
  noInstallRecommends,
  ...removeTools,
  nginxFrontEnd,
  nginxReactSite,
  twoStageNode,
  twoStagePython,
  omitDevelopment,
  productionMode,
  twoStageGo,
  distrolessGo,
  twoStageJava,
  jreBase,
  springLayers,
  unprivilegedNginx,
  alpineWebServer,
  slimBase,
  distrolessRuntime,
  alpineBase,
  foldBuildTools,
  cacheMounts,
  cleanUpAptLists,
  ...cleanUpCaches,
  foldRemovals,
  copyOwner,
  copyMode,
  copyOrder,
  runAsUser,
  healthcheck,
  sourceLabel,
  pipefail,
  pinDigest,
];
