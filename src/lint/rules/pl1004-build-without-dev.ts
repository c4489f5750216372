import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../commands.ts';
import { isNodeBuild, nodeInstall, omitsDevelopment } from '../node-install.ts';
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

export const buildWithoutDev: Rule = {
  id: 'PL1004',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'Development dependencies are left out before a build that runs in the same stage',
  help: 'Compilers and bundlers are usually among the development dependencies, so that the build fails or takes other tools. Install everything in a stage that builds, and only what production needs in the final one.',
  examples: {
    bad: ['RUN npm ci --only=production\nCOPY . .\nRUN npm run build'],
    good: ['RUN npm ci\nCOPY . .\nRUN npm run build && npm ci --omit=dev', 'RUN npm ci --omit=dev\nCOPY . .'],
  },
  check(dockerfile, report) {
    for (const stage of dockerfile.stages) {
      const starved = findStarved(dockerfile, stage);
      if (starved) report(starved.run, { at: starved.command });
    }
  },
};
