import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { replaceBy, type Fix } from '../fix.ts';
import { instructionsOf } from '../instructions.ts';
import { parseArguments, type OptionSyntax } from '../options.ts';
import type { Rule } from '../rule.ts';
import { shellByInstruction } from '../run-shell.ts';
import { writtenLike } from '../written-keyword.ts';

// ln(1)
const syntax: OptionSyntax = { long: new Set(['--suffix', '--target-directory']), short: 'St' };

/** The last word is the link that is made. */
function linksShell({ invoked, args }: ShellCommand): boolean {
  if (invoked !== 'ln') return false;
  const { operands } = parseArguments(args, syntax);
  return operands.length > 1 && operands.at(-1)?.value === '/bin/sh';
}

const removesShell = ({ invoked, args }: ShellCommand): boolean =>
  invoked === 'rm' && args.every(({ value }) => value === '-f' || value === '/bin/sh');

/** The shell that a link names, bare or with its folder. */
function linkedShell({ args }: ShellCommand): string | null {
  const { options, operands } = parseArguments(args, syntax);
  const [shell] = operands;
  if (!shell || operands.length !== 2 || options.some(({ value }) => value !== null)) return null;
  if (!/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|k|z)sh$/.test(shell.value)) return null;
  return shell.value.startsWith('/') ? shell.value : `/bin/${shell.value}`;
}

/** Null where the RUN does anything else. */
function toShell(dockerfile: Dockerfile, run: Instruction): Fix | null {
  const chain = chainOf(dockerfile, run);
  const links = chain?.isPlain && chain.parts.at(-1)?.end === run.end ? chain.parts.map(({ simple }) => simple) : [];
  const last = links.pop();
  if (!last || !linksShell(last) || !links.every((link) => link && removesShell(link))) return null;
  const shell = linkedShell(last);
  if (shell === null) return null;
  return { title: 'Use SHELL', edits: [replaceBy(run, `${writtenLike(dockerfile, run, 'SHELL')} ["${shell}", "-c"]`)] };
}

export const shellOverLn: Rule = {
  id: 'DL4005',
  source: 'hadolint',
  severity: 'warning',
  summary: 'RUN links /bin/sh to another shell',
  help: 'Every script of the image then runs in a shell that it was not written for. SHELL chooses the shell for the instructions that follow and leaves the image alone.',
  fixes: 'reviewed',
  noFix: 'Only where the ln stands alone in its RUN.',
  examples: {
    bad: ['RUN ln -sf /bin/bash /bin/sh', 'RUN rm /bin/sh && ln -s /bin/bash /bin/sh'],
    good: ['SHELL ["/bin/bash", "-c"]', 'RUN ln -s /bin/sh /usr/local/bin/shell'],
  },
  check(dockerfile, report) {
    const shells = shellByInstruction(dockerfile);
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const command = commandsOf(dockerfile, run).find(linksShell);
      // Where a SHELL is chosen already, and in ONBUILD, the link is for something else.
      const fix = shells.get(run) === null ? toShell(dockerfile, run) : null;
      if (command) report(run, { at: command, fix });
    }
  },
};
