import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { baseImageOf } from '../../dockerfile/stages.ts';
import { commandsOf } from '../commands.ts';
import { contextSources, wholeContextSource } from '../context-source.ts';
import { dependencyInstaller } from '../dependency-install.ts';
import { programBuild } from '../program-build.ts';
import type { Rule } from '../rule.ts';
import { builtStageOf, isWorkshop, shippedInstructions } from '../shipped-stages.ts';

const code = /\.(?:c|cc|cpp|cs|elm|ex|exs|go|h|hpp|hs|java|jsx?|kt|mjs|rs|scala|swift|tsx?|vue|svelte|zig)$/i;

const plainFiles: ReadonlySet<string> = new Set(['Gemfile', 'LICENSE', 'Makefile', 'Procfile', 'gradlew', 'mvnw']);

function isFolder(path: string): boolean {
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return /^[\w-]+$/.test(name) && !plainFiles.has(name);
}

/** All of the context, a folder, or a file of code. */
const copiesSources = (copy: Instruction): boolean =>
  wholeContextSource(copy) !== null ||
  contextSources(copy).some(({ value }) => !value.includes('://') && (isFolder(value) || code.test(value)));

/** Programs in these languages run from their sources; what Node builds beside them is for browsers. */
const interpreted = /(?:^|[/_-])(?:django|drupal|jruby|php|pypy|python|rails|ruby|wordpress)(?:[:@_-]|$)/i;
const interpreters: ReadonlySet<string> = new Set(['bundle', 'composer', 'pip', 'pipenv', 'poetry', 'uv']);

interface Build {
  readonly run: Instruction;
  readonly command: ShellCommand;
  /** The last COPY of sources before it. */
  readonly copy: Instruction;
}

function findBuild(dockerfile: Dockerfile, instructions: readonly Instruction[], image: string): Build | null {
  let copy: Instruction | null = null;
  let isInterpreted = interpreted.test(image);
  let found: Build | null = null;
  for (const instruction of instructions) {
    if (copiesSources(instruction)) copy = instruction;
    for (const command of instruction.keyword === 'RUN' ? commandsOf(dockerfile, instruction) : []) {
      isInterpreted ||= interpreters.has(dependencyInstaller(command) ?? '');
      const builder = copy && !found ? programBuild(command) : null;
      if (!copy || !builder) continue;
      if (builder === 'compiler') return { run: instruction, command, copy };
      found = { run: instruction, command, copy };
    }
  }
  return isInterpreted ? null : found;
}

export const sourcesLeft: Rule = {
  id: 'PL1010',
  source: 'plimsoll',
  severity: 'info',
  summary: 'The final image is built from sources that stay in it',
  help: 'Sources, compilers and what the build leaves behind often weigh more than the program, and show how it works. Build in an earlier stage, and copy only the result into the last one.',
  examples: {
    bad: ['FROM golang:1.22\nCOPY . .\nRUN go build -o /app', 'FROM node:22\nCOPY . .\nRUN npm ci && npm run build'],
    good: [
      'FROM golang:1.22 AS build\nCOPY . .\nRUN go build -o /app\nFROM gcr.io/distroless/static\nCOPY --from=build /app /',
      'FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt',
    ],
  },
  check(dockerfile, report, config) {
    const built = builtStageOf(dockerfile, config);
    if (!built || isWorkshop(dockerfile, config)) return;
    const build = findBuild(dockerfile, shippedInstructions(dockerfile, config), baseImageOf(dockerfile, built));
    if (!build) return;
    const { run, command, copy } = build;
    report(run, {
      at: command,
      message: `${command.name} builds in the final image, and the sources that line ${copy.line} copies stay in it`,
    });
  },
};
