// Secrets that were found in the image, in words.
import type { Leak } from '../secrets/leak.ts';
import { kindOf } from '../secrets/kinds.ts';

const toldAtMost = 3;

/** First words of titles that are no names: inside of a sentence they are written small. */
const commonWords =
  /^(?:Address|Database|Hash|Key|Keyring|Login|Password|Private|Secret|Session|Store|Token|Webhook)\b/;

/** 'a GitHub token', 'an npm token', 'an SSH key'. */
function withArticle(heading: string): string {
  const title = commonWords.test(heading) ? heading.charAt(0).toLowerCase() + heading.slice(1) : heading;
  return `${/^(?:[AEIOaeio]|npm|[FHLMNRSX][A-Z])/.test(title) ? 'an' : 'a'} ${title}`;
}

export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, texts.length > toldAtMost + 1 ? toldAtMost : texts.length);
  if (shown.length < texts.length) shown.push(`${texts.length - shown.length} more`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Each kind once: 'a GitHub token and an npm token'. */
export const tellKinds = (leaks: readonly Leak[]): string =>
  listed([...new Set(leaks.map(({ detector }) => withArticle(kindOf(detector).title)))]);

/** Secrets of one file: 'a GitHub token in /root/.npmrc, line 2'. */
export function tellOfFile(leaks: readonly Leak[], path: string): string {
  const [first] = leaks;
  if (first && leaks.length === 1) return `${tellKinds(leaks)} in ${path}${lineOf(first)}`;
  return `${listed(leaks.map((leak) => `${tellKinds([leak])}${leak.line === null ? '' : ` (line ${leak.line})`}`))} in ${path}`;
}

const lineOf = ({ line }: Leak): string => (line === null ? '' : `, line ${line}`);
