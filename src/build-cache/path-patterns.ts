import { partPattern } from './part-pattern.ts';
import { hasWildcard, sourceParts } from './source-path.ts';

interface Pattern {
  readonly isException: boolean;
  /** Null for `**`, which takes any number of parts, at the end at least one. */
  readonly parts: readonly (((name: string) => boolean) | null)[];
}

/** Where a path is in each of the patterns, which take it up part by part; null: all of the pattern was met. */
export type PathState = readonly (readonly number[] | null)[];

function partOf(part: string): (name: string) => boolean {
  if (hasWildcard(part) || part.includes('\\')) return partPattern(part);
  return (name) => name === part;
}

/** One that begins with a slash is below no source, and matches nothing. */
function readPattern(given: string): Pattern[] {
  const text = given.trim();
  const isException = text.startsWith('!');
  const path = isException ? text.slice(1).trim() : text;
  const parts = sourceParts(path).filter((part, index, all) => part !== '**' || all[index - 1] !== '**');
  if (path.startsWith('/') || parts.length === 0) return [];
  return [{ isException, parts: parts.map((part) => (part === '**' ? null : partOf(part))) }];
}

/** Where the rest may begin: behind a `**` as well, unless it is the last. */
function addPlace(places: number[], { parts }: Pattern, place: number): void {
  for (let at = place; !places.includes(at); at++) {
    places.push(at);
    if (parts[at] !== null || at === parts.length - 1) return;
  }
}

function stepIn(pattern: Pattern, places: readonly number[], name: string): readonly number[] | null {
  const next: number[] = [];
  const { parts } = pattern;
  for (const place of places) {
    const part = parts[place];
    if (part === undefined || (part !== null && !part(name))) continue;
    if (place === parts.length - 1) return null;
    addPlace(next, pattern, part === null ? place : place + 1);
  }
  return next;
}

/**
 * The patterns of `--exclude` and `--parents`, by the rules of .dockerignore, walked along with a tree: what a pattern meets
 * holds for all that lies in it, and the last pattern that is met decides.
 */
export class PathPatterns {
  readonly start: PathState;
  private readonly patterns: readonly Pattern[];
  /** Something may come back below what is met. */
  readonly hasExceptions: boolean;

  constructor(given: readonly string[]) {
    this.patterns = given.flatMap(readPattern);
    this.hasExceptions = this.patterns.some(({ isException }) => isException);
    this.start = this.patterns.map((pattern) => {
      const places: number[] = [];
      addPlace(places, pattern, 0);
      return places;
    });
  }

  get isEmpty(): boolean {
    return this.patterns.length === 0;
  }

  step(state: PathState, name: string): PathState {
    const next: (readonly number[] | null)[] = [];
    for (let index = 0; index < state.length; index++) {
      const places = state[index] as readonly number[] | null;
      next.push(places && stepIn(this.patterns[index] as Pattern, places, name));
    }
    return next;
  }

  meets(state: PathState): boolean {
    for (let index = state.length - 1; index >= 0; index--) {
      if (state[index] === null) return !this.patterns[index]?.isException;
    }
    return false;
  }
}
