const mostWords = 1000;

/** Words of a line or a list of options, without their quotes: blanks part them, quotes hold them together. */
export function wordsInText(text: string): string[] {
  const words = text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  return words.slice(0, mostWords).map((word) => (/^["']/.test(word) ? word.slice(1, -1) : word));
}

/** The same without lines of comments. */
export const withoutComments = (text: string, sign: RegExp = /^\s*#/): string =>
  text
    .split('\n')
    .filter((line) => !sign.test(line))
    .join('\n');
