import { lastNotAbove } from '../bytes/search.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Severity } from '../severity.ts';
import { AnchorIndex, type Anchor } from './anchor-index.ts';
import type { Detector, Surroundings } from './detector.ts';
import { canBegin, firstBytesOf, type FirstBytes } from './first-bytes.ts';

/** A secret in bytes: where its value stands, both offsets from the beginning of what was searched. */
export interface Match {
  readonly detector: Detector;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
}

/** Bytes behind an anchor that a match reaches at most, where its detector says nothing else. */
const usualReach = 512;
/** Bytes before an anchor that a pattern may look behind at. */
export const lookBehind: Bytes = 128;
/** Decoded where an anchor stands: most are no secret, and decoding takes longer than the rest. */
const shortBlock = 1536;
/** Decoded around what a pattern matched. What stands before it says how long the line is. */
const longBlock = 8192;
const longBefore = 2048;

/** Nothing that is distinctive is shorter. */
const shortestString = 16;

const latin1 = new TextDecoder('latin1');

function anchorsOf(detectors: readonly Detector[], isWanted: (detector: Detector) => boolean): Anchor[] {
  const byText = new Map<string, { text: string; anyCase: boolean; detectors: number[] }>();
  for (const [number, detector] of detectors.entries()) {
    if (!isWanted(detector)) continue;
    for (const text of detector.anchors) {
      const anyCase = detector.anyCase ?? false;
      const key = `${anyCase} ${text}`;
      const known = byText.get(key);
      if (known) known.detectors.push(number);
      else byText.set(key, { text, anyCase, detectors: [number] });
    }
  }
  return [...byText.values()];
}

/** `(?<![\w-])` or `(?<=[\s"])` at the beginning of a pattern. */
const leadingClass = /^\(\?<([!=])(\[(?:\\.|[^\]\\])*\])\)/;

/** By byte: 1 where a pattern can match behind it, as its beginning says; null where that says nothing. */
function allowedBefore({ source }: RegExp): Uint8Array | null {
  const [, kind, characters] = leadingClass.exec(source) ?? [];
  if (!kind || !characters) return null;
  const wanted = new RegExp(characters);
  // Beyond ASCII a byte is not its character.
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    Number(byte >= 128 || wanted.test(String.fromCharCode(byte)) === (kind === '=')),
  );
}

const isOfName = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[\w.-]/.test(String.fromCharCode(byte))));

interface NameEnd {
  readonly longest: number;
  /** By byte: 1 where a name may end before it. */
  readonly isEnd: Uint8Array;
  readonly mayBeGiven: NonNullable<Detector['name']>['mayBeGiven'] | null;
}

function nameEndOf({ name }: Detector): NameEnd | null {
  if (!name) return null;
  const isEnd = Uint8Array.from({ length: 256 }, (_, byte) =>
    Number(name.endsBefore.includes(String.fromCharCode(byte))),
  );
  return { longest: name.longest, isEnd, mayBeGiven: name.mayBeGiven ?? null };
}

/** A detector as it is tried. All have one form: fields that only some objects have are slow to read. */
interface Trial {
  readonly detector: Detector;
  readonly pattern: RegExp;
  readonly paths: RegExp | null;
  /** What may stand before the pattern, which is seen without running it. */
  readonly before: Uint8Array | null;
  readonly nameEnd: NameEnd | null;
  /** Asked for when it is tried first: most are in no image. */
  first: FirstBytes | null | undefined;
  /** -1: none. */
  readonly holds: number;
  readonly reach: number;
}

const trialOf = (detector: Detector): Trial => ({
  detector,
  pattern: detector.pattern,
  paths: detector.paths ?? null,
  before: allowedBefore(detector.pattern),
  nameEnd: nameEndOf(detector),
  first: undefined,
  holds: detector.holds?.charCodeAt(0) ?? -1,
  reach: detector.reach ?? usualReach,
});

/** Where names end; each byte is gone through once, however many anchors stand in one name. */
class NameRun {
  private start = 0;
  private end = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Whether a name ends behind an anchor as its detector says, and with a value behind it: most words are no names that a value is
   * given to, and running the pattern takes ten times as long.
   */
  endsAs({ longest, isEnd, mayBeGiven }: NameEnd, at: number): boolean {
    const { bytes } = this;
    if (at < this.start || at >= this.end) {
      // Anchors come nearly in order: one before the known name may be a part of it, whose end is known then.
      const known = at < this.start ? this.start : bytes.length;
      let end = at;
      while (end < known && isOfName[bytes[end] as number] === 1) end++;
      this.start = at;
      if (end < known || known === bytes.length) this.end = end;
    }
    const isName = this.end - at <= longest && this.end < bytes.length && isEnd[bytes[this.end] as number] === 1;
    return isName && (!mayBeGiven || mayBeGiven(bytes, this.end, this.surroundings));
  }
}

