import type { ShellCommand } from '../../dockerfile/shell.ts';
import { apkAdd } from '../../lint/apk.ts';
import type { RuleSource } from '../../lint/finding.ts';
import type { CacheUse } from '../../lint/left-cache.ts';
import { zypperCache } from '../../lint/zypper.ts';
import type { Severity } from '../../severity.ts';
import type { HardeningCheck, ToldBy } from '../check.ts';
import { checkSteps } from '../check-steps.ts';
import { apkCache, aptLists, fedoraCache, microdnfCache, yumCache } from '../package-caches.ts';
import { leftInStep } from '../left-in-step.ts';

/** What a package manager may leave in the layer that it installs into. */
interface LeftCache {
  readonly code: string;
  readonly source: RuleSource;
  readonly also: HardeningCheck['also'];
  readonly severity: Severity;
  readonly cache: CacheUse;
  /** Calls of the package manager that it is about, where not those alone that fill the cache. */
  readonly isAbout?: (command: ShellCommand) => boolean;
  /** The command that fills it. */
  readonly command: string;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
}

const table: readonly LeftCache[] = [
  {
    code: 'DKL-DI-0004',
    source: 'dockle',
    also: [{ code: 'DS-0025', source: 'trivy' }],
    severity: 'error',
    cache: apkCache,
    isAbout: (command) => apkAdd(command) !== null,
    command: 'apk add',
    title: 'apk keeps no index in the layer',
    message: 'apk add is called without --no-cache, so its index stays in the layer.',
    fix: 'Call apk add --no-cache.',
  },
  {
    code: 'DKL-DI-0005',
    source: 'dockle',
    also: [],
    severity: 'error',
    cache: aptLists,
    command: 'apt-get update',
    title: 'The package lists of apt are removed in the step that fetches them',
    message: 'The step fetches package lists and leaves them in the layer.',
    fix: 'End the same RUN with rm -rf /var/lib/apt/lists/*, or mount a cache there with --mount=type=cache.',
  },
  {
    code: 'DS-0015',
    source: 'trivy',
    also: [],
    severity: 'warning',
    cache: yumCache,
    command: 'yum install',
    title: 'The cache of yum is emptied in the step that fills it',
    message: 'The step installs with yum and leaves its cache in the layer.',
    fix: 'End the same RUN with yum clean all.',
  },
  {
    code: 'DS-0019',
    source: 'trivy',
    also: [],
    severity: 'warning',
    cache: fedoraCache,
    command: 'dnf install',
    title: 'The cache of dnf is emptied in the step that fills it',
    message: 'The step installs with dnf and leaves its cache in the layer.',
    fix: 'End the same RUN with dnf clean all.',
  },
  {
    code: 'DS-0020',
    source: 'trivy',
    also: [],
    severity: 'warning',
    cache: zypperCache,
    command: 'zypper install',
    title: 'The cache of zypper is emptied in the step that fills it',
    message: 'The step installs with zypper and leaves its cache in the layer.',
    fix: 'End the same RUN with zypper clean --all.',
  },
  {
    code: 'DS-0027',
    source: 'trivy',
    also: [],
    severity: 'warning',
    cache: microdnfCache,
    command: 'microdnf install',
    title: 'The cache of microdnf is emptied in the step that fills it',
    message: 'The step installs with microdnf and leaves its cache in the layer.',
    fix: 'End the same RUN with microdnf clean all.',
  },
];

/** What of the same layer is still there in one of the cache's folders, with its size. */
const stillThere =
  ({ folders }: CacheUse): ToldBy['same'] =>
  ({ layer }, others) =>
    layer === undefined ? [] : others.filter((other) => other.layer === layer && folders.includes(other.path ?? ''));

const toCheck = ({ cache, isAbout = cache.fills, command, message, ...rest }: LeftCache): HardeningCheck => ({
  ...rest,
  toldBy: [{ code: 'PL2027', same: stillThere(cache) }],
  group: 'leftovers',
  why: 'What the package manager fetched is never read again, grows the image by up to tens of megabytes, and cannot be taken out by a later step.',
  check: (hardened) =>
    checkSteps(hardened, {
      find: (step) => (leftInStep(step, cache) ? message : null),
      about: {
        matches: ({ commands }) => commands.some((call) => isAbout(call)),
        none: `No step calls ${command}.`,
      },
    }),
});

export const leftCaches: readonly HardeningCheck[] = table.map(toCheck);
