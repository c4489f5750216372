import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { baseImageOf } from '../dockerfile/stages.ts';
import { commandsOf } from './commands.ts';
import type { LintConfig } from './config.ts';
import { contextSources, wholeContextSource } from './context-source.ts';
import { dependencyInstaller } from './dependency-install.ts';
import { programBuild } from './program-build.ts';
import { builtStageOf, isWorkshop, shippedInstructions } from './shipped-stages.ts';

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

/** A build in the image, of sources that a layer of it holds. */
export interface ShippedBuild {
  readonly run: Instruction;
  readonly command: ShellCommand;
  /** The last COPY of sources before it. */
  readonly copy: Instruction;
}

function findBuild(dockerfile: Dockerfile, instructions: readonly Instruction[], image: string): ShippedBuild | null {
  let copy: Instruction | null = null;
  let isInterpreted = interpreted.test(image);
  let found: ShippedBuild | null = null;
  for (const instruction of instructions) {
    if (copiesSources(instruction)) copy = instruction;
    for (const command of instruction.keyword === 'RUN' ? commandsOf(dockerfile, instruction) : []) {
      isInterpreted ||= interpreters.has(dependencyInstaller(command) ?? '');
      const builder = copy ? programBuild(command) : null;
      if (!copy || !builder) continue;
      const build = { run: instruction, command, copy };
      if (builder === 'compiler') return build;
      found ??= build;
    }
  }
  return isInterpreted ? null : found;
}

/** The first build whose sources stay in the image; none where a stage to work in is built. */
export function shippedBuild(dockerfile: Dockerfile, config: LintConfig): ShippedBuild | null {
  const built = builtStageOf(dockerfile, config);
  if (!built || isWorkshop(dockerfile, config)) return null;
  return findBuild(dockerfile, shippedInstructions(dockerfile, config), baseImageOf(dockerfile, built));
}
