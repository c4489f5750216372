import type { Rewrite } from '../rewrite.ts';
import { cleanUpAptLists } from './clean-up-apt-lists.ts';
import { execFormCommand } from './exec-form-command.ts';
import { goManifestsFirst } from './go-manifests-first.ts';
import { joinAptUpdate } from './join-apt-update.ts';
import { lockedInstall } from './locked-install.ts';
import { mavenManifestsFirst } from './maven-manifests-first.ts';
import { noInstallRecommends } from './no-install-recommends.ts';
import { nodeManifestsFirst } from './node-manifests-first.ts';
import { pythonManifestsFirst } from './python-manifests-first.ts';
import { secretArguments } from './secret-arguments.ts';
import { secretFiles } from './secret-files.ts';

/** In the order they are applied: each sees what those before it wrote. */
export const rewrites: readonly Rewrite[] = [
  secretFiles,
  secretArguments,
  nodeManifestsFirst,
  pythonManifestsFirst,
  goManifestsFirst,
  mavenManifestsFirst,
  lockedInstall,
  execFormCommand,
  joinAptUpdate,
  noInstallRecommends,
  cleanUpAptLists,
];
