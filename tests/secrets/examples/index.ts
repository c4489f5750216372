import { accounts } from './accounts.ts';
import { ai } from './ai.ts';
import { applications } from './applications.ts';
import { cloud } from './cloud.ts';
import { commands } from './commands.ts';
import { databases } from './databases.ts';
import { forges } from './forges.ts';
import { generic } from './generic.ts';
import { infrastructure } from './infrastructure.ts';
import { keys } from './keys.ts';
import { messaging } from './messaging.ts';
import { packageManagers } from './package-managers.ts';
import { payments } from './payments.ts';
import { registries } from './registries.ts';
import { settingsFiles } from './settings-files.ts';

/** Texts for a detector: it finds a secret in each of the first, and none in those of the second. */
export interface Examples {
  /** A text with `⟦` and `⟧` around the value. */
  readonly matches: readonly string[];
  readonly misses: readonly string[];
  /** Path that the texts are read under; '/app/.env' where not given. */
  readonly path?: string;
  /** What takes its pattern longest; repeated up to 1 MB. Its anchors and its first match where not given. */
  readonly worst?: readonly string[];
}

export const examples: Readonly<Record<string, Examples>> = {
  ...forges,
  ...cloud,
  ...registries,
  ...messaging,
  ...payments,
  ...ai,
  ...infrastructure,
  ...keys,
  ...applications,
  ...commands,
  ...packageManagers,
  ...settingsFiles,
  ...accounts,
  ...databases,
  ...generic,
};
