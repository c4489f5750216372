// Compilers and the like: packages that are there to build, not to run.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { instructionsBehind } from './removals.ts';
import { apt, chainOf, commandsOf, isCall, operands } from './shell-chain.ts';

const compilers: ReadonlySet<string> = new Set([
  'build-essential', 'build-base', 'make', 'gcc', 'g++', 'cmake', 'autoconf', 'automake', 'libtool', 'pkg-config',
  'pkgconf', 'binutils', 'clang', 'musl-dev', 'linux-headers', 'libc6-dev', 'libc-dev', 'patch', 'dpkg-dev',
]); // prettier-ignore

/** Packages that one RUN installs with apt-get or apk; empty where it does anything beside. */
function installedBy(dockerfile: Dockerfile, run: Instruction): string[] {
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain || chain.parts.length === 0) return [];
  const isTidying = chain.parts.every(({ simple }) => {
    if (!simple) return false;
    if (simple.name === 'rm') return operands(simple).every((path) => path.startsWith('/var/'));
    return isCall(simple, apt, 'update', 'install', 'clean', 'autoclean') || isCall(simple, ['apk'], 'update', 'add');
  });
  if (!isTidying) return [];
  const installs = commandsOf(dockerfile, run).filter((command) => isCall(command, [...apt, 'apk'], 'install', 'add'));
  return installs.flatMap((command) => operands(command).slice(1));
}

const bare = (name: string): string => name.split(/[=:<>~]/)[0] ?? name;

/** Packages that the RUN removes again, by name. */
export function purgedBy(dockerfile: Dockerfile, run: Instruction): string[] {
  const calls = commandsOf(dockerfile, run).filter(
    (command) => isCall(command, apt, 'purge', 'remove', 'autoremove') || isCall(command, ['apk'], 'del'),
  );
  return calls.flatMap((command) => operands(command).slice(1)).map(bare);
}

export interface ToolInstall {
  readonly run: Instruction;
  readonly packages: readonly string[];
  /** The RUN that takes them out again; null where none does. */
  readonly purge: Instruction | null;
}

/** A RUN that installs build tools only: all of them are taken out again later, or are compilers. */
export function toolInstall(dockerfile: Dockerfile, run: Instruction): ToolInstall | null {
  const packages = installedBy(dockerfile, run).map(bare);
  if (packages.length === 0) return null;
  const behind = instructionsBehind(dockerfile, run);
  const purge = behind.find((other) => {
    const purged = purgedBy(dockerfile, other);
    return packages.every((name) => purged.includes(name));
  });
  if (purge) return { run, packages, purge };
  return packages.every((name) => compilers.has(name)) ? { run, packages, purge: null } : null;
}
