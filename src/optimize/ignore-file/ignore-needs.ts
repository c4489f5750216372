// What a Dockerfile names of its build context, and so must not be left out of it.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { shellOf, type ShellCommand } from '../../dockerfile/shell.ts';
import { directoryAt } from '../../dockerfile/places.ts';

/** Words of an instruction that may name a file of the context; what `rm` takes is named to get rid of it. */
function namedPaths(dockerfile: Dockerfile, instruction: Instruction): string[] {
  if (instruction.keyword === 'RUN' && !instruction.json) {
    const script = shellOf(dockerfile, instruction);
    const commands = (script?.commands ?? []).filter(({ name }) => name !== 'rm');
    const binds = instruction.flags
      .filter(({ value }) => !value?.includes('type=secret'))
      .map(({ value }) => value ?? '');
    return [
      ...commands.flatMap(({ args }) => args.map(({ value }) => value)),
      ...binds.flatMap((bind) => bind.split(/[,=]/)),
    ];
  }
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  if (!['COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'RUN', 'HEALTHCHECK'].includes(instruction.keyword)) return [];
  return (instruction.json ?? instruction.words).flatMap(({ value }) => [value, ...value.split(/[\s=,:;"'()]+/)]);
}

/** What the instructions name below the directories that the context is copied to, relative to the context. */
export function neededPaths(dockerfile: Dockerfile, instructions: readonly Instruction[]): string[] {
  return instructions.flatMap((instruction) => {
    const directory = directoryAt(dockerfile, instruction);
    return namedPaths(dockerfile, instruction).map((path) => {
      const isInside = directory !== null && directory !== '/' && path.startsWith(`${directory}/`);
      return isInside ? path.slice(directory.length + 1) : path;
    });
  });
}

const testPrograms: ReadonlySet<string> = new Set([
  'pytest',
  'tox',
  'nox',
  'jest',
  'vitest',
  'mocha',
  'phpunit',
  'rspec',
  'ctest',
  'unittest',
  'karma',
  'cypress',
  'playwright',
]);

/** `npm test`, `yarn test:unit`, `python -m pytest`, `make check`; not `pip install pytest`. */
export function callTests({ name, args }: Pick<ShellCommand, 'name' | 'args'>): boolean {
  const words = args.map(({ value }) => value);
  const installs = words.some((word) => ['add', 'i', 'install'].includes(word));
  return (
    testPrograms.has(name) ||
    words.some((word) => /^(?:test|check)(?:$|:)/.test(word) || (!installs && testPrograms.has(word)))
  );
}

export function runsTests(dockerfile: Dockerfile): boolean {
  return dockerfile.instructions.some((instruction) => {
    const commands = instruction.keyword === 'RUN' ? (shellOf(dockerfile, instruction)?.commands ?? []) : [];
    return commands.some(callTests);
  });
}
