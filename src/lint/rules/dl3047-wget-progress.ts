import type { Dockerfile } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { mendAll, optionBehindName } from '../command-fix.ts';
import { isDebianImage } from '../debian-image.ts';
import { expandedCommandsOf } from '../expanded-commands.ts';
import { installedPackages, packageName } from '../installed-packages.ts';
import { instructionsOf } from '../instructions.ts';
import { parseArguments, type GivenOption } from '../options.ts';
import type { Rule } from '../rule.ts';
import { wgetSyntax } from '../wget.ts';

/** Options that say how progress is shown, that it is not, or that send it to a file. */
const quiet: ReadonlySet<string> = new Set([
  '-q', '--quiet', '--no-verbose', '--progress', '-o', '--output-file', '-a', '--append-output', '-b', '--background',
  '-V', '--version', '-h', '--help', '--spider',
]); // prettier-ignore

function isQuiet({ name, value }: GivenOption): boolean {
  if (name === '-n') return /[vq]/.test(value ?? '');
  if (name === '-e' || name === '--execute') return /^\s*(progress|quiet|verbose)\s*=/.test(value ?? '');
  return quiet.has(name);
}

function showsBar({ invoked, args }: ShellCommand): boolean {
  return invoked === 'wget' && !parseArguments(args, wgetSyntax).options.some(isQuiet);
}

/** busybox's wget doesn't know --progress; these stages have GNU's, by the image or by a package. */
function stagesWithGnuWget(dockerfile: Dockerfile): ReadonlySet<number> {
  const found = new Set<number>();
  for (const stage of dockerfile.stages) {
    const installs = (command: ShellCommand): boolean =>
      ['apk', 'apt', 'apt-get'].includes(command.invoked) &&
      installedPackages(command).some((word) => packageName(word) === 'wget');
    const isKnown = stage.baseStage === null ? isDebianImage(dockerfile, stage) : found.has(stage.baseStage);
    const runs = stage.instructions.filter(({ keyword }) => keyword === 'RUN');
    if (isKnown || runs.some((run) => expandedCommandsOf(dockerfile, run).some(installs))) found.add(stage.index);
  }
  return found;
}

export const wgetProgress: Rule = {
  id: 'DL3047',
  source: 'hadolint',
  severity: 'info',
  summary: 'wget fills the build log with its progress',
  help: 'A large download prints thousands of lines that hide the others. Add --progress=dot:giga, or -nv to see the result alone.',
  fixes: 'safe',
  noFix: 'Only where the command is written out; an option cannot be added to what a variable holds.',
  examples: {
    bad: ['RUN wget https://example.com/a.tar.gz', 'RUN wget -O /tmp/a https://example.com/a'],
    good: ['RUN wget --progress=dot:giga https://example.com/a.tar.gz', 'RUN wget -nv https://example.com/a'],
  },
  check(dockerfile, report) {
    if (!dockerfile.text.includes('wget')) return;
    const stages = stagesWithGnuWget(dockerfile);
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const noisy = expandedCommandsOf(dockerfile, run).filter(showsBar);
      const fix = mendAll('Add --progress=dot:giga', run, noisy, ({ start, nameSpan }) => {
        const isBusybox = dockerfile.text.slice(start, nameSpan?.start).includes('busybox');
        return isBusybox ? null : optionBehindName(run, nameSpan, '--progress=dot:giga');
      });
      if (noisy[0]) report(run, { at: noisy[0], fix: stages.has(run.stage) ? fix : null });
    }
  },
};
