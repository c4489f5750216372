import type { Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { commandsOf } from '../../lint/commands.ts';
import { installsDevelopment, isDevelopmentFile, isDevelopmentGroup } from '../../lint/development-install.ts';
import { pipInstall } from '../../lint/pip.ts';
import { developmentDependencies } from '../../lint/rules/pl1011-development-dependencies.ts';
import { requirementFiles } from '../python/python-install.ts';
import { besideFile, readRequirements } from '../python/python-requirements.ts';
import { instructionsBehind } from '../removals.ts';
import type { Proposal, Rewrite, RewriteContext } from '../rewrite.ts';
import { instructionsOfImage, plainWords, type Alterations } from '../runtime-config.ts';
import { hasOption } from '../shell-chain.ts';
import { readTomlTables, type TomlTables } from '../python/toml-tables.ts';
import type { TextEdit } from '../tracked-text.ts';

/** Names of groups that nobody runs a program with. */
const developerGroups: ReadonlySet<string> = new Set([
  'dev', 'develop', 'development', 'docs', 'lint', 'test', 'testing', 'tests', 'typing',
]); // prettier-ignore

/** They are only installed where they are asked for. */
const isOptional = (tables: TomlTables, name: string): boolean =>
  tables.get(`tool.poetry.group.${name}`)?.get('optional') === 'true';

/**
 * Groups that an install brings though only developers need them; none for a manifest without any. Those of [dependency-groups]
 * Poetry only knows since 2.2, and an older one ends with an error where it is told to leave one out.
 */
function groupsIn(tables: TomlTables, manager: 'poetry' | 'uv'): string[] {
  if (manager === 'uv') {
    const isOld = tables.get('tool.uv')?.has('dev-dependencies') === true;
    return isOld || tables.get('dependency-groups')?.has('dev') ? ['dev'] : [];
  }
  const named = [...tables.keys()].flatMap((name) => /^tool\.poetry\.group\.([\w-]+)\b/.exec(name)?.[1] ?? []);
  const old = tables.has('tool.poetry.dev-dependencies') ? ['dev'] : [];
  const all = [...new Set([...named, ...old])];
  return all.filter((name) => developerGroups.has(name) && !isOptional(tables, name));
}

const checkers: ReadonlySet<string> = new Set([
  'black', 'coverage', 'flake8', 'mypy', 'pylint', 'pytest', 'ruff', 'sphinx-build', 'tox',
]); // prettier-ignore

const managers: ReadonlySet<string> = new Set(['pdm', 'pipenv', 'poetry', 'uv']);
/** What a manager runs by these names is no tool of a developer. */
const servers: ReadonlySet<string> = new Set([
  'celery', 'daphne', 'fastapi', 'flask', 'gunicorn', 'hypercorn', 'python', 'python3', 'streamlit', 'uvicorn', 'waitress-serve',
]); // prettier-ignore

/** `poetry run check` may be anything. */
function runsUnknown({ name, args }: ShellCommand): boolean {
  const verb = args.findIndex(({ value }) => value === 'run' || value === 'shell');
  if (verb < 0) return false;
  const program = args.slice(verb + 1).find(({ value }) => !value.startsWith('-'))?.value;
  return !managers.has(name) || args[verb]?.value === 'shell' || !servers.has(program ?? '');
}

/** A later step of the build calls one of the tools, or what may call any of them. */
function isUsed({ dockerfile }: RewriteContext, run: Instruction): boolean {
  return [run, ...instructionsBehind(dockerfile, run)].some((later) =>
    commandsOf(dockerfile, later).some(
      (command) =>
        checkers.has(command.name) ||
        command.name === 'make' ||
        command.args.some(({ value }) => checkers.has(value)) ||
        runsUnknown(command),
    ),
  );
}

/** `uv run` brings the environment up to date first, with all that developers need unless it is told otherwise. Null where a shell has a say. */
function keepsUvFromDevelopment({ dockerfile }: RewriteContext): Pick<Left, 'edits' | 'alters'> | null {
  const own = instructionsOfImage(dockerfile);
  const start =
    own.findLast(({ keyword }) => keyword === 'ENTRYPOINT') ?? own.findLast(({ keyword }) => keyword === 'CMD');
  const words = start?.json ?? start?.words ?? [];
  const values = words.map(({ value }) => value);
  const run = words[1];
  if (!start || values[0] !== 'uv' || run?.value !== 'run') return { edits: [] };
  if (values.includes('--no-dev') || values.includes('--no-sync')) return { edits: [] };
  if (!start.json && !plainWords(words.map(({ raw }) => raw).join(' '))) return null;
  const text = start.json ? ', "--no-dev"' : ' --no-dev';
  const meaning = JSON.stringify(['uv', 'run', '--no-dev', ...values.slice(2)]);
  const alters = start.keyword === 'ENTRYPOINT' ? { entrypoint: meaning } : { command: meaning };
  return { edits: [{ start: run.end, end: run.end, text }], alters };
}

interface Left {
  readonly edits: readonly TextEdit[];
  readonly alters?: Alterations;
  readonly shownBy: string;
  readonly option: string;
}

/** `-r requirements-dev.txt` goes where the main file stands beside it, or gives way to the one that it names itself. */
function leaveOutFile({ folder }: RewriteContext, command: ShellCommand): Left | null {
  const files = requirementFiles(command) ?? [];
  const [file, ...others] = files.filter(isDevelopmentFile);
  const at = command.args.findIndex(({ value }) => value.replace(/^\.\//, '') === file);
  const [word, option] = [command.args[at], command.args[at - 1]];
  if (file === undefined || others.length > 0 || !word || !['-r', '--requirement'].includes(option?.value ?? ''))
    return null;
  const before = command.args[at - 2]?.end;
  if (files.length > 1 && before !== undefined) {
    const kept = files.filter((name) => name !== file).join(', ');
    return {
      edits: [{ start: before, end: word.end, text: '' }],
      shownBy: `${kept} is installed beside ${file}`,
      option: `no ${file}`,
    };
  }
  const text = folder?.textOf(file) ?? null;
  const [main, ...more] = (text === null ? null : readRequirements(text))?.files ?? [];
  const path = main === undefined ? null : besideFile(file, main);
  if (path === null || more.length > 0 || isDevelopmentFile(path) || !folder?.has(path)) return null;
  return {
    edits: [{ start: word.start, end: word.end, text: path }],
    shownBy: `${file} names ${path}, and more beside it`,
    option: path,
  };
}

/** `.[dev]` becomes `.` */
function leaveOutExtra(command: ShellCommand): Left | null {
  for (const { value, start, end } of command.args) {
    const [, path = '', listed = ''] = /^([./][\w./-]*)\[([\w,\s-]+)\]$/.exec(value) ?? [];
    const extras = listed.split(',').map((extra) => extra.trim());
    const kept = extras.filter((extra) => !isDevelopmentGroup(extra));
    if (path === '' || kept.length === extras.length) continue;
    const text = kept.length > 0 ? `"${path}[${kept.join(',')}]"` : path;
    return { edits: [{ start, end, text }], shownBy: `${value} asks for it`, option: text.replaceAll('"', '') };
  }
  return null;
}

function leaveOutOfPipenv(command: ShellCommand): Left | null {
  const at = command.args.findIndex(({ value }) => value === '--dev' || value === '-d');
  const word = command.args[at];
  const before = command.args[at - 1]?.end ?? command.nameSpan?.end;
  if (!word || before === undefined) return null;
  const edits = [{ start: before, end: word.end, text: '' }];
  return { edits, shownBy: `${word.text} asks for it`, option: `no ${word.text}` };
}

function leaveOutGroups(context: RewriteContext, command: ShellCommand, manager: 'poetry' | 'uv'): Left | null {
  const text = context.folder?.textOf('pyproject.toml') ?? null;
  const tables = text === null ? null : readTomlTables(text);
  const names = tables ? groupsIn(tables, manager) : [];
  const verb = command.args.find(({ value }) => !value.startsWith('-'));
  const isInstall = verb?.value === 'sync' || (manager === 'poetry' && verb?.value === 'install');
  // Whoever names a group wants it.
  const isNamed = hasOption(command, '--with', '--all-groups', '--group', '--dev', '--only-dev');
  if (!verb || !isInstall || isNamed || names.length === 0) return null;
  const option = manager === 'uv' ? '--no-dev' : `--without ${names.join(',')}`;
  const start = manager === 'uv' ? keepsUvFromDevelopment(context) : { edits: [] };
  if (!start) return null;
  const edits = [{ start: verb.end, end: verb.end, text: ` ${option}` }, ...start.edits];
  return { ...start, edits, shownBy: `pyproject.toml has the group ${names.join(', ')}`, option };
}

function leaveOut(context: RewriteContext, command: ShellCommand): Left | null {
  if (command.name === 'pipenv') return leaveOutOfPipenv(command);
  if (command.name === 'poetry' || command.name === 'uv') return leaveOutGroups(context, command, command.name);
  return pipInstall(command) ? (leaveOutFile(context, command) ?? leaveOutExtra(command)) : null;
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
        why:
          'Test runners and linters are not needed to run the program. They take space, and each of them has to be kept free of known holes like everything else in the image.' +
          (left.alters ? ' The command is told so, too, as uv run would bring them when the container starts.' : ''),
        evidence: `Line ${context.lineOf(run)} installs what only developers need: ${left.shownBy}.`,
        edits: left.edits,
        risk: 'test',
        test: 'Start the program and use each of its parts: an import that fails names a package that belongs among the main dependencies.',
        claims: null,
        alters: left.alters,
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
