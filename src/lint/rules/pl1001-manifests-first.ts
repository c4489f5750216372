import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { commandsOf } from '../commands.ts';
import { wholeContextSource } from '../context-source.ts';
import { dependencyInstaller } from '../dependency-install.ts';
import type { Rule } from '../rule.ts';

/** The first COPY of everything that stands before the first install of its kind. */
function findCopy(dockerfile: Dockerfile, stage: Stage, installed: Set<string>): Instruction | null {
  let copy: Instruction | null = null;
  for (const instruction of stage.instructions) {
    if (!copy && wholeContextSource(instruction)) copy = instruction;
    if (instruction.keyword !== 'RUN') continue;
    for (const command of commandsOf(dockerfile, instruction)) {
      const installer = dependencyInstaller(command);
      if (copy && installer && !installed.has(installer)) return copy;
      if (installer) installed.add(installer);
    }
  }
  return null;
}

export const manifestsFirst: Rule = {
  id: 'PL1001',
  source: 'plimsoll',
  severity: 'warning',
  summary: 'All sources are copied before the dependencies are installed',
  help: 'The build cache ends at a COPY whose files changed, so every edit installs the dependencies again. Copy the manifest and its lockfile, install, and copy the rest after that.',
  noFix:
    'Which files the installer reads is not in the Dockerfile; the better Dockerfile proposes it where it can be known.',
  examples: {
    bad: ['COPY . .\nRUN npm ci', 'ADD . /app\nRUN pip install -r requirements.txt'],
    good: ['COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .', 'COPY . .\nRUN pip install .'],
  },
  check(dockerfile, report) {
    const installedBy: Set<string>[] = [];
    for (const stage of dockerfile.stages) {
      const installed = new Set(stage.baseStage === null ? [] : installedBy[stage.baseStage]);
      const copy = findCopy(dockerfile, stage, installed);
      if (copy) report(copy, { at: wholeContextSource(copy) ?? copy });
      installedBy.push(installed);
    }
  },
};
