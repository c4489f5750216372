// .plimsollignore: the secrets that somebody has looked at and lets stand. An entry is a line of three words and a reason:
//   github-token   srv/app/test/**   sha256:0123456789abcdef   # revoked, a test needs its form
// A `*` stands for any detector, place or value. Places are globs as in a .dockerignore, for a secret that is in no file
// `env:NAME`, `label:NAME`, `command:NAME`, `history` or `dockerfile:NAME`. A backslash takes away what the character behind it means.
import type { ImageSecret, SecretPlace } from './image-secrets.ts';

export interface IgnoreEntry {
  /** Where it stands in the list, from 1. */
  readonly line: number;
  readonly detector: string;
  readonly glob: string;
  /** Hex digits that the SHA-256 of the value begins with; `*` for any. */
  readonly hash: string;
  readonly reason: string;
}

export interface IgnoreList {
  readonly entries: readonly IgnoreEntry[];
  /** What of the list can't be used, a sentence for each line. */
  readonly problems: readonly string[];
}

export const ignoreListLimits = { lines: 10_000, problems: 20 } as const;

const any = '*';
/** Of an entry that was made without one. */
export const defaultReason = 'looked at, and no secret';
const hashDigits = 16;

/** `words` up to the `#` that stands behind a blank; null where that is not there. */
function splitReason(line: string): { words: string[]; reason: string } | null {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (character === '\\') word += character + (line[++at] ?? '');
    else if (/\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else if (character === '#' && word === '') return { words, reason: line.slice(at + 1).trim() };
    else word += character;
  }
  return null;
}

/** An entry, or what was expected in its place. */
function readEntry(line: string, number: number): IgnoreEntry | string {
  const split = splitReason(line);
  if (!split || split.reason === '') return 'a reason has to stand at the end, behind a blank and a “#”';
  const [detector = '', glob = '', hash = '', ...rest] = split.words;
  if (hash === '' || rest.length > 0) {
    return `a detector, a place and a value were expected, each a word or “*”, but there ${split.words.length === 1 ? 'is one word' : `are ${split.words.length} words`} (write “\\ ” for a blank in a path)`;
  }
  if (detector !== any && !/^[a-z][a-z0-9-]{0,63}$/.test(detector)) return `“${detector}” is no detector’s id`;
  if (glob.startsWith('!')) return 'a place can’t be an exception with “!”; write “\\!” for a name that begins so';
  const digits = /^sha256:([0-9a-f]{16,64})$/i.exec(hash)?.[1]?.toLowerCase();
  if (hash !== any && digits === undefined) return `“${hash}” is not sha256: with 16 to 64 hex digits, nor “*”`;
  if (detector === any && glob === any && hash === any) return 'it would keep every secret out; say which';
  return { line: number, detector, glob, hash: digits ?? any, reason: split.reason };
}

function tell(problems: readonly string[]): string[] {
  const more = problems.length - ignoreListLimits.problems;
  const told = problems.slice(0, ignoreListLimits.problems);
  return more > 0 ? [...told, `${more} more ${more === 1 ? 'line is' : 'lines are'} like that.`] : told;
}

export function parseIgnoreList(text: string): IgnoreList {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, ignoreListLimits.lines + 2);
  // The end of the last line begins no further one.
  if (lines.at(-1) === '') lines.pop();
  const entries: IgnoreEntry[] = [];
  const problems: string[] = [];
  for (const [index, line] of lines.slice(0, ignoreListLimits.lines).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const entry = readEntry(line, index + 1);
    if (typeof entry === 'string') problems.push(`Line ${index + 1}: ${entry}.`);
    else entries.push(entry);
  }
  const isLong = lines.length > ignoreListLimits.lines;
  return {
    entries,
    problems: [...tell(problems), ...(isLong ? [`Only the first ${ignoreListLimits.lines} lines were read.`] : [])],
  };
}

/** What the glob of an entry is held against: the path of a file, `env:NAME`, `history`. */
export function placeText({ where, path, name }: Pick<SecretPlace, 'where' | 'path' | 'name'>): string {
  if (path !== null) return path;
  return where === 'history' ? where : `${where}:${name ?? ''}`;
}

/** Fits no place in an image. */
export const isOfDockerfiles = ({ glob }: IgnoreEntry): boolean => glob.startsWith('dockerfile:');

/** The glob for one place. What it can't spell (a line end, a byte that is no UTF-8) may be any character. */
export function globFor(place: string): string {
  return [...place.replace(/^\//, '')]
    .map((character) =>
      /[\\*?[\]! #]/.test(character)
        ? `\\${character}`
        : /[!-~]|\p{L}/u.test(character) && character.length === 1
          ? character
          : '?',
    )
    .join('');
}

/** An entry's line without its end. */
export function writeEntry({ detector, glob, hash, reason }: Omit<IgnoreEntry, 'line'>): string {
  const value = hash === any ? any : `sha256:${hash}`;
  return `${detector} ${glob} ${value} # ${reason.replace(/\s+/g, ' ').trim() || defaultReason}`;
}

/** The entry that keeps one secret out at one place; null: wherever its value stands. */
export function entryFor(
  { detector, hash }: Pick<ImageSecret, 'detector' | 'hash'>,
  place: Pick<SecretPlace, 'where' | 'path' | 'name'> | null,
  reason: string,
): Omit<IgnoreEntry, 'line'> {
  const glob = place ? globFor(placeText(place)) : any;
  return { detector, glob, hash: hash === '' ? any : hash.slice(0, hashDigits), reason };
}
