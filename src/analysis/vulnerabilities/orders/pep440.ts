// PEP 440 (packaging.python.org, "Version specifiers"), in all spellings that it normalises. What is no such version sorts
// below all that are, by the rule that setuptools had before it.
import { compareDigits, compareLists, compareText, parsedOrder } from './order.ts';

/** Two words, each with its number: the words are ordered as text. */
type Step = readonly [word: string, number: string];

interface Pep440 {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: Step;
  readonly post: Step;
  readonly dev: Step;
  /** Null without one. */
  readonly local: readonly string[] | null;
}

const start = /^v?(?:(\d+)!)?(\d[\d.]*)(.*)$/s;
const ending =
  /^(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9._-]+))?$/;
const preWords: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/** Below and above all words of steps. */
const [lowest, highest]: readonly [Step, Step] = [
  [' ', ''],
  ['~', ''],
];

/** A dot behind the numbers is of what follows them. */
function splitRelease(release: string, rest: string): readonly [readonly string[], string] {
  return release.endsWith('.') ? [release.slice(0, -1).split('.'), `.${rest}`] : [release.split('.'), rest];
}

/** 1.0.dev1 < 1.0a1.dev1 < 1.0a1 < 1.0 */
function preOf(word: string | undefined, number: string | undefined, isDevOnly: boolean): Step {
  if (word !== undefined) return [preWords[word] ?? word, number ?? ''];
  return isDevOnly ? lowest : highest;
}

function localOf(local: string | undefined): readonly string[] | null {
  return local === undefined ? null : local.split(/[-_.]/);
}

function parse(version: string): Pep440 | null {
  const [, epoch = '0', numbers = '', behind = ''] = start.exec(version.trim().toLowerCase()) ?? [];
  const [release, rest] = splitRelease(numbers, behind);
  const found = ending.exec(rest);
  if (found === null || release.includes('')) return null;
  const [, preWord, preNumber, hyphened, postWord, postNumber, devWord, devNumber = '', localText] = found;
  const local = localOf(localText);
  if (local?.includes('')) return null;
  const isPost = hyphened !== undefined || postWord !== undefined;
  return {
    epoch,
    release,
    pre: preOf(preWord, preNumber, devWord !== undefined && !isPost),
    post: isPost ? ['post', hyphened ?? postNumber ?? ''] : lowest,
    dev: devWord === undefined ? highest : ['dev', devNumber],
    local,
  };
}

const compareSteps = (a: Step, b: Step): number => compareText(a[0], b[0]) || compareDigits(a[1], b[1]);

/** Words before numbers, the end before both. */
function compareLabels(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return compareDigits(a, b);
  if (left !== right) return left ? 1 : -1;
  return compareText(a, b);
}

function compareLocal(a: readonly string[] | null, b: readonly string[] | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareLists(a, b, '', compareLabels);
}

const comparePep440 = (a: Pep440, b: Pep440): number =>
  compareDigits(a.epoch, b.epoch) ||
  compareLists(a.release, b.release, '0', compareDigits) ||
  compareSteps(a.pre, b.pre) ||
  compareSteps(a.post, b.post) ||
  compareSteps(a.dev, b.dev) ||
  compareLocal(a.local, b.local);

const legacyWords: Readonly<Record<string, string>> = { pre: 'c', preview: 'c', '-': 'final-', rc: 'c', dev: '@' };

/** The parts that the old rule makes of a version: numbers as text of eight digits or more, words behind a star. */
function legacyParts(version: string): string[] {
  const parts: string[] = [];
  const found = version.toLowerCase().match(/\d+|[a-z]+|\.|-|[^\d.a-z-]+/g) ?? [];
  for (const text of [...found.filter((text) => text !== '.'), 'final']) {
    const part = /^\d/.test(text) ? text.padStart(8, '0') : `*${legacyWords[text] ?? text}`;
    if (part.startsWith('*')) {
      // Hyphens before a prerelease, and zeros before any word, are as if they were not there.
      while (part < '*final' && parts.at(-1) === '*final-') parts.pop();
      while (parts.at(-1) === '00000000') parts.pop();
    }
    parts.push(part);
  }
  return parts;
}

const compareLegacy = (a: string, b: string): number => compareLists(legacyParts(a), legacyParts(b), '', compareText);

export const pep440 = parsedOrder(parse, comparePep440, compareLegacy);
