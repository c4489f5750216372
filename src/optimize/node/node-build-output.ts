// What a build of Node's writes beside the sources, by the commands that it calls: names in the folder that it runs in.
import { resolvePath } from '../../dockerfile/places.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { frontEndFolder, optionOf, orUsual, settingIn } from '../web-server/front-end-output.ts';
import { commandsThrough, type StartedCommand } from './node-start.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { RewriteContext } from '../rewrite.ts';

/** They check, remove or say something: what they write is nothing that a program reads. */
const writingNothing: ReadonlySet<string> = new Set([
  'cross-env', 'del-cli', 'echo', 'eslint', 'jest', 'mkdir', 'mkdirp', 'mocha', 'npm-run-all', 'prettier', 'rimraf', 'rm', 'run-p', 'run-s',
  'test', 'true', 'vitest',
]); // prettier-ignore

const copying: ReadonlySet<string> = new Set(['copyfiles', 'cp', 'cpx', 'cpy', 'ncp']);

/** `"outDir": "./dist"` of a tsconfig.json, which may have comments; null where it says none, or more than one. */
function typescriptFolder(folder: ProjectFolder, path: string): string | null {
  const text = folder.textOf(path) ?? '';
  const found = text.matchAll(/"outDir"\s*:\s*"([^"\n]{1,200})"/g);
  const [first, ...others] = [...found].map(([, value]) => value);
  return first === undefined || others.length > 0 ? null : first;
}

/** The files that a command writes, or their folder; '' for none, null where nobody knows. */
function writtenBy(command: StartedCommand, folder: ProjectFolder): string | null {
  const { name, args } = command;
  const front = frontEndFolder(command, folder);
  if (front !== null) return front;
  if (writingNothing.has(name)) return '';
  switch (name) {
    case 'tsc': {
      if (args.includes('--noEmit')) return '';
      if (args.some((word) => ['-b', '--build', '-w', '--watch'].includes(word))) return null;
      const project = optionOf(args, '-p', '--project') ?? 'tsconfig.json';
      const path = resolvePath('/', project).slice(1);
      return (
        optionOf(args, '--outDir') ??
        typescriptFolder(folder, path.endsWith('.json') ? path : resolvePath(`/${path}`, 'tsconfig.json').slice(1))
      );
    }
    case 'nest':
      return args[0] === 'build' ? typescriptFolder(folder, 'tsconfig.json') : null;
    case 'babel':
    case 'swc':
      return optionOf(args, '--out-dir', '-d');
    case 'tsup':
      return command.manifest?.fields.tsup === undefined
        ? (optionOf(args, '--out-dir', '-d') ?? orUsual(settingIn(folder, 'tsup', 'outDir'), 'dist'))
        : null;
    case 'esbuild':
      return optionOf(args, '--outdir', '--outfile');
    case 'ncc':
      return args[0] === 'build' ? (optionOf(args, '-o', '--out') ?? 'dist') : null;
    default:
      return copying.has(name) ? (args.at(-1) ?? null) : null;
  }
}

/** The first part of a path that lies below where it is written; null for one that does not, or is all of that. */
function topOf(path: string): string | null {
  const [top = ''] = path.replace(/^(?:\.\/)+/, '').split('/');
  return top === '' || top.startsWith('.') || /[$*?~]/.test(path) || path.includes('..') ? null : top;
}

/** Names that a RUN writes to; null where it calls anything that is not known. */
export function nodeBuildOutput(context: RewriteContext, run: Instruction): string[] | null {
  const { folder } = context;
  const { commands, unknown } = commandsThrough(context, run);
  if (!folder || unknown !== null) return null;
  const names = new Set<string>();
  for (const command of commands) {
    const path = writtenBy(command, folder);
    const top = path === '' || path === null ? path : topOf(path);
    if (top === null) return null;
    if (top !== '') names.add(top);
  }
  return [...names];
}
