import { globSource } from './glob.ts';

export const filterKinds = ['text', 'glob', 'regexp'] as const;
export type FilterKind = (typeof filterKinds)[number];

/**
 * What names are looked through for. A text is there whatever its case; a glob is the whole name, a regular expression a
 * part of it. With a slash in it, each is looked for in whole paths.
 */
export interface NameFilter {
  readonly kind: FilterKind;
  readonly text: string;
}

/** Longer ones are not compiled. */
export const longestFilter = 1000;

/** The expression that a glob or a regular expression stands for. Throws a SyntaxError where there is none. */
export function expressionOf({ kind, text }: NameFilter): RegExp {
  if (kind === 'regexp') return new RegExp(text, 's');
  // A path that does not begin at the root may begin in any folder.
  const start = !text.includes('/') || text.startsWith('/') ? '^' : '(?:^|/)';
  return new RegExp(`${start}${globSource(text)}$`, 'su');
}

/** The browser's own words behind its own copy of the expression: `Invalid regular expression: /(/: Unterminated group`. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message.slice(error.message.lastIndexOf(': ') + 1).trim() : '';
  return reason === '' ? 'it is not complete' : reason.charAt(0).toLowerCase() + reason.slice(1);
}

/** Why nothing can be looked for, and what to do; null where it can. */
export function filterProblem(filter: NameFilter): string | null {
  if (filter.text.length > longestFilter)
    return `A filter may have ${longestFilter} characters at most, this one has ${filter.text.length}. Shorten it.`;
  if (filter.kind === 'text') return null;
  try {
    expressionOf(filter);
    return null;
  } catch (error) {
    if (filter.kind === 'glob')
      return `Not a glob: ${reasonOf(error)}. A bracket that stands for itself is written \\[.`;
    return `Not a regular expression: ${reasonOf(error)}. A character that stands for itself, such as ( [ * + or ?, is written with \\ before it.`;
  }
}
