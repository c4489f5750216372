import type { ShellCommand } from '../dockerfile/shell.ts';
import { operands, type Chain } from './shell-chain.ts';

export type NodeManager = 'npm' | 'yarn' | 'pnpm';

/** Installs what package.json lists, no packages by name, and not globally. */
export function nodeInstaller(command: ShellCommand): NodeManager | null {
  const [verb, ...more] = operands(command);
  if (command.args.some(({ text }) => ['-g', '--global', '--prefix', '-C', '--cwd', '--version', '-v'].includes(text)))
    return null;
  if (command.name === 'npm')
    return ['install', 'i', 'ci', 'clean-install'].includes(verb ?? '') && more.length === 0 ? 'npm' : null;
  if (command.name === 'yarn') return verb === undefined || (verb === 'install' && more.length === 0) ? 'yarn' : null;
  if (command.name === 'pnpm') return ['install', 'i'].includes(verb ?? '') && more.length === 0 ? 'pnpm' : null;
  return null;
}

export function nodeInstallIn(chain: Chain): { part: number; manager: NodeManager; command: ShellCommand } | null {
  for (const [part, { simple }] of chain.parts.entries()) {
    const manager = simple ? nodeInstaller(simple) : null;
    if (simple && manager) return { part, manager, command: simple };
  }
  return null;
}

/** `npm run build`, `yarn build:prod`, `npx tsc`. */
export function isNodeBuild({ name, args }: ShellCommand): boolean {
  const words = args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (['npm', 'yarn', 'pnpm'].includes(name)) {
    const script = words[0] === 'run' || words[0] === 'run-script' ? words[1] : name === 'npm' ? undefined : words[0];
    return script !== undefined && /^(?:build|compile|bundle)(?:[:-]|$)/.test(script);
  }
  const program = name === 'npx' ? words[0] : name;
  return (
    ['tsc', 'webpack', 'vite', 'esbuild', 'rollup', 'swc', 'ncc'].includes(program ?? '') && !words.includes('dev')
  );
}

export const lockFiles: Readonly<Record<NodeManager, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
};