/** By byte: 1 for what ends a word such as an address. */
const endsWord = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[\s"'`<>]/.test(String.fromCharCode(byte))));
// Beyond ASCII a byte is not its character.
endsWord.fill(0, 128);

/** Where a byte stands next in the word that a place lies in; each byte is gone through once, however many places are asked for. */
class NextInWord {
  private from = 0;
  /** The next such byte, or the end of the word, of all places between. */
  private stop = -1;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly byte: number,
  ) {}

  /** -1 where it does not stand there. */
  behind(at: number): number {
    const { bytes, byte } = this;
    if (at < this.from || at > this.stop) {
      // Places come nearly in order: what lies behind one before the known ones is known then.
      const known = at < this.from ? this.from : bytes.length;
      let stop = at;
      while (stop < known && bytes[stop] !== byte && endsWord[bytes[stop] as number] === 0) stop++;
      this.from = at;
      if (stop < known || known === bytes.length) this.stop = stop;
    }
    return bytes[this.stop] === byte ? this.stop : -1;
  }
}

/** A piece of the bytes as text, a character for each byte. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const noBlock: Block = { start: 0, end: 0, text: '' };

/** Runs detectors over bytes. */
export class SecretMatcher {
  readonly detectors: readonly Detector[];
  /** Bytes that have to be there behind an anchor, so that every match that begins there is found. */
  readonly reach: number;
  private readonly trials: readonly Trial[];
  private readonly all: AnchorIndex;
  private readonly distinctive: AnchorIndex;

  constructor(detectors: readonly Detector[]) {
    this.detectors = detectors;
    this.trials = detectors.map(trialOf);
    this.reach = Math.max(...this.trials.map(({ reach }) => reach));
    this.all = new AnchorIndex(anchorsOf(detectors, () => true));
    this.distinctive = new AnchorIndex(anchorsOf(detectors, ({ distinctive = false }) => distinctive));
  }

  /**
   * The secrets whose anchor begins in [from, to), in order, `most` of them: where there are as many, there may be more.
   * What two detectors find in one text is told once.
   */
  find(bytes: Uint8Array, surroundings: Surroundings, most: number, from = 0, to = bytes.length): Match[] {
    const index = surroundings.kind === 'binary' ? this.distinctive : this.all;
    // In most files no anchor stands.
    let search: FileSearch | null = null;
    index.find(bytes, from, to, (at, anchor) => {
      search ??= new FileSearch(this.trials, bytes, surroundings);
      search.tryAll(anchor.detectors, at);
      return search.found.length >= most;
    });
    const found = (search as FileSearch | null)?.found ?? [];
    return found.length === 0 ? found : withoutOverlaps(found, this.detectors);
  }
}

/** What is known of some bytes while detectors are tried at places of them, mostly one behind the other. */
class FileSearch {
  readonly found: Match[] = [];
  private readonly isBinary: boolean;
  /** By detector: from which anchor to which end its last match is. */
  private readonly lasts = new Map<number, { readonly from: number; readonly end: number }>();
  /** By detector: whether it is meant for the file, asked once. */
  private readonly meant: boolean[] = [];
  private readonly names: NameRun;
  /** By byte. */
  private readonly nextBytes = new Map<number, NextInWord>();
  private readonly matches: MatchFinder;

  constructor(
    private readonly trials: readonly Trial[],
    private readonly bytes: Uint8Array,
    private readonly surroundings: Surroundings,
  ) {
    this.isBinary = surroundings.kind === 'binary';
    this.names = new NameRun(bytes, surroundings);
    this.matches = new MatchFinder(bytes, surroundings);
  }

  /** Tries detectors by number at an anchor of theirs. */
  tryAll(detectors: readonly number[], at: number): void {
    for (const number of detectors) {
      const trial = this.trials[number]!;
      if (!this.isWorthTrying(trial, number, at)) continue;
      const match = this.matches.at(trial, at);
      if (!match) continue;
      this.found.push(match);
      this.lasts.set(number, { from: at, end: match.end });
    }
  }

  private isWorthTrying(trial: Trial, number: number, at: number): boolean {
    const { bytes, isBinary } = this;
    const { paths, before, nameEnd, holds, reach } = trial;
    const last = this.found.length === 0 ? undefined : this.lasts.get(number);
    const isInside = last !== undefined && last.from < at && at < last.end;
    if (isInside || (paths && !(this.meant[number] ??= paths.test(this.surroundings.path)))) return false;
    // In binary files the byte before a text may be its length.
    if (before && !isBinary && at > 0 && before[bytes[at - 1] as number] === 0) return false;
    if (nameEnd && !isBinary && !this.names.endsAs(nameEnd, at)) return false;
    const first = trial.first === undefined ? (trial.first = firstBytesOf(trial.detector)) : trial.first;
    if (first && !canBegin(first, bytes, at)) return false;
    return holds < 0 || this.holdsBehind(holds, at, reach);
  }

