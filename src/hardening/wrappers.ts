import type { StartWord } from './shell-start.ts';

/** A program that starts the program named behind its own words. */
interface Wrapper {
  /** Options whose value is the word behind them. */
  readonly valued?: readonly string[];
  /** How the options begin with which it starts nothing, or what its words do not tell. */
  readonly ends?: readonly string[];
  /** The first word behind its options is the user as whom the program runs. */
  readonly changesUser?: boolean;
  /** `NAME=value` may stand before the program. */
  readonly assigns?: boolean;
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['tini', { valued: ['-p', '-e'] }],
  ['tini-static', { valued: ['-p', '-e'] }],
  ['docker-init', { valued: ['-p', '-e'] }],
  ['dumb-init', { valued: ['-r', '--rewrite'] }],
  ['catatonit', {}],
  ['exec', { valued: ['-a'] }],
  ['command', { ends: ['-v', '-V'] }],
  ['env', { valued: ['-u', '--unset'], ends: ['-S', '--split', '-C', '--chdir'], assigns: true }],
  ['nice', { valued: ['-n', '--adjustment'] }],
  ['nohup', {}],
  ['gosu', { changesUser: true }],
  ['su-exec', { changesUser: true }],
  ['s6-setuidgid', { changesUser: true }],
]);

export interface Wrapped {
  readonly words: readonly StartWord[];
  /** As whom they run, where the wrapper changes that. */
  readonly user?: StartWord;
}

/** Where the words behind a wrapper's options begin; null where an option ends what is known. */
function afterOptions(words: readonly StartWord[], { valued = [], ends = [] }: Wrapper): number | null {
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return at + 1;
    if (!word.startsWith('-')) break;
    if (ends.some((end) => word.startsWith(end))) return null;
    if (valued.includes(word)) at++;
  }
  return at;
}

/** Where the words behind assignments begin; null where these change where programs are looked for. */
function afterAssignments(words: readonly StartWord[], from: number): number | null {
  let at = from;
  for (; words[at]?.includes('='); at++) if (words[at]?.startsWith('PATH=')) return null;
  return at;
}

/** What a wrapper starts; null where the words are none of a wrapper, or do not tell. */
export function wrappedBy(name: string, words: readonly StartWord[]): Wrapped | null {
  const wrapper = wrappers.get(name);
  const operands = wrapper && afterOptions(words, wrapper);
  if (!wrapper || operands == null) return null;
  if (wrapper.changesUser) return { words: words.slice(operands + 1), user: words[operands] ?? null };
  const program = wrapper.assigns ? afterAssignments(words, operands) : operands;
  return program === null ? null : { words: words.slice(program) };
}
