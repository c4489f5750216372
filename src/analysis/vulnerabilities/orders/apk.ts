// apk-package(5), "pkgver": number{.number}{letter}{_suffix{number}}{~hash}{-r#}.
import { compareDigits, compareLists, compareText, parsedOrder } from './order.ts';

interface ApkVersion {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  readonly release: string;
}

interface Suffix {
  readonly word: string;
  readonly number: string;
}

/** In their order; '' is that of none. */
const words = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const none: Suffix = { word: '', number: '' };

const form = /^(\d[\d.]*)([a-z]?)((?:_[_a-z\d]*)?)(?:~[\da-f]+)?(?:-r(\d+))?$/;

function suffixOf(text: string): Suffix | null {
  const [, word = '', number = ''] = /^([a-z]+)(\d*)$/.exec(text) ?? [];
  return word !== '' && words.includes(word) ? { word, number } : null;
}

function parse(version: string): ApkVersion | null {
  const [, core = '', letter = '', behind = '', release = '0'] = form.exec(version.trim()) ?? [];
  const numbers = core.split('.');
  const texts = behind.split('_').slice(1);
  const suffixes = texts.map(suffixOf).filter((suffix) => suffix !== null);
  if (numbers.includes('') || suffixes.length < texts.length) return null;
  return { numbers, letter, suffixes, release };
}

/** Behind the first, a number with a leading zero is compared as text, like what stands behind a decimal point. */
function compareNumbers(a: readonly string[], b: readonly string[]): number {
  const first = compareDigits(a[0] ?? '', b[0] ?? '');
  if (first !== 0) return first;
  for (let at = 1; at < Math.min(a.length, b.length); at++) {
    const [left = '', right = ''] = [a[at], b[at]];
    const asText = left.startsWith('0') || right.startsWith('0');
    const order = asText ? compareText(left, right) : compareDigits(left, right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSuffixes(a: Suffix, b: Suffix): number {
  return words.indexOf(a.word) - words.indexOf(b.word) || compareDigits(a.number, b.number);
}

const compareApk = (a: ApkVersion, b: ApkVersion): number =>
  compareNumbers(a.numbers, b.numbers) ||
  compareText(a.letter, b.letter) ||
  compareLists(a.suffixes, b.suffixes, none, compareSuffixes) ||
  compareDigits(a.release, b.release);

export const apk = parsedOrder(parse, compareApk);
