import type { Chain } from '../dockerfile/shell-chain.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { nodeInstall } from '../lint/node-install.ts';
import { hasOption } from '../lint/options.ts';

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

export const lockFiles: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
};
