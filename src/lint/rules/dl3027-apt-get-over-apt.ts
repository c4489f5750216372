import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import {
  aptArguments,
  aptInstall,
  confirms,
  installWord,
  isAptPinned,
  packagesOf,
  skipsRecommends,
} from '../apt-get.ts';
import { mendAll, optionBehind } from '../command-fix.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { insertAt, type Edit } from '../fix.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

/** Commands that do the same in both programs. */
const shared: ReadonlySet<string> = new Set([
  'autoclean', 'autoremove', 'build-dep', 'clean', 'download', 'install', 'purge', 'reinstall', 'remove', 'source',
  'update',
]); // prettier-ignore

/** What else an install needs so that the rules on apt-get have nothing to say of it; null where only the user knows. */
function toSoundInstall(command: ShellCommand, run: Instruction): readonly Edit[] | null {
  const install = aptInstall({ ...command, invoked: 'apt-get' });
  if (!install) return [];
  if (!skipsRecommends(install) || !packagesOf(install).every(isAptPinned)) return null;
  return confirms(install) ? [] : optionBehind(run, installWord(install), '-y');
}

function toAptGet({ text }: Dockerfile, command: ShellCommand, run: Instruction): readonly Edit[] | null {
  const { nameSpan } = command;
  if (!nameSpan || !shared.has(aptArguments(command).operands[0]?.value ?? '')) return null;
  const options = toSoundInstall(command, run);
  const at = text.slice(nameSpan.start, nameSpan.end).indexOf('apt');
  return at < 0 || !options ? null : [insertAt(nameSpan.start + at + 'apt'.length, '-get'), ...options];
}

export const aptGetOverApt: Rule = {
  id: 'DL3027',
  source: 'hadolint',
  severity: 'warning',
  summary: 'RUN uses apt',
  help: 'The command apt is made for people at a terminal, and its options and output may change. Scripts use apt-get and apt-cache.',
  fixes: 'safe',
  noFix:
    'Only where apt-get has the same command, and an install names versions and leaves out what is recommended: those are for you to say.',
  examples: {
    bad: ['RUN apt install -y curl', 'RUN make && apt list', 'RUN apt purge -y gcc'],
    good: ['RUN apt-get install -y --no-install-recommends curl=7.88.*', 'RUN rm -r /etc/apt'],
  },
  check(dockerfile, report) {
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const calls = expandedCommandsOf(dockerfile, run).filter((command) => command.invoked === 'apt');
      const fix = mendAll('Use apt-get', run, calls, (command) => toAptGet(dockerfile, command, run));
      if (calls[0]) report(run, { at: calls[0].nameSpan ?? calls[0], fix });
    }
  },
};
