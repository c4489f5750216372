// Maven's versions (org.apache.maven.artifact.versioning.ComparableVersion's documentation): numbers and words in lists, a new
// one behind each hyphen and between digits and letters; alpha < beta < milestone < rc < snapshot < release < sp < other words.
import { compareDigits, compareText, isDigit, isDigits, type VersionOrder } from './order.ts';

/** A word that a number follows without a dot: `rc1`. */
interface Pair {
  readonly word: string;
  readonly number: string;
}

/** A run of digits, a word, the two together, or a list of these. */
type Item =
  { readonly digits: string } | { readonly word: string } | { readonly pair: Pair } | { readonly list: Item[] };

/** Lists lie in lists: each is a call. */
const longest = 1000;

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const releases = ['ga', 'final', 'release'];
const release = '5';
const short: Record<string, string> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** As text: known words by their place, others behind them. */
function rankOf(word: string): string {
  const name = word === 'cr' ? 'rc' : word;
  if (releases.includes(name)) return release;
  const index = qualifiers.indexOf(name);
  return index < 0 ? `${qualifiers.length}-${name}` : String(index);
}

function itemOf(isPair: boolean, isNumber: boolean, text: string): Item {
  if (isPair) {
    const joined = text.replaceAll('-', '');
    const at = joined.search(/[0-9]/);
    const word = joined.slice(0, at);
    return { pair: { word: short[word] ?? word, number: joined.slice(at) } };
  }
  return isNumber ? { digits: text } : { word: text };
}

class Parser {
  readonly #root: Item[] = [];
  #list = this.#root;
  readonly #lists = [this.#root];

  constructor(private readonly text: string) {}

  parse(): Item[] {
    const { text } = this;
    let [start, isNumber, isPair] = [0, false, false];
    const take = (end: number): void => void this.#list.push(itemOf(isPair, isNumber, text.slice(start, end)));
    for (let at = 0; at < text.length; at++) {
      const char = text[at] as string;
      if (char === '.') {
        if (at === start) this.#list.push({ digits: '0' });
        else take(at);
        [isPair, start] = [false, at + 1];
      } else if (char === '-') {
        if (at === start) this.#list.push({ digits: '0' });
        else {
          // X-1 is read as X1.
          if (!isNumber && isDigit(text[at + 1])) {
            isPair = true;
            continue;
          }
          take(at);
        }
        start = at + 1;
        if (this.#list.length > 0) this.#open();
        isPair = false;
      } else if (isDigit(char)) {
        if (!isNumber && at > start) {
          isPair = true;
          if (this.#list.length > 0) this.#open();
        }
        isNumber = true;
      } else {
        if (isNumber && at > start) {
          take(at);
          start = at;
          this.#open();
          isPair = false;
        }
        isNumber = false;
      }
    }
    if (text.length > start) {
      if (!isNumber && this.#list.length > 0) this.#open();
      take(text.length);
    }
    for (const list of this.#lists.reverse()) normalise(list);
    return this.#root;
  }

  #open(): void {
    const list: Item[] = [];
    this.#list.push({ list });
    this.#lists.push((this.#list = list));
  }
}

function isNull(item: Item): boolean {
  if ('digits' in item) return /^0*$/.test(item.digits);
  if ('word' in item) return item.word === '';
  return 'list' in item && item.list.length === 0;
}

const isWord = (item: Item | undefined): boolean => item !== undefined && ('word' in item || 'pair' in item);

/** What says nothing is left out at the end, and before a word. */
function normalise(list: Item[]): void {
  for (let at = list.length - 1; at >= 0; at--) {
    if (!isNull(list[at] as Item)) continue;
    const next = list[at + 1];
    const goes = !next || 'word' in next || ('list' in next && isWord(next.list[0]));
    if (goes) list.splice(at, 1);
  }
}

/** The order of kinds where they differ: words, pairs of them, lists, numbers. */
function kindOf(item: Item): number {
  return 'word' in item ? 0 : 'pair' in item ? 1 : 'list' in item ? 2 : 3;
}

function compareToNothing(item: Item): number {
  if ('digits' in item) return isNull(item) ? 0 : 1;
  if ('word' in item) return compareText(rankOf(item.word), release);
  if ('pair' in item) return compareText(rankOf(item.pair.word), release);
  for (const one of item.list) {
    const order = compareToNothing(one);
    if (order !== 0) return order;
  }
  return 0;
}

function compareItems(a: Item, b: Item): number {
  if ('digits' in a && 'digits' in b) return compareDigits(a.digits, b.digits);
  if ('list' in a && 'list' in b) return compareLists(a.list, b.list);
  const [one, other] = [wordOf(a), wordOf(b)];
  if (one === null || other === null) return kindOf(a) - kindOf(b);
  const order = compareText(rankOf(one), rankOf(other));
  if (order !== 0) return order;
  return 'pair' in a && 'pair' in b ? compareDigits(a.pair.number, b.pair.number) : kindOf(a) - kindOf(b);
}

function wordOf(item: Item): string | null {
  return 'word' in item ? item.word : 'pair' in item ? item.pair.word : null;
}

function compareLists(a: readonly Item[], b: readonly Item[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    const order =
      left && right ? compareItems(left, right) : left ? compareToNothing(left) : -compareToNothing(right as Item);
    if (order !== 0) return order;
  }
  return 0;
}

const parse = (text: string): Item[] => new Parser(text.slice(0, longest).toLowerCase()).parse();

export const maven: VersionOrder = {
  compare: (a, b) => compareLists(parse(a), parse(b)),
  isVersion: (text) => text !== '' && !/\s/.test(text) && (isDigits(text) || /[0-9A-Za-z]/.test(text)),
};
