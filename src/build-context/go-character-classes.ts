// The classes of characters that Go's regular expressions know by name. https://pkg.go.dev/regexp/syntax
import { anyCharacter, othersThan, unionOf, type CharacterSet } from './character-set.ts';

/** From pairs of characters: 'azAZ' are all letters of ASCII. */
const between = (ends: string): CharacterSet => unionOf([...ends].map((character) => character.charCodeAt(0)));

const digit = between('09');
const word = between('09AZ__az');
const blank = between('\t\t  ');

/** \d, \s and \w; the capital letter is for all others. */
export const perlClasses: ReadonlyMap<string, CharacterSet> = new Map(
  Object.entries({ d: digit, s: between('\t\n\f\r  '), w: word }).flatMap(([name, set]) => [
    [name, set],
    [name.toUpperCase(), othersThan(set)],
  ]),
);

/** [:alpha:] and the like, within brackets. */
export const posixClasses: ReadonlyMap<string, CharacterSet> = new Map(
  Object.entries({
    alnum: between('09AZaz'),
    alpha: between('AZaz'),
    ascii: between('\0\x7f'),
    blank,
    cntrl: between('\0\x1f\x7f\x7f'),
    digit,
    graph: between('!~'),
    lower: between('az'),
    print: between(' ~'),
    punct: between('!/:@[`{~'),
    space: between('\t\r  '),
    upper: between('AZ'),
    word,
    xdigit: between('09AFaf'),
  }).flatMap(([name, set]) => [
    [name, set],
    [`^${name}`, othersThan(set)],
  ]),
);

export const isWordCharacter = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);

const special: Readonly<Record<string, string>> = { Any: 'Any', Ascii: 'ASCII', Assigned: 'Assigned', Lc: 'LC' };

function propertyNamed(name: string): RegExp | null {
  for (const property of [special[name] ?? '', `General_Category=${name}`, `Script=${name}`]) {
    try {
      if (property !== '') return new RegExp(`^\\p{${property}}$`, 'u');
    } catch {
      // There is none of that name.
    }
  }
  return null;
}

const found = new Map<string, CharacterSet | null>();
/** Each takes some 10 ms to make. */
const mostProperties = 20;

function collect(property: RegExp): CharacterSet {
  const ranges: number[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (property.test(String.fromCodePoint(code))) ranges.push(code, code);
  }
  return unionOf(ranges);
}

/** \p{Greek}, \pL: a general category or a script, whatever the case of its letters; null where there is none. */
export function unicodeClass(name: string): CharacterSet | null {
  if (!/^[A-Za-z]{1,40}$/.test(name)) return null;
  const canonical = name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
  if (canonical === 'Any') return anyCharacter;
  const known = found.get(canonical);
  if (known !== undefined) return known;
  const property = found.size < mostProperties ? propertyNamed(canonical) : null;
  const set = property && collect(property);
  if (found.size < mostProperties) found.set(canonical, set);
  return set;
}
