import type { Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../../lint/commands.ts';
import { installsDevelopment } from '../../lint/development-install.ts';
import { developmentDependencies } from '../../lint/rules/pl1011-development-dependencies.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { readTomlTables, type TomlTables } from '../toml-tables.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Names of groups that nobody runs a program with. */
const developerGroups: ReadonlySet<string> = new Set([
  'dev', 'develop', 'development', 'docs', 'lint', 'test', 'testing', 'tests', 'typing',
]); // prettier-ignore

/** Groups that an install brings though only developers need them; none for a manifest without any. */
function groupsIn(tables: TomlTables): string[] {
  const poetry = [...tables.keys()].flatMap((name) => /^tool\.poetry\.group\.([\w-]+)\b/.exec(name)?.[1] ?? []);
  const old = tables.has('tool.poetry.dev-dependencies') || tables.get('tool.uv')?.has('dev-dependencies');
  const listed = [...(tables.get('dependency-groups')?.keys() ?? [])];
  return [...new Set([...poetry, ...(old ? ['dev'] : []), ...listed])].filter((name) => developerGroups.has(name));
}

const checkers: ReadonlySet<string> = new Set([
  'black', 'coverage', 'flake8', 'mypy', 'pylint', 'pytest', 'ruff', 'sphinx-build', 'tox',
]); // prettier-ignore

/** A later step of the build calls one of the tools, or what may call any of them. */
function isUsed({ dockerfile }: RewriteContext, run: Instruction): boolean {
  return [run, ...instructionsBehind(dockerfile, run)].some((later) =>
    commandsOf(dockerfile, later).some(
      ({ name, args }) =>
        checkers.has(name) ||
        name === 'make' ||
        args.some(({ value }) => checkers.has(value) || value === 'run' || value === 'shell'),
    ),
  );
}

interface Left {
  readonly edits: readonly TextEdit[];
  readonly shownBy: string;
  readonly option: string;
}

function leaveOut({ folder }: RewriteContext, command: ShellCommand): Left | null {
  if (command.name === 'pipenv') {
    const word = command.args.find(({ value }) => value === '--dev' || value === '-d');
    const before = word ? (command.args[command.args.indexOf(word) - 1]?.end ?? command.nameSpan?.end) : undefined;
    if (!word || before === undefined) return null;
    const edits = [{ start: before, end: word.end, text: '' }];
    return { edits, shownBy: `${word.text} asks for them`, option: `no ${word.text}` };
  }
  const text = folder?.textOf('pyproject.toml') ?? null;
  const tables = text === null ? null : readTomlTables(text);
  const groups = tables ? groupsIn(tables) : [];
  const verb = command.args.find(({ value }) => value === 'install' || value === 'sync');
  if (!verb || groups.length === 0 || !['poetry', 'uv'].includes(command.name)) return null;
  // uv brings the group dev of its own accord, and no other.
  const isUv = command.name === 'uv';
  if (isUv && !groups.includes('dev')) return null;
  const option = isUv ? '--no-dev' : `--without ${groups.join(',')}`;
  const listed = isUv ? 'dev' : groups.join(', ');
  const edits = [{ start: verb.end, end: verb.end, text: ` ${option}` }];
  return { edits, shownBy: `pyproject.toml has the group ${listed}`, option };
}

function proposeFor(context: RewriteContext, run: Instruction): Proposal[] {
  if (!context.isShipped(run) || isUsed(context, run)) return [];
  for (const command of commandsOf(context.dockerfile, run)) {
    const left = installsDevelopment(command, () => null) ? leaveOut(context, command) : null;
    if (!left) continue;
    return [
      {
        at: run,
        title: `Leave out what only developers need: ${command.name} with ${left.option}`,
        why: 'Test runners and linters are not needed to run the program. They take space, and each of them has to be kept free of known holes like everything else in the image.',
        evidence: `Line ${context.lineOf(run)} installs all groups; ${left.shownBy}.`,
        edits: left.edits,
        risk: 'test',
        test: 'Start the program and use each of its parts: an import that fails names a package that belongs among the main dependencies.',
        claims: null,
      },
    ];
  }
  return [];
}

export const pythonProductionOnly: Rewrite = {
  id: 'python-production-only',
  profile: 'balanced',
  propose(context) {
    const found: Proposal[] = [];
    const seen = new Set<number>();
    const report = ({ start }: { start: number }): void => {
      const run = context.dockerfile.instructions.find((one) => one.start === start);
      if (run && !seen.has(start)) found.push(...proposeFor(context, run));
      seen.add(start);
    };
    developmentDependencies.check(context.dockerfile, report, {});
    return found;
  },
};
