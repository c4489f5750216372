import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { mendAll } from '../command-fix.ts';
import { commandsOf } from '../commands.ts';
import { replaceBy, type Edit } from '../fix.ts';
import { parseImageReference } from '../image-reference.ts';
import { instructionsOf } from '../instructions.ts';
import type { Rule } from '../rule.ts';

/** Programs that the other rules have no advice on. */
const plainPrograms: ReadonlySet<string> = new Set([
  'chgrp', 'chmod', 'chown', 'groupadd', 'install', 'ldconfig', 'locale-gen', 'make', 'mkdir', 'sed', 'touch',
  'update-ca-certificates', 'usermod',
]); // prettier-ignore

/** Official images, which leave the user at root. */
const rootImages: ReadonlySet<string> = new Set([
  'almalinux', 'alpine', 'buildpack-deps', 'centos', 'debian', 'eclipse-temurin', 'fedora', 'gcc', 'golang', 'node',
  'openjdk', 'php', 'python', 'rockylinux', 'ruby', 'rust', 'ubuntu',
]); // prettier-ignore

function beginsAsRoot({ baseStage, image }: Stage, endsAsRoot: readonly boolean[]): boolean {
  return baseStage === null ? rootImages.has(parseImageReference(image).name) : (endsAsRoot[baseStage] ?? false);
}

/** The RUNs that are root's without sudo. */
function runsOfRoot(dockerfile: Dockerfile): ReadonlySet<Instruction> {
  const runs = new Set<Instruction>();
  const endsAsRoot: boolean[] = [];
  for (const stage of dockerfile.stages) {
    let isRoot = beginsAsRoot(stage, endsAsRoot);
    for (const instruction of stage.instructions) {
      const user = instruction.words[0]?.value ?? '';
      if (instruction.keyword === 'USER') isRoot = /^(root|0)(:(root|0))?$/.test(user);
      else if (instruction.keyword === 'RUN' && isRoot) runs.add(instruction);
    }
    endsAsRoot.push(isRoot);
  }
  return runs;
}

/** Takes the word out; sudo's options and variables say more than the shell would do without it. */
function withoutSudo({ nameSpan, args, assignments }: ShellCommand): readonly Edit[] | null {
  const [program] = args;
  if (!nameSpan || !program || assignments.length > 0 || !plainPrograms.has(program.value)) return null;
  return [replaceBy({ start: nameSpan.start, end: program.start }, '')];
}

export const noSudo: Rule = {
  id: 'DL3004',
  source: 'hadolint',
  severity: 'error',
  summary: 'RUN uses sudo',
  help: 'Builds run as root unless USER says otherwise, and sudo handles terminals and signals in ways that surprise there. Switch users with USER, or with gosu in scripts.',
  fixes: 'reviewed',
  noFix: 'Only where the commands are known to run as root already; else sudo may be what makes them work.',
  examples: {
    bad: ['RUN sudo make install', 'RUN make && sudo make install'],
    good: ['USER root\nRUN make install', 'RUN apt-get install -y sudo=1.9'],
  },
  check(dockerfile, report) {
    const rootRuns = runsOfRoot(dockerfile);
    for (const run of instructionsOf(dockerfile, 'RUN')) {
      const calls = commandsOf(dockerfile, run).filter((command) => command.invoked === 'sudo');
      const fix = rootRuns.has(run) ? mendAll('Remove sudo', run, calls, withoutSudo) : null;
      if (calls[0]) report(run, { at: calls[0].nameSpan ?? calls[0], fix });
    }
  },
};
