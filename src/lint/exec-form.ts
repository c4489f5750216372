import type { Instruction, Word } from '../dockerfile/model.ts';
import { readScript, type ShellCommand, type ShellScript, type ShellWord } from '../dockerfile/shell.ts';

const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'mksh', 'zsh']);

/** Offset in the file of every character of a JSON string's value. */
function sourceOffsets({ raw, start }: Word): number[] {
  const offsets: number[] = [];
  for (let at = 1; at < raw.length - 1; at++) {
    offsets.push(start + at);
    if (raw[at] === '\\') at += raw[at + 1] === 'u' ? 5 : 1;
  }
  return offsets;
}

/** `["bash", "-o", "pipefail", "-c", "make | tee log"]`: the shell with its options, and the script it is given. */
export function shellCallOf(json: readonly Word[]): { shell: string[]; script: ShellScript | null } | null {
  const name = json[0]?.value ?? '';
  if (!shells.has(name.slice(name.lastIndexOf('/') + 1))) return null;
  const option = json.findIndex((word, at) => at > 0 && /^-[a-z]*c$/.test(word.value));
  const given = json[option + 1];
  if (option < 0 || !given) return null;
  const offsets = sourceOffsets(given);
  const script = readScript(given.value, (at) => offsets[at] ?? given.end - 1);
  return { shell: json.slice(0, option).map((word) => word.value), script };
}

function toShellWord({ start, end, value }: Word): ShellWord {
  return { start, end, text: value, value, expands: false };
}

/** The one command of an exec form that calls no shell: its words are passed as they are. */
export function execCommandOf({ start, end, json }: Instruction): ShellCommand | null {
  const [name, ...args] = json ?? [];
  if (!name) return null;
  const invoked = name.value;
  return {
    start,
    end,
    name: invoked.slice(invoked.lastIndexOf('/') + 1),
    invoked,
    nameSpan: { start: name.start, end: name.end },
    args: args.map(toShellWord),
    assignments: [],
    nested: false,
    subshell: false,
  };
}
