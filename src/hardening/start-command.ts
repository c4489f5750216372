import type { ImageConfig } from '../image/model.ts';
import { firstProgramOf, shells, type StartWord } from './shell-start.ts';
import { wrappedBy } from './wrappers.ts';

/** A program that runs when a container starts, as its words name it. */
export interface StartedProgram {
  readonly word: string;
  /** The program that starts it; null where the container's runtime does. */
  readonly by: string | null;
  /** As USER writes it; null where only the running container knows. */
  readonly user: string | null;
}

/** What is started next, as far as words tell. */
interface Call {
  readonly words: readonly StartWord[];
  readonly by: string | null;
  readonly user: string | null;
}

/** Wrappers around wrappers. */
const mostCalls = 16;

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The text that a shell is given with `-c`. A word before it that is no option would be a script. */
function textOfShell(words: readonly StartWord[]): string | null {
  const option = words.findIndex((word, at) => at > 0 && /^-[a-z]*c$/.test(word ?? ''));
  const before = words.slice(1, Math.max(1, option));
  const isCall = option > 0 && before.every((word) => word?.startsWith('-') || word === 'pipefail');
  return isCall ? (words[option + 1] ?? null) : null;
}

/** What the program of a call starts in its turn. */
function callBy({ words, user }: Call, name: string): Call | null {
  // `busybox sh -c text` is busybox as the shell that its second word names.
  const call = name === 'busybox' && shells.has(words[1] ?? '') ? words.slice(1) : words;
  if (shells.has(baseName(call[0] ?? ''))) {
    const text = textOfShell(call);
    const found = text === null ? null : firstProgramOf(text);
    return found && { words: found, by: baseName(call[0] ?? ''), user };
  }
  const wrapped = wrappedBy(name, words);
  return wrapped && { words: wrapped.words, by: name, user: wrapped.user === undefined ? user : wrapped.user };
}

/** The programs that these words start, each started by the one before. */
export function programsOf(words: readonly string[], user: string): StartedProgram[] {
  const programs: StartedProgram[] = [];
  let call: Call | null = { words, by: null, user };
  for (let count = 0; call && count < mostCalls; count++) {
    const word: StartWord | undefined = call.words[0];
    if (word == null) break;
    // These two are the shell's own: there is no program to be found for them.
    const isOwn: boolean = call.by !== null && (word === 'exec' || word === 'command');
    if (!isOwn) programs.push({ word, by: call.by, user: call.user });
    const next: Call | null = callBy(call, baseName(word));
    call = next && isOwn ? { ...next, by: call.by } : next;
  }
  return programs;
}

/** What a container of the image starts: the words of ENTRYPOINT and CMD. */
export const startWordsOf = ({ entrypoint, cmd }: ImageConfig): string[] => [...entrypoint, ...cmd];

/** What HEALTHCHECK runs; empty where there is none, or it is switched off (`NONE`). */
export function healthWordsOf({ healthcheck, shell }: ImageConfig): string[] {
  const [kind, ...words] = healthcheck ?? [];
  if (kind === 'CMD') return words;
  if (kind !== 'CMD-SHELL') return [];
  return [...(shell.length > 0 ? shell : ['/bin/sh', '-c']), words[0] ?? ''];
}
