import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { shellOf } from '../../dockerfile/shell.ts';
import { toExecForm } from '../exec-form-fix.ts';
import { directInstructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';
import { shellByInstruction } from '../run-shell.ts';

/** The text is more than one command with fixed words: operators, redirections, variables ask for a shell. */
function needsShell(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const script = shellOf(dockerfile, instruction);
  if (!script) return false;
  const [statement, ...more] = script.ast.commands;
  const only = statement?.command;
  if (!only || more.length > 0 || only.type !== 'Command' || statement.background) return true;
  if (only.redirects.length > 0 || only.prefix.length > 0) return true;
  return script.commands.length > 1 || script.commands.some(({ args }) => args.some((word) => word.expands));
}

/** A health check that needs the shell is no fault: `curl … || exit 1` is the form of the Dockerfile reference. */
function isShellForm(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const { keyword, words, json } = instruction;
  if (json) return false;
  if (keyword !== 'HEALTHCHECK') return words.length > 0;
  return words[0]?.value.toUpperCase() === 'CMD' && words.length > 1 && !needsShell(dockerfile, instruction);
}

export const execForm: Rule = {
  id: 'DL3025',
  source: 'hadolint',
  severity: 'warning',
  summary: 'The command is not a JSON array',
  help: 'In shell form a shell is process 1, and signals such as the one of docker stop do not reach the program. Write ["program", "argument"] with double quotes.',
  fixes: 'reviewed',
  noFix: 'Only where the command is plain words: operators, variables and quotes need the shell.',
  examples: {
    bad: ['CMD node server.js', "ENTRYPOINT ['nginx']", 'HEALTHCHECK CMD curl -f http://localhost/'],
    good: ['CMD ["node", "server.js"]', 'HEALTHCHECK NONE', 'HEALTHCHECK CMD curl -f http://localhost/ || exit 1'],
  },
  check(dockerfile, report) {
    const shells = shellByInstruction(dockerfile);
    for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
      for (const instruction of directInstructionsOf(dockerfile, keyword)) {
        if (!isShellForm(dockerfile, instruction)) continue;
        const fix = toExecForm(dockerfile, instruction, shells.get(instruction) ?? null);
        report(instruction, { at: instruction.args, fix });
      }
    }
  },
};
