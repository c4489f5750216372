import { lineEndOf, startWithComments } from '../../dockerfile/edits.ts';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../../dockerfile/shell.ts';
import { scriptOf } from '../commands.ts';
import { isDebianImage } from '../debian-image.ts';
import { shellCallOf } from '../exec-form.ts';
import { insertAt, type Fix } from '../fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { shellByInstruction } from '../run-shell.ts';
import { isWindowsImage } from '../windows-image.ts';
import { keywordFor } from '../written-keyword.ts';

/** `-o pipefail`, also as `-eo pipefail`; the builder hands over each word as it is. */
const setsPipefail = (words: readonly string[]): boolean =>
  words.some((word, at) => (/^-[a-zA-Z]*o$/.test(word) && words[at + 1] === 'pipefail') || word === '-o pipefail');

const namesPipefail = ({ value }: ShellWord): boolean => value === 'pipefail';

/** PowerShell and cmd have no pipefail. */
const isWindowsShell = ([shell = '']: readonly string[]): boolean =>
  /^(powershell|pwsh|cmd)(\.exe)?$/i.test(shell.slice(Math.max(shell.lastIndexOf('/'), shell.lastIndexOf('\\')) + 1));

function runsOnWindows(dockerfile: Dockerfile, { stage }: Instruction): boolean {
  const own = dockerfile.stages[stage];
  return own !== undefined && isWindowsImage(dockerfile, own);
}

/** The first pipeline that runs while pipefail is off; a `set` before it in the script counts. */
function findUnguarded(script: Pick<ShellScript, 'commands' | 'pipelines'>): Span | null {
  const sets = script.commands.filter(({ invoked, args }) => invoked === 'set' && args.some(namesPipefail));
  let next = 0;
  let guarded = false;
  for (const pipeline of script.pipelines) {
    for (let set = sets[next]; set && set.start < pipeline.start; set = sets[++next]) {
      guarded = setsPipefail(set.args.map((word) => word.value));
    }
    if (!guarded) return pipeline;
  }
  return null;
}

/** Behind these a pipe ends early by design, and with pipefail that is a failure. */
const cutsShort = ({ invoked }: ShellCommand): boolean => ['grep', 'head', 'yes'].includes(invoked);

/** Where the last RUN begins that pipefail would end; -1 where there is none. */
function lastCutShort(dockerfile: Dockerfile): number {
  const runs = directInstructionsOf(dockerfile, 'RUN');
  const hasCut = (run: Instruction): boolean => {
    const script = scriptOf(dockerfile, run);
    return script !== null && script.pipes && script.commands.some(cutsShort);
  };
  return runs.findLast(hasCut)?.start ?? -1;
}

/** Puts SHELL before the RUN and its comments, which may be directives for it; null where bash may not be there. */
function chooseBash(dockerfile: Dockerfile, run: Instruction): Fix | null {
  const stage = dockerfile.stages[run.stage];
  if (!stage || !isDebianImage(dockerfile, stage)) return null;
  const shell = `${keywordFor(dockerfile, 'SHELL')} ["/bin/bash", "-o", "pipefail", "-c"]`;
  const edits = [insertAt(startWithComments(dockerfile, run), shell + lineEndOf(dockerfile))];
  return { title: 'Choose bash with pipefail', edits };
}

export const pipefail: Rule = {
  id: 'DL4006',
  source: 'hadolint',
  severity: 'warning',
  summary: 'A pipe hides the failure of its first command',
  help: 'The shell takes the result of the last command, so a failed download goes unnoticed. Put SHELL ["/bin/bash", "-o", "pipefail", "-c"] before it, or set -o pipefail into the RUN.',
  fixes: 'reviewed',
  noFix: 'Only where the base image is known to have bash, and no pipe from here on is cut short on purpose.',
  examples: {
    bad: ['RUN wget -qO- https://example.com/a.sh | sh'],
    good: [
      'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -qO- https://example.com/a.sh | sh',
      'RUN set -o pipefail && wget -qO- https://example.com/a.sh | sh',
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir | find "x"',
    ],
  },
  check(dockerfile, report) {
    const shells = shellByInstruction(dockerfile);
    const cut = lastCutShort(dockerfile);
    for (const run of directInstructionsOf(dockerfile, 'RUN')) {
      const shell = (run.json ? shellCallOf(run.json)?.shell : shells.get(run)) ?? null;
      if (shell ? setsPipefail(shell) || isWindowsShell(shell) : runsOnWindows(dockerfile, run)) continue;
      const pipeline = findUnguarded(scriptOf(dockerfile, run) ?? { commands: [], pipelines: [] });
      const isOpen = shell === null && !run.json && cut < run.start;
      if (pipeline) report(run, { at: pipeline, fix: isOpen ? chooseBash(dockerfile, run) : null });
    }
  },
};