  private holdsBehind(byte: number, at: number, reach: number): boolean {
    const known = this.nextBytes.get(byte) ?? new NextInWord(this.bytes, byte);
    this.nextBytes.set(byte, known);
    const next = known.behind(at);
    return next >= 0 && next < at + reach;
  }
}

/** Decodes a piece around a place, which a match that begins there may reach over by as much. */
function blockAround(bytes: Uint8Array, at: number, reach: number, before: number, size: number): Block {
  const start = Math.max(0, at - before);
  const end = Math.min(bytes.length, Math.max(at + 2 * reach, start + size));
  return { start, end, text: latin1.decode(bytes.subarray(start, end)) };
}

/** Tries detectors at places of some bytes, mostly one behind the other. */
class MatchFinder {
  private short: Block = noBlock;
  private long: Block = noBlock;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly surroundings: Surroundings,
  ) {}

  at({ detector, pattern, reach }: Trial, at: number): Match | null {
    const { bytes, surroundings } = this;
    const isIn = ({ start, end }: Block): boolean =>
      start <= Math.max(0, at - lookBehind) && end >= Math.min(bytes.length, at + reach);
    if (!isIn(this.short)) this.short = blockAround(bytes, at, reach, lookBehind, shortBlock);
    if (surroundings.kind === 'binary') {
      const match = matchOfLength(detector, this.short, at, bytes[at - 1] ?? 0, surroundings);
      if (match) return match;
    }
    const match = execAt(pattern, this.short, at);
    if (!match) return null;
    if (!isIn(this.long)) this.long = blockAround(bytes, at, reach, longBefore, longBlock);
    // It stands in the longer piece, too: to look for it there again would take as long again.
    match.index += this.short.start - this.long.start;
    match.input = this.long.text;
    return checked(detector, match, this.long.start, surroundings);
  }
}

/**
 * In compiled code (Python's marshal, Java's class files) a string's length is the byte before it, and what follows it is no
 * part of it: neither is to be taken for a letter of a longer word.
 */
function matchOfLength(
  detector: Detector,
  { start, text }: Block,
  at: number,
  length: number,
  surroundings: Surroundings,
): Match | null {
  if (length < shortestString) return null;
  const string = text.slice(at - start, at - start + length);
  const match = matchAt(detector, { start: at, end: at + length, text: string }, at, surroundings);
  return match?.start === at && match.end === at + length ? match : null;
}

function execAt(pattern: RegExp, block: Block, at: number): RegExpExecArray | null {
  pattern.lastIndex = at - block.start;
  return pattern.exec(block.text);
}

function matchAt(detector: Detector, block: Block, at: number, surroundings: Surroundings): Match | null {
  const match = execAt(detector.pattern, block, at);
  return match && checked(detector, match, block.start, surroundings);
}

/** What of a match is the secret; `start`: where the text that it stands in begins. */
function checked(detector: Detector, match: RegExpExecArray, start: number, surroundings: Surroundings): Match | null {
  const before = match.groups?.['before'] ?? '';
  const behind = match.groups?.['value'] ?? match.groups?.['quoted'] ?? match[0];
  const value = `${before}${behind}`;
  const severity = detector.check ? detector.check(value, match, surroundings) : detector.severity;
  if (severity === null) return null;
  const at = start + match.index + match[0].lastIndexOf(behind) - before.length;
  return { detector, severity, start: at, end: at + value.length };
}

/** Of matches that share text, those of detectors that know the issuer; else the first in the order of the detectors. */
function withoutOverlaps(found: readonly Match[], detectors: readonly Detector[]): Match[] {
  const rank = ({ detector }: Match): number => (detector.generic ? 1 + detectors.indexOf(detector) : 0);
  /** In order; as no two share text, only the one before a place and the one behind it can share text with what is there. */
  const kept: Match[] = [];
  for (const match of [...found].sort((one, other) => rank(one) - rank(other) || one.start - other.start)) {
    const { start, end } = match;
    const last = lastNotAbove(kept.length, (index) => kept[index]?.start ?? 0, start);
    const next = kept[last] && kept[last].start <= start ? last + 1 : last;
    const isFree = (kept[next - 1]?.end ?? 0) <= start && (kept[next]?.start ?? Infinity) >= end;
    if (isFree) kept.splice(next, 0, match);
  }
  return kept;
}
