// Texts of an image, which may hold anything, as words of a Dockerfile that say the same and end where they end.

/** Control characters but the tab and the line end: no Dockerfile has a use for them. */
// eslint-disable-next-line no-control-regex
const control = /[\0-\x08\x0b-\x1f\x7f]/g;

/** Text over several lines, with what can't stand in a Dockerfile replaced. */
export const cleanText = (text: string): string => text.replaceAll('\r\n', '\n').replace(control, '\ufffd');

/** The same in one line. */
export const oneLine = (text: string): string => cleanText(text).replaceAll('\n', ' ');

export interface WordOptions {
  /** A `$` begins a variable, as it does where the builder wrote down what stood in the Dockerfile. */
  readonly keepsVariables?: boolean;
}

const plain = /^[\w./:@%+,~][\w./:@%+,~=-]*$/;

/** A word with what the builder would take off or replace put in front: quotes, escapes, variables. */
const escaped = (text: string, { keepsVariables = false }: WordOptions): string =>
  text.replace(keepsVariables ? /[\\"]/g : /[\\"$]/g, '\\$&');

export const writeQuoted = (text: string, options: WordOptions = {}): string => `"${escaped(oneLine(text), options)}"`;

/** A word that the builder reads as this text. */
export const writeWord = (text: string, options: WordOptions = {}): string =>
  plain.test(text) ? text : writeQuoted(text, options);

/** What stands behind an equals sign. */
export const writeValue = (text: string, options: WordOptions = {}): string =>
  /^[\w./:@%+,~=-]+$/.test(text) ? text : writeWord(text, options);

/** The exec form of words that are no words to the builder: of CMD, ENTRYPOINT, RUN and SHELL. */
export const writeJson = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

/** A path among quotes that only the builder sees: in a JSON string, quotes and escapes are the builder's too. */
const escapedPath = (text: string, { keepsVariables = false }: WordOptions): string =>
  text.replace(keepsVariables ? /['"\\]/g : /['"\\$]/g, '\\$&');

/** Paths of COPY, ADD and VOLUME, where blanks end a word even in quotes. */
export function writePaths(paths: readonly string[], options: WordOptions = {}): string {
  const lines = paths.map(oneLine);
  const isWord = (line: string): boolean =>
    plain.test(line) || (options.keepsVariables === true && /^[\w./$][\w./:${}-]*$/.test(line));
  return lines.every(isWord) ? lines.join(' ') : writeJson(lines.map((line) => escapedPath(line, options)));
}
