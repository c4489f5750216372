import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { chainOf, type Chain } from '../../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { nodeInstall } from '../../lint/node-install.ts';
import { hasOption } from '../../lint/options.ts';
import { hasOption as hasWrittenOption, operands } from '../shell-chain.ts';

export type NodeManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

const managers: readonly NodeManager[] = ['npm', 'yarn', 'pnpm', 'bun'];

/** Installs what package.json lists, where the command runs. */
export function nodeInstaller(command: ShellCommand): NodeManager | null {
  const install = nodeInstall(command);
  if (!install || hasOption(install, '--prefix', '-C', '--cwd', '--dir', '--modules-folder')) return null;
  return managers.find((manager) => manager === command.invoked) ?? null;
}

export function nodeInstallIn(chain: Chain): { part: number; manager: NodeManager; command: ShellCommand } | null {
  for (const [part, { simple }] of chain.parts.entries()) {
    const manager = simple ? nodeInstaller(simple) : null;
    if (simple && manager) return { part, manager, command: simple };
  }
  return null;
}

const managerPackages = /^(?:npm|pnpm|yarn|bun)(?:@[\w.^~-]+)?$/;

/** The package managers that a RUN puts where the program may call them too: `npm install -g pnpm@9`. Null where it does anything else. */
export function managersIn(dockerfile: Dockerfile, run: Instruction): string[] | null {
  const chain = chainOf(dockerfile, run);
  if (!chain?.isPlain) return null;
  const found: string[] = [];
  for (const { simple } of chain.parts) {
    if (simple?.name !== 'npm') return null;
    const [verb = '', ...packages] = operands(simple);
    if (verb === 'cache') continue;
    const isInstall = ['install', 'i', 'add'].includes(verb) && hasWrittenOption(simple, '-g', '--global');
    if (!isInstall || packages.length === 0 || !packages.every((name) => managerPackages.test(name))) return null;
    found.push(...packages);
  }
  return found.length > 0 ? found : null;
}

export const lockFiles: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
};
