import { formatBytes, formatCount } from '../../bytes/units.ts';
import type { Profile, Removal, Sum } from '../../minify/removal.ts';
import type { FileSet } from '../../minify/set-tree.ts';
import { dispensables } from '../../minify/dispensable.ts';

export interface ProfileWords {
  readonly title: string;
  /** What goes. */
  readonly what: string;
  /** What may break. */
  readonly risk: string;
}

export const profileWords: Readonly<Record<Profile, ProfileWords>> = {
  sure: {
    title: 'Sure',
    what: 'Documentation, caches, indexes of packages, static libraries, headers, tests and locales that are not in use.',
    risk: 'Programs run as before. Licences stay.',
  },
  balanced: {
    title: 'Balanced',
    what: 'Also what is not reached and came with no package that is needed.',
    risk: 'A program that is started by a name made up as the container runs may be missing.',
  },
  smallest: {
    title: 'Smallest',
    what: 'All that is not reached.',
    risk: 'Shells, package managers and tools for looking into a container go with it. Try the image before you rely on it.',
  },
};

export const setTitles: Readonly<Record<FileSet, string>> = {
  goes: 'What goes',
  'not reached': 'Not reached',
  unsure: 'May be needed',
  needed: 'Needed',
};

export const sumText = ({ files, bytes }: Sum): string =>
  `${formatBytes(bytes)} in ${formatCount(files)} ${files === 1 ? 'file' : 'files'}`;

/** Why a file goes, by its reason. */
export function reasonText(reason: number): string {
  if (reason === 0) return 'stays';
  return dispensables[reason - 1]?.title ?? 'not reached';
}

export const largestReasons = ({ byReason }: Removal): { title: string; sum: Sum }[] =>
  byReason
    .map((sum, reason) => ({ title: reasonText(reason), sum }))
    .filter(({ sum }) => sum.files > 0)
    .sort((a, b) => b.sum.bytes - a.sum.bytes);
