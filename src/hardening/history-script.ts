// What a RUN of the history hands to the shell. BuildKit leaves its flags out and writes the body of a here-document as
// the command; buildah keeps both as they stand in the Dockerfile, the line that ends a body left out.
import type { Flag } from '../dockerfile/model.ts';
import { readScript, shellTextLimit, type ShellCommand } from '../dockerfile/shell.ts';
import { unwrap } from '../lint/commands.ts';

/** How often these may begin in one script: the parser's time grows with the square of their number. */
const mostOpenings: readonly (readonly [string, number])[] = [
  ['<<', 200],
  ['$(', 1_000],
];

const isTangled = (text: string): boolean =>
  mostOpenings.some(([opening, most]) => text.split(opening, most + 2).length > most + 1);

/** Programs that run the command behind them, with the options of theirs that take a value. */
const wrappers: ReadonlyMap<string, readonly string[]> = new Map([
  ['env', ['-u', '--unset', '-C', '--chdir']],
  ['sudo', ['-u', '--user', '-g', '--group', '-h', '--host', '-p', '--prompt', '-C', '-T']],
]);

/** The command that `sudo -E A=b apt-get update` runs; null where it runs none. */
function behindWrapper({ args }: ShellCommand, valued: readonly string[]): { invoked: string; from: number } | null {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at]!.value;
    if (valued.includes(word)) at++;
    else if (!word.startsWith('-') && !/^\w+=/.test(word)) return { invoked: word, from: at + 1 };
  }
  return null;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The command itself and the one that it wraps, by their base names: `/usr/bin/apt-get` as `apt-get`. */
function callsOf(given: ShellCommand): ShellCommand[] {
  const unwrapped = unwrap(given);
  const command = { ...unwrapped, invoked: baseName(unwrapped.invoked) };
  const valued = wrappers.get(command.invoked);
  const inner = valued && behindWrapper(command, valued);
  if (!inner) return [command];
  const name = baseName(inner.invoked);
  return [command, { ...command, name, invoked: name, args: command.args.slice(inner.from) }];
}

/** `--mount=type=cache,target=/x command` in its parts. */
function takeFlags(text: string): { flags: Flag[]; rest: string } {
  const flags: Flag[] = [];
  let rest = text.trimStart();
  for (let flag = /^--([a-z]+)=(\S*)\s+/.exec(rest); flag; flag = /^--([a-z]+)=(\S*)\s+/.exec(rest)) {
    flags.push({ name: flag[1]!, value: flag[2]!, start: 0, end: 0 });
    rest = rest.slice(flag[0].length);
  }
  return { flags, rest };
}

/** The body of a lone here-document is the script; a line that only says its name ends it. */
function bodyOf(text: string): string {
  const marker = /^<<-?\s*(["']?)(\w+)\1[ \t]*\n/.exec(text);
  if (!marker) return text;
  const lines = text.slice(marker[0].length).split('\n');
  const end = lines.findIndex((line) => line.trim() === marker[2]);
  return (end < 0 ? lines : lines.slice(0, end)).join('\n');
}

export interface HistoryScript {
  readonly flags: readonly Flag[];
  /** Null where it is more than is read. */
  readonly commands: readonly ShellCommand[] | null;
}

/** The commands that a RUN calls, with those behind sudo and env; `room`: how long its text may be. */
export function readHistoryScript(text: string, room: number): HistoryScript {
  const { flags, rest } = takeFlags(text.slice(0, shellTextLimit + 1));
  const body = bodyOf(rest);
  const isTooMuch = text.length > Math.min(room, shellTextLimit) || isTangled(body);
  const script = isTooMuch ? null : readScript(body, (at) => at);
  return { flags, commands: script && script.commands.flatMap(callsOf) };
}
