import { defaultShells, parseCreatedBy } from '../history/created-by.ts';
import type { ArchiveImage } from '../image/model.ts';

/** Shells that an image may set one after the other; the rest are left out. */
const mostShells = 20;

/** `["/bin/bash", "-c"]` of buildah and `[/bin/bash -c]` of docker, as the words that stand before a command. */
function shellIn(text: string): string {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words.join(' ');
  } catch {
    // docker writes the words without quotes.
  }
  return text.replace(/^\[|\]$/g, '').trim();
}

/** What may stand before the command of a RUN, the longest first: what SHELL set in the history, and the usual ones. */
export function shellsOf({ history, config }: ArchiveImage): string[] {
  const set = history
    .filter(({ createdBy }) => createdBy.includes('SHELL'))
    .map(({ createdBy }) => parseCreatedBy(createdBy))
    .filter(({ keyword }) => keyword === 'SHELL')
    .map(({ text }) => shellIn(text));
  const own = [...new Set([config.shell.join(' '), ...set])].filter((shell) => shell !== '').slice(0, mostShells);
  return [...own, ...defaultShells].sort((a, b) => b.length - a.length);
}
