// What `go build` and `go install` of a RUN make. https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies
import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { directoryAt, resolvePath } from '../../dockerfile/places.ts';
import { chainOf } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { pairOperandsOf } from '../../lint/build-operands.ts';
import { stageAncestry } from '../../dockerfile/stages.ts';
import { programName, type GoModule } from './go-module.ts';
import type { RewriteContext } from '../rewrite.ts';
import { commandsOf } from '../shell-chain.ts';

export interface GoBuild {
  readonly run: Instruction;
  readonly command: ShellCommand;
  /** The program's path in the build stage. */
  readonly program: string;
  /** CGO is off for it. */
  readonly isStatic: boolean;
}

/** Options of `go build` whose value is a word of its own. */
const withValue: ReadonlySet<string> = new Set([
  '-o', '-p', '-asmflags', '-buildmode', '-buildvcs', '-compiler', '-covermode', '-coverpkg', '-gccgoflags', '-gcflags',
  '-installsuffix', '-ldflags', '-mod', '-modfile', '-overlay', '-pgo', '-pkgdir', '-tags', '-toolexec', '-C',
]); // prettier-ignore
/** They make something else than a program for this machine, or one that needs C. */
const foreign: ReadonlySet<string> = new Set([
  '-race',
  '-msan',
  '-asan',
  '-buildmode',
  '-compiler',
  '-C',
  '-toolexec',
  '-n',
  '-i',
]);

function readBuild({ args }: ShellCommand): { verb: string; output: string | null; packages: string[] } | null {
  const [verb, ...rest] = args;
  if (!verb || !['build', 'install'].includes(verb.value)) return null;
  let output: string | null = null;
  const packages: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    const option = word.value.replace(/^--/, '-').split('=')[0] ?? '';
    if (!word.text.startsWith('-')) packages.push(word.value);
    else if (foreign.has(option)) return null;
    else if (withValue.has(option)) {
      const isJoined = word.value.includes('=');
      const value = isJoined ? word.value.slice(word.value.indexOf('=') + 1) : rest[++at]?.value;
      if (option === '-o') output = value ?? null;
    }
    if (word.expands && (output === word.value || packages.includes(word.value))) return null;
  }
  return { verb: verb.value, output, packages };
}

/** Null where nobody can tell what it is called. */
function programOf(command: ShellCommand, directory: string, module: GoModule | null): string | null {
  const read = readBuild(command);
  if (!read || [read.output ?? '', ...read.packages].some((word) => /[$*]|\.\.\./.test(word))) return null;
  const { verb, output, packages } = read;
  if (output !== null) return output.endsWith('/') || verb === 'install' ? null : resolvePath(directory, output);
  const [written = '.'] = packages;
  if (packages.length > 1) return null;
  const isRoot = written === '.' || written === './';
  const name = isRoot ? (module ? programName(module.path) : '') : programName(written.replace(/\/+$/, ''));
  if (name === '' || name === '.' || name.includes('@') || name.endsWith('.go')) return null;
  return verb === 'install' ? `/go/bin/${name}` : resolvePath(directory, name);
}

const setting = 'CGO_ENABLED';

/** What ENV says of CGO in front of a RUN; null where it says nothing. */
function environmentCgo(
  { dockerfile }: Pick<RewriteContext, 'dockerfile'>,
  stage: Stage,
  run: Instruction,
): string | null {
  let found: string | null = null;
  for (const ancestor of [...stageAncestry(dockerfile, stage)].reverse()) {
    for (const instruction of ancestor.instructions) {
      if (instruction.keyword !== 'ENV' || instruction.start > run.start) continue;
      for (const { key, value } of pairOperandsOf(instruction))
        if (key.text === setting) found = (value ?? []).map(({ text }) => text.replace(/["']/g, '')).join(' ');
    }
  }
  return found;
}

/** The builds of a stage, where each is a link of a plain chain that no `cd` precedes; null where one is not. */
export function goBuilds(
  context: Pick<RewriteContext, 'dockerfile'>,
  stage: Stage,
  module: GoModule | null,
): GoBuild[] | null {
  const { dockerfile } = context;
  const builds: GoBuild[] = [];
  for (const run of stage.instructions) {
    const commands = commandsOf(dockerfile, run).filter(
      ({ name, args }) => name === 'go' && ['build', 'install'].includes(args[0]?.value ?? ''),
    );
    if (commands.length === 0) continue;
    const chain = chainOf(dockerfile, run);
    const directory = directoryAt(dockerfile, run);
    const hasMoved = commandsOf(dockerfile, run).some(({ name }) =>
      ['cd', 'export', 'mv', 'cp', 'pushd'].includes(name),
    );
    if (!chain?.isPlain || hasMoved || directory === null) return null;
    for (const command of commands) {
      const program = programOf(command, directory, module);
      if (program === null || !chain.parts.some(({ simple }) => simple === command)) return null;
      const own = command.assignments.findLast(({ name }) => name === setting)?.value;
      builds.push({ run, command, program, isStatic: (own ?? environmentCgo(context, stage, run)) === '0' });
    }
  }
  return builds;
}
