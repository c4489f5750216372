// Compilers and the like: packages that are there to build, not to run.
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { chainOf } from '../dockerfile/shell-chain.ts';
import { instructionsBehind } from './removals.ts';
import { apt, commandsOf, isCall, operands } from './shell-chain.ts';

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
  /** Links of the chain that install them; all of it where the RUN does nothing else. */
  readonly parts: readonly number[];
  /** The RUN that takes them out again; null where none does. */
  readonly purge: Instruction | null;
}

/** `apk add --virtual .build gcc …` among other links: a later `apk del .build` takes just these out. */
function virtualInstall(dockerfile: Dockerfile, run: Instruction): ToolInstall | null {
  const chain = chainOf(dockerfile, run);
  for (const [part, { simple }] of (chain?.parts ?? []).entries()) {
    if (!simple || !isCall(simple, ['apk'], 'add')) continue;
    const words = simple.args.map(({ value }) => value);
    const at = words.findIndex((word) => word === '--virtual' || word === '-t');
    const name = at < 0 ? words.find((word) => word.startsWith('--virtual='))?.slice(10) : words[at + 1];
    const purge = name
      ? instructionsBehind(dockerfile, run).find((other) => purgedBy(dockerfile, other).includes(name))
      : undefined;
    if (name && purge)
      return {
        run,
        parts: [part],
        purge,
        packages: operands(simple)
          .slice(1)
          .filter((word) => word !== name),
      };
  }
  return null;
}

/** A RUN that installs build tools only: all of them are taken out again later, or are compilers. */
export function toolInstall(dockerfile: Dockerfile, run: Instruction): ToolInstall | null {
  const virtual = virtualInstall(dockerfile, run);
  if (virtual) return virtual;
  const packages = installedBy(dockerfile, run).map(bare);
  if (packages.length === 0) return null;
  const parts = [...(chainOf(dockerfile, run)?.parts.keys() ?? [])];
  const purge = instructionsBehind(dockerfile, run).find((other) => {
    const purged = purgedBy(dockerfile, other);
    return packages.every((name) => purged.includes(name));
  });
  if (purge) return { run, packages, parts, purge };
  return packages.every((name) => compilers.has(name)) ? { run, packages, parts, purge: null } : null;
}

/** All that the RUN does is install them. */
export function installsOnlyTools(dockerfile: Dockerfile, run: Instruction): boolean {
  const tools = toolInstall(dockerfile, run);
  return tools !== null && tools.parts.length === (chainOf(dockerfile, run)?.parts.length ?? 0);
}
