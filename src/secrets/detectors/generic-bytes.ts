import type { Surroundings } from '../detector.ts';

// Most names that sound secret are given nothing: of a hundred places where such a word stands in programs, six have a value. The
// pattern would have to be run at each of them, on a text that had to be decoded for it; the bytes say as much in a tenth of the time.

/** By byte: 1 for those of a set. */
const bytesOf = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));

/** What may stand between a name and its value. */
const isGlue = bytesOf(/[\s\\"'`\]=:>(,]/);
const isQuote = bytesOf(/["'`]/);
/** What a value has. */
const isOfValue = bytesOf(/[^\s"'`<>\\]/);
/** What is in a value that is no word. */
const isNoLetter = bytesOf(/[^\sa-z_./"'`<>\\-]/i);

/** A value has as many bytes at least. */
const shortestValue = 8;
/** The longest text between a name and its value: `",`, forty blanks, `"value"`, sixteen blanks, `=`, sixteen blanks, a quote. */
const longestGlue = 84;
/** Where a value is no word, that is seen in so many of its bytes. */
const wordBytes = 41;
/** Words between a name and its value: `name: string = 'value'`, `name="name" value="value"`; and a value that is a word all the same. */
const words = ['value', 'string', 'str', 'bytes', 'text', 'final', 'secretstr', 'changeit'].map((word) =>
  Uint8Array.from(word, (letter) => letter.charCodeAt(0)),
);

function beginsWith(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < word.length; index++) {
    if (((bytes[at + index] ?? 0) | 0x20) !== word[index]) return false;
  }
  return true;
}

/** Whether a value can stand behind a name that ends there, as the pattern of generic secrets says; false where it is sure that none does. */
export function mayBeGiven(bytes: Uint8Array, end: number, { kind }: Surroundings): boolean {
  const stop = Math.min(bytes.length, end + longestGlue);
  let at = end;
  /** Bytes of the glue right before `at` that may be of the value already. */
  let before = 0;
  for (; at < stop && isGlue[bytes[at] as number] === 1; at++) {
    // Something has to stand between name and value.
    before = at > end && isOfValue[bytes[at] as number] === 1 ? before + 1 : 0;
    if (before >= shortestValue) return true;
  }
  if (at === stop) return before > 0;
  const last = Math.min(bytes.length, at - before + wordBytes);
  let isWord = before === 0;
  let behind = at;
  for (; behind < last && isOfValue[bytes[behind] as number] === 1; behind++) {
    if (isNoLetter[bytes[behind] as number] === 1) isWord = false;
  }
  const isInQuotes = isQuote[bytes[at - before - 1] as number] === 1;
  if (!isWord && behind - at + before >= shortestValue && (kind !== 'code' || isInQuotes)) return true;
  return words.some((word) => beginsWith(word, bytes, at));
}
