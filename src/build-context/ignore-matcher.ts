// What .dockerignore leaves out, as BuildKit's sender walks a folder (tonistiigi/fsutil over moby/patternmatcher).
import { startOf, textAt } from '../bytes/string-column.ts';
import type { IgnoredNodes } from './build-context.ts';
import { ContextKind, type ContextTree } from './context-tree.ts';
import { parseIgnorePatterns } from './ignore-expression.ts';
import { partsOf, readIgnorePattern, type IgnorePattern } from './ignore-lines.ts';
import { PathAutomaton, type PathState } from './path-automaton.ts';

/** Directories by name that the exceptions lead to. */
type Kept = Map<string, Kept>;

/** What holds for all that lies in a directory. */
interface Place {
  /** Null: the builder does not look into it. */
  readonly state: PathState | null;
  readonly kept: Kept | undefined;
}

/** As an exception without wildcards names a directory; null for one that may be about any. */
function directoryOf(pattern: string): string | null {
  const bare = pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
  return /[*[\]?^\\]/.test(bare) ? null : bare;
}

/** Null where the builder looks into every directory. */
function directoriesKept(exceptions: readonly IgnorePattern[]): Kept | null {
  const root: Kept = new Map();
  for (const { pattern } of exceptions) {
    const directory = directoryOf(pattern);
    if (directory === null) return null;
    let kept = root;
    for (const part of directory.split('/')) {
      const next = kept.get(part) ?? (new Map() as Kept);
      kept.set(part, next);
      kept = next;
    }
  }
  return root;
}

export class IgnoreMatcher {
  readonly #automaton: PathAutomaton;
  readonly #isException: readonly boolean[];
  readonly #kept: Kept | null;

  /** Those with a problem are not applied, nor those that are too long altogether with the ones before. */
  constructor(patterns: readonly IgnorePattern[]) {
    const whole = patterns.filter(({ problem }) => problem === null);
    const expressions = parseIgnorePatterns(whole.map(({ pattern }) => pattern));
    const good = whole.slice(0, expressions.length);
    this.#isException = good.map(({ isException }) => isException);
    this.#automaton = new PathAutomaton(expressions, this.#isException);
    this.#kept = directoriesKept(good.filter(({ isException }) => isException));
  }

  /** Of a path in the folder. */
  isIgnored(path: string): boolean {
    let place = this.#root();
    let isLeftOut = false;
    for (const part of partsOf(path)) {
      if (!place.state) return true;
      const state = this.#automaton.follow(place.state, part);
      isLeftOut = this.#isLeftOut(state);
      place = this.#enter(place, state, part);
    }
    return isLeftOut;
  }

  /** By node: 1 where it is left out, 2 where the builder does not even look at it. */
  walk({ names, parents, kinds }: ContextTree): Uint8Array<ArrayBuffer> {
    const walked = new Uint8Array(parents.length);
    const places = new Array<Place | undefined>(parents.length);
    places[0] = this.#root();
    for (let node = 1; node < parents.length; node++) {
      const place = places[parents[node] as number] as Place;
      if (!place.state) {
        walked[node] = 2;
        places[node] = place;
        continue;
      }
      const [from, to] = [startOf(names, node), names.ends[node] as number];
      const state = this.#automaton.followBytes(place.state, names.bytes, from, to);
      if (this.#isLeftOut(state)) walked[node] = 1;
      if (kinds[node] === ContextKind.file) continue;
      places[node] = this.#enter(place, state, place.kept ? textAt(names, node) : '');
    }
    return walked;
  }

  #root(): Place {
    return { state: this.#automaton.start, kept: this.#kept ?? undefined };
  }

  #isLeftOut(state: PathState): boolean {
    const decided = this.#automaton.decide(state);
    return decided >= 0 && !this.#isException[decided];
  }

  /** BuildKit looks into a directory that is left out only where an exception may be about something in it. */
  #enter(place: Place, state: PathState, name: string): Place {
    const kept = place.kept?.get(name);
    const isSkipped = this.#kept !== null && kept === undefined && this.#isLeftOut(state);
    return { state: isSkipped ? null : this.#automaton.enter(state), kept };
  }
}

/** By node of a tree, what the patterns of a .dockerignore leave out. */
export function ignoredNodes(tree: ContextTree, patterns: readonly string[]): IgnoredNodes {
  const walked = new IgnoreMatcher(readPatterns(patterns)).walk(tree);
  for (let node = 0; node < walked.length; node++) if (walked[node] === 2) walked[node] = 1;
  return walked;
}

export const readPatterns = (patterns: readonly string[]): IgnorePattern[] =>
  patterns.flatMap((pattern) => readIgnorePattern(pattern) ?? []);
