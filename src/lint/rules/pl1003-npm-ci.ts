import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { unlockedVerb } from '../node-install.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

/** `package-lock.json*` is copied where it exists; what `package*.json` matches is not known. */
const isLockfile = (source: string): boolean => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json\*?$/.test(source);

const copiesLockfile = ({ keyword, json, words }: Instruction): boolean =>
  (keyword === 'COPY' || keyword === 'ADD') && (json ?? words).slice(0, -1).some(({ value }) => isLockfile(value));

/** Every install of the instruction. */
function lockedInstalls(commands: readonly ShellCommand[]): Fix {
  const verbs = commands.flatMap((command) => unlockedVerb(command) ?? []);
  return { title: 'Write npm ci', edits: verbs.map((verb) => replaceBy(verb, 'ci')) };
}

const isUnlocked = (command: ShellCommand): boolean => unlockedVerb(command) !== null;

function* installsBehindLockfile(dockerfile: Dockerfile, stage: Stage, lockfile: boolean): Generator<Instruction> {
  let copied = lockfile;
  for (const instruction of stage.instructions) {
    copied ||= copiesLockfile(instruction);
    if (copied && instruction.keyword === 'RUN' && commandsOf(dockerfile, instruction).some(isUnlocked)) {
      yield instruction;
    }
  }
}

export const npmCi: Rule = {
  id: 'PL1003',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'npm install where the lockfile is at hand',
  help: 'An npm install may change the lockfile and take other versions than it says. npm ci takes exactly those, fails where package.json disagrees, and is faster.',
  fixes: 'reviewed',
  noFix: 'Only where npm install is written out, without packages.',
  examples: {
    bad: ['COPY package.json package-lock.json ./\nRUN npm install'],
    good: ['COPY package.json package-lock.json ./\nRUN npm ci', 'COPY package.json ./\nRUN npm install'],
  },
  check(dockerfile, report) {
    const withLockfile: boolean[] = [];
    for (const stage of dockerfile.stages) {
      const inherited = stage.baseStage !== null && withLockfile[stage.baseStage] === true;
      for (const run of installsBehindLockfile(dockerfile, stage, inherited)) {
        const commands = commandsOf(dockerfile, run);
        report(run, { at: commands.find(isUnlocked) ?? run, fix: lockedInstalls(commands) });
      }
      withLockfile.push(inherited || stage.instructions.some(copiesLockfile));
    }
  },
};
