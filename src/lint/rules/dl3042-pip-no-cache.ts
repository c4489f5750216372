import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { mendAll, optionBehind } from '../command-fix.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import type { Fix } from '../fix.ts';
import { scratchTargets } from '../mounts.ts';
import { operandNamed, type ParsedArguments } from '../options.ts';
import { pipInstall } from '../pip.ts';
import type { Rule } from '../rule.ts';
import { pairsOf, valueAt } from '../variables.ts';

const variable = 'PIP_NO_CACHE_DIR';

const isOn = (value: string): boolean => /^(1|true|on|yes)$/i.test(value);

/** Set for the command, by export, or by env: hadolint asks for it anywhere in the RUN. */
function switchesOff({ assignments, args }: ShellCommand): boolean {
  const given = [...assignments, ...args.map(({ value }) => ({ name: value.split('=', 1)[0], value: value.slice(variable.length + 1) }))]; // prettier-ignore
  return given.some(({ name, value }) => name === variable && isOn(value));
}

/** A mount at pip's cache or above it, also where it was moved to; hadolint knows `…/.cache/pip` alone. */
function isCacheMounted(dockerfile: Dockerfile, run: Instruction, install: ParsedArguments): boolean {
  const moved = install.options.findLast((option) => option.name === '--cache-dir')?.value;
  const folder = moved ?? valueAt(dockerfile, run, 'PIP_CACHE_DIR');
  return scratchTargets(run).some(
    (target) => /(^|\/)\.cache(\/pip)?$/.test(target) || target === '/root' || target === folder,
  );
}

/** By stage: the variable is on from here for what follows, for the RUNs themselves and for those of ONBUILD. */
interface Switch {
  readonly direct: boolean;
  readonly onbuild: boolean;
}

function findKept(dockerfile: Dockerfile, run: Instruction): readonly ShellCommand[] {
  const commands = expandedCommandsOf(dockerfile, run);
  if (commands.some(switchesOff)) return [];
  const keeps = (command: ShellCommand): boolean => {
    const install = command.invoked === 'pipx' ? null : pipInstall(command);
    if (!install || isCacheMounted(dockerfile, run, install)) return false;
    return !install.options.some((option) => option.name === '--no-cache-dir' && option.value === null);
  };
  return commands.filter(keeps);
}

function fixKept(run: Instruction, installs: readonly ShellCommand[]): Fix | null {
  return mendAll('Add --no-cache-dir', run, installs, (command) => {
    const install = pipInstall(command);
    return install && optionBehind(run, operandNamed(install, 'install'), '--no-cache-dir');
  });
}

const setsSwitch = (instruction: Instruction): boolean =>
  (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') &&
  pairsOf(instruction).some(({ name, value }) => name === variable && isOn(value));

export const pipNoCache: Rule = {
  id: 'DL3042',
  source: 'hadolint',
  severity: 'warning',
  summary: 'pip install keeps its cache',
  help: 'Downloads and wheels stay in the layer, though nothing reads them again. Add --no-cache-dir, or mount a cache at /root/.cache/pip.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN pip install -r requirements.txt', 'RUN python3 -m pip install flask==3.0.0'],
    good: [
      'RUN pip install --no-cache-dir -r requirements.txt',
      'ENV PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.0.0',
      'RUN --mount=type=cache,target=/root/.cache pip install flask==3.0.0',
    ],
  },
  check(dockerfile, report) {
    const ends: Switch[] = [];
    for (const stage of dockerfile.stages) {
      let { direct, onbuild }: Switch = (stage.baseStage === null ? null : ends[stage.baseStage]) ?? {
        direct: false,
        onbuild: false,
      };
      for (const instruction of stage.instructions) {
        const { trigger } = instruction;
        direct ||= setsSwitch(instruction);
        onbuild ||= trigger !== null && setsSwitch(trigger);
        const run = trigger ?? instruction;
        if (run.keyword !== 'RUN' || (trigger ? onbuild : direct)) continue;
        const installs = findKept(dockerfile, run);
        if (installs[0]) report(run, { at: installs[0], fix: fixKept(run, installs) });
      }
      ends.push({ direct, onbuild });
    }
  },
};
