import { isRedacted } from './redact.ts';

/** Words that stand in a value because somebody is to write another one over it. */
const words =
  /example|placeholder|redacted|dummy|foobar|change[_-]?(?:me|it|this)|replace[_-]?(?:me|with|this)|insert[_-]|your[_-]|[_-](?:goes|go)[_-]here|enter[_-]your/i;
/** What a program fills in: `${TOKEN}`, `{{ token }}`, `<token>`, `%TOKEN%`, `$TOKEN`. */
const templates = /^(?:\$[{(A-Za-z_]|\{\{|<[^<>]{0,200}>$|%[({A-Za-z_]|\[[A-Za-z _-]{1,100}\]$)/;
/** Masked or filled up: `xxxxx`, `*****`, or any other character eight times. */
const runs = /x{5}|X{5}|[*•.#]{5}|(.)\1{7}/;

/** Characters that each follow the one before them, as in `abcdef` and `456789`: the most that stand together. */
function longestSequence(value: string): number {
  let [longest, length] = [1, 1];
  for (let at = 1; at < value.length; at++) {
    length = value.charCodeAt(at) === value.charCodeAt(at - 1) + 1 ? length + 1 : 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** A value that stands for a secret, in documentation or in a template, and is none. */
export const isPlaceholder = (value: string): boolean =>
  words.test(value) ||
  templates.test(value) ||
  runs.test(value) ||
  isRedacted(value) ||
  longestSequence(value) * 2 > value.length;
