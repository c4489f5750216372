// What is said of another base, in the page and in what is handed on.
import { decidingReasons } from '../../optimize/compatibility/deciding-reasons.ts';
import type { OtherBase } from './base-variants.ts';

const kinds: Record<OtherBase['kind'], string> = {
  same: 'built anew',
  newer: 'newer release',
  full: 'full',
  slim: 'slim',
  jre: 'without compiler',
  alpine: 'Alpine',
  chiseled: 'without shell',
  distroless: 'distroless',
  empty: 'empty',
};

export const kindWord = ({ kind }: Pick<OtherBase, 'kind'>): string => kinds[kind];

/** What is said where no verdict is: nobody looked, or there is nothing to look at. */
export function withoutVerdict({ kind }: Pick<OtherBase, 'kind'>): string {
  if (kind === 'same') return 'same release';
  return kind === 'newer' ? 'to be tested' : 'not looked at';
}

/** What the image is against is listed, and not advised. */
export const isAdvised = ({ compatibility }: OtherBase): boolean => compatibility?.verdict !== 'does not fit';

/** What the verdict rests on, a sentence each. */
export const whyOf = ({ compatibility }: OtherBase): string[] =>
  compatibility ? decidingReasons(compatibility).first.map(({ message }) => message) : [];
