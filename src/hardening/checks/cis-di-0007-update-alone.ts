import type { ShellCommand } from '../../dockerfile/shell.ts';
import { zypperCall } from '../../lint/zypper.ts';
import { aptVerb } from '../apt-calls.ts';
import type { HardeningCheck } from '../check.ts';
import { checkSteps } from '../check-steps.ts';
import type { HistoryStep } from '../history-steps.ts';

/** Of any command, so that what xargs and scripts are given counts. */
const installWords: ReadonlySet<string> = new Set([
  'build-dep', 'dist-upgrade', 'full-upgrade', 'install', 'install-deps', 'reinstall', 'safe-upgrade', 'satisfy',
  'upgrade',
]); // prettier-ignore

/** Of one program. */
const ownWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['apk', ['add', 'fix']],
  ['apt', ['source', 'download']],
  ['apt-get', ['source', 'download']],
  ['zypper', ['dup', 'in', 'patch', 'up', 'update']],
]);

function installs({ invoked, args }: ShellCommand): boolean {
  const own = ownWords.get(invoked) ?? [];
  return args.some(({ value }) => installWords.has(value) || own.includes(value));
}

/** The command as users know it, where it fetches package lists and does no more. */
function updateIn(command: ShellCommand): string | null {
  const { invoked, args } = command;
  if (aptVerb(command) === 'update') return `${invoked} update`;
  if (invoked === 'zypper' && ['refresh', 'ref'].includes(zypperCall(command)?.verb ?? '')) return 'zypper refresh';
  const words = args.filter(({ value }) => !value.startsWith('-'));
  return invoked === 'apk' && words[0]?.value === 'update' ? 'apk update' : null;
}

function updateAlone({ commands }: HistoryStep): string | null {
  const update = commands.map(updateIn).find((found) => found !== null);
  if (update === undefined) return null;
  return commands.some(installs) ? null : `${update} stands in a step that installs nothing.`;
}

export const noUpdateAlone: HardeningCheck = {
  code: 'CIS-DI-0007',
  source: 'dockle',
  also: [{ code: 'DS-0017', source: 'trivy' }],
  severity: 'error',
  group: 'build',
  title: 'Package lists are updated in the steps that install',
  why: 'The builder keeps the layer with the lists in its cache: later builds install what was current when it was made, without the corrections since, or fail as those versions are gone.',
  fix: 'Write the update and the install into one RUN: apt-get update && apt-get install -y ….',
  check: (hardened) => checkSteps(hardened, { find: updateAlone }),
};
