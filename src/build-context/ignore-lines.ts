// The lines of .dockerignore as BuildKit reads them (moby/patternmatcher, ignorefile).
// https://docs.docker.com/build/concepts/context/#dockerignore-files

/** A pattern as the builder compares it with paths. */
export interface IgnorePattern {
  readonly isException: boolean;
  /** Cleaned, without the `!` of an exception. */
  readonly pattern: string;
  /** Why the builder refuses it, in its own words. */
  readonly problem: string | null;
}

export interface IgnoreLine extends IgnorePattern {
  /** From 1. */
  readonly line: number;
  /** As it is written. */
  readonly written: string;
  /** As it is handed on to the builder, which reads it once more: of `a / /` that leaves `a`. */
  readonly handedOn: string;
}

/** As Go's filepath.Clean: no empty parts, no `.`, `..` resolved where it can be; `.` for what is empty then. */
function clean(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return `${isRooted ? '/' : ''}${parts.join('/')}` || '.';
}

/** The parts of a path in the context; a single empty one of the context itself. */
export function partsOf(path: string): string[] {
  // Most paths are clean; to make one so takes longer than to compare it.
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) return path.split('/');
  const cleaned = clean(path);
  return (cleaned === '.' ? '' : cleaned.startsWith('/') ? cleaned.slice(1) : cleaned).split('/');
}

// Go's blanks, which are not those of String.trim: U+0085 is one, the byte order mark is not.
const blanks = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const isBlank = new RegExp(`^${blanks}$`);

function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank.test(text[from] as string)) from++;
  while (from < to && isBlank.test(text[to - 1] as string)) to--;
  return text.slice(from, to);
}

const dot = 0x2e;

/** A piece of a pattern, and whether it matches a dot. */
interface Piece {
  readonly end: number;
  readonly takesDot: boolean;
}

/** Behind the `[`; null where the class is not closed, or something of it is missing. */
function readClass(pattern: string, at: number): Piece | null {
  const isOther = pattern[at] === '^';
  let end = isOther ? at + 1 : at;
  const readOne = (): number => {
    if (pattern[end] === '-' || pattern[end] === ']') return -1;
    if (pattern[end] === '\\') end++;
    const code = pattern.codePointAt(end) ?? -1;
    end += code > 0xffff ? 2 : 1;
    const isStrayByte = code >= 0xdc80 && code <= 0xdcff;
    return isStrayByte || end >= pattern.length ? -1 : code;
  };
  let takesDot = false;
  for (let first = true; first || pattern[end] !== ']'; first = false) {
    const low = readOne();
    if (low >= 0 && pattern[end] !== '-') {
      takesDot ||= low === dot;
      continue;
    }
    end++;
    const high = low < 0 ? -1 : readOne();
    if (high < 0) return null;
    takesDot ||= low <= dot && dot <= high;
  }
  return { end: end + 1, takesDot: takesDot !== isOther };
}

function readPiece(pattern: string, at: number): Piece | null {
  const character = pattern[at];
  if (character === '[') return readClass(pattern, at + 1);
  if (character !== '\\') return { end: at + 1, takesDot: character === '?' || character === '.' };
  return at + 1 < pattern.length ? { end: at + 2, takesDot: pattern[at + 1] === '.' } : null;
}

/**
 * Whether Go's filepath.Match, asked by BuildKit whether the pattern matches a dot, takes it. It reads up to the next `*`, and
 * on only where a dot matches so far: of `a*[` nobody sees the bracket until a path is compared with it.
 */
function isWellFormed(pattern: string): boolean {
  let isDotLeft = true;
  for (let at = 0; at < pattern.length;) {
    while (pattern[at] === '*') at++;
    let [count, takesDot] = [0, false];
    for (; at < pattern.length && pattern[at] !== '*'; count++) {
      const piece = readPiece(pattern, at);
      if (!piece) return false;
      at = piece.end;
      takesDot = piece.takesDot;
    }
    if (!isDotLeft || count !== 1 || !takesDot) return true;
    isDotLeft = false;
  }
  return true;
}

const syntaxError = 'syntax error in pattern';

/** Null where nothing is left of it. Cleaned together with its `!`: of `!../../a` that leaves `a`, no exception. */
export function readIgnorePattern(text: string): IgnorePattern | null {
  const trimmed = trim(text);
  if (trimmed === '') return null;
  const cleaned = clean(trimmed);
  const isException = cleaned.startsWith('!');
  const pattern = isException ? cleaned.slice(1) : cleaned;
  if (pattern === '') return { isException, pattern, problem: 'illegal exclusion pattern: "!"' };
  return { isException, pattern, problem: isWellFormed(pattern) ? null : syntaxError };
}

/** A line's pattern as it is handed on to the builder; null for a comment and an empty line. */
function patternOf(line: string): string | null {
  const trimmed = line.startsWith('#') ? '' : trim(line);
  if (trimmed === '') return null;
  const isException = trimmed.startsWith('!');
  const path = isException ? trim(trimmed.slice(1)) : trimmed;
  const cleaned = path === '' ? '' : clean(path);
  const bare = cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
  return isException ? `!${bare}` : bare;
}

export const lineTooLong = 'bufio.Scanner: token too long';
/** Go's bufio.Scanner gives up on a line of more bytes, with it on the whole file. */
const longestLine = 65_535;
const utf8 = new TextEncoder();

function isTooLong(line: string): boolean {
  // A character of UTF-16 is one to three bytes.
  return line.length > longestLine || (3 * line.length > longestLine && utf8.encode(line).length > longestLine);
}

/** The lines that say something, those with a problem among them. */
export function readIgnoreLines(text: string): IgnoreLine[] {
  const lines: IgnoreLine[] = [];
  for (const [index, whole] of text.split('\n').entries()) {
    const place = { line: index + 1, written: trim(whole) };
    if (isTooLong(whole)) {
      lines.push({ ...place, handedOn: '', isException: false, pattern: '', problem: lineTooLong });
      continue;
    }
    const pattern = patternOf(index === 0 && whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole);
    const read = pattern === null ? null : readIgnorePattern(pattern);
    if (read) lines.push({ ...place, handedOn: pattern ?? '', ...read });
  }
  return lines;
}
