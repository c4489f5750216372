// What runs while an image is built: the commands of every RUN, and the scripts of package.json that they start.
import type { ContextText } from '../build-context/build-context.ts';
import type { ContextIndex } from '../build-context/context-index.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { directoryAt, resolvePath } from '../dockerfile/places.ts';
import { readScript, type ShellCommand } from '../dockerfile/shell.ts';
import { commandsOf } from '../lint/commands.ts';
import { expandedCommandsOf } from '../lint/expanded-commands.ts';
import type { ContextRequest } from './ignore-file/context-uses.ts';
import { packageScripts, type PackageScripts } from './node/package-json.ts';

/** A command, and the directories of the folder that it may run in. */
export interface Call {
  readonly command: ShellCommand;
  /** Nodes of the tree; the folder itself is always among them. */
  readonly directories: readonly number[];
  /** Where it runs in the image; null where that is not known, or where it is a script's. */
  readonly workdir: string | null;
  /** It runs when the container starts, not while the image is built. */
  readonly isStart: boolean;
}

/** What of the folder a path in the image was copied from. */
export type Origins = (path: string) => number[];

/** More scripts are in no package.json that anyone wrote. */
const mostScripts = 2000;

const startKeywords: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** Where an instruction puts what it takes; null where a variable makes that uncertain. */
function destinationOf(dockerfile: Dockerfile, { instruction }: ContextRequest): string | null {
  const words = instruction.json ?? instruction.words;
  const target = words.at(-1)?.value;
  const directory = directoryAt(dockerfile, instruction);
  const isKnown = instruction.keyword !== 'RUN' && target !== undefined && directory !== null && !target.includes('$');
  return isKnown ? resolvePath(directory, target) : null;
}

/** Follows every copy of a folder or a file back; stages are not told apart, so that rather too much is found. */
export function originsOf(dockerfile: Dockerfile, requests: readonly ContextRequest[], index: ContextIndex): Origins {
  const places = requests.flatMap((request) => {
    const destination = destinationOf(dockerfile, request);
    if (destination === null) return [];
    return request.sources.flatMap((source) => {
      const node = index.find(source.replace(/\/\*$/, ''));
      return node === null ? [] : [{ node, destination }];
    });
  });
  return (path) =>
    places.flatMap(({ node, destination }) => {
      const root = destination === '/' ? '' : destination;
      if (path !== destination && !path.startsWith(`${root}/`)) return [];
      const rest = path.slice(root.length + 1);
      if (!index.isDirectory(node)) return rest === '' || rest === index.nameOf(node) ? [node] : [];
      return index.find(rest, node) ?? [];
    });
}

function callsOfInstruction(dockerfile: Dockerfile, instruction: Instruction, origins: Origins): Call[] {
  const { keyword } = instruction;
  const isStart = startKeywords.has(keyword);
  if (keyword !== 'RUN' && !isStart) return [];
  const workdir = directoryAt(dockerfile, instruction);
  const directories = [...new Set([0, ...(workdir === null ? [] : origins(workdir))])];
  const commands = isStart ? commandsOf(dockerfile, instruction) : expandedCommandsOf(dockerfile, instruction);
  return commands.map((command) => ({ command, directories, workdir, isStart }));
}

/** Scripts that npm runs by itself around an install. */
const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'preprepare', 'postprepare'];

const wordsOf = ({ name, args }: ShellCommand): string[] => [name, ...args.map(({ value }) => value)];

/** The scripts that are started, by the words of what runs: too many rather than too few. */
function startedScripts(calls: readonly Call[], packages: readonly PackageScripts[]): Call[] {
  const started = new Set<string>();
  const found: Call[] = [];
  let words = new Set([...lifecycle, ...calls.flatMap(({ command }) => wordsOf(command))]);
  while (words.size > 0 && started.size < mostScripts) {
    const next = new Set<string>();
    for (const { directory, scripts } of packages) {
      for (const word of words) {
        const key = `${directory} ${word}`;
        if (started.has(key) || started.size >= mostScripts) continue;
        for (const name of [`pre${word}`, word, `post${word}`]) {
          const text = scripts.get(name);
          if (text === undefined) continue;
          started.add(key);
          for (const command of readScript(text, (at) => at)?.commands ?? []) {
            found.push({ command, directories: [directory], workdir: null, isStart: false });
            // `run-s build:*` starts what begins so.
            for (const said of wordsOf(command)) next.add(said);
          }
        }
      }
    }
    words = withPatterns(next, packages);
  }
  return found;
}

function withPatterns(words: ReadonlySet<string>, packages: readonly PackageScripts[]): Set<string> {
  const all = new Set(words);
  for (const word of words) {
    if (!word.includes(':') || !word.includes('*')) continue;
    const start = word.slice(0, word.indexOf('*'));
    for (const { scripts } of packages) for (const name of scripts.keys()) if (name.startsWith(start)) all.add(name);
  }
  return all;
}

/** Every command of a build and of a container's start. */
export function callsOf(
  dockerfile: Dockerfile,
  origins: Origins,
  texts: readonly ContextText[],
  index: ContextIndex,
): Call[] {
  const calls = dockerfile.instructions.flatMap((instruction) =>
    callsOfInstruction(dockerfile, instruction.trigger ?? instruction, origins),
  );
  return [...calls, ...startedScripts(calls, packageScripts(texts, index))];
}
