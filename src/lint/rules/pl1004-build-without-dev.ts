import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { isNodeBuild, nodeInstall, omitsDevelopment, omittingWords } from '../node-install.ts';
import { replaceBy, type Fix } from '../fix.ts';
import type { Rule } from '../rule.ts';

interface Install {
  readonly run: Instruction;
  readonly command: ShellCommand;
}

/** The install without development dependencies that is the last one before a build. */
function findStarved(dockerfile: Dockerfile, stage: Stage): Install | null {
  let starved: Install | null = null;
  for (const run of stage.instructions) {
    for (const command of run.keyword === 'RUN' ? commandsOf(dockerfile, run) : []) {
      const install = nodeInstall(command);
      if (install) starved = omitsDevelopment(install) ? { run, command } : null;
      else if (starved && isNodeBuild(command)) return starved;
    }
  }
  return null;
}

/** The options go, each with the blanks and the line end before it. */
function withDevelopment({ text }: Dockerfile, command: ShellCommand): Fix | null {
  const words = omittingWords(command);
  const gaps = words.map((word) => ({
    start: command.args[command.args.indexOf(word) - 1]?.end ?? command.nameSpan?.end ?? word.start,
    end: word.start,
  }));
  if (words.length === 0 || gaps.some(({ start, end }) => text.slice(start, end).includes('#'))) return null;
  const edits = words.map(({ end }, at) => replaceBy({ start: gaps[at]?.start ?? end, end }, ''));
  return { title: `Remove ${words.map(({ text }) => text).join(' ')}`, edits };
}

export const buildWithoutDev: Rule = {
  id: 'PL1004',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'Development dependencies are left out before a build that runs in the same stage',
  help: 'Compilers and bundlers are usually among the development dependencies, so that the build fails or takes other tools. Install everything in a stage that builds, and only what production needs in the final one.',
  fixes: 'reviewed',
  examples: {
    bad: ['RUN npm ci --only=production\nCOPY . .\nRUN npm run build'],
    good: ['RUN npm ci\nCOPY . .\nRUN npm run build && npm ci --omit=dev', 'RUN npm ci --omit=dev\nCOPY . .'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const starved = findStarved(dockerfile, stage);
      if (!starved) continue;
      report(starved.run, { at: starved.command, fix: withDevelopment(dockerfile, starved.command) });
    }
  },
};
