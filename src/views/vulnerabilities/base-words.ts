import { visibleText } from '../../bytes/text.ts';
import { formatCount } from '../../bytes/units.ts';
import type { Change } from '../../optimize/review.ts';
import type { OtherBase } from '../../outlook/base-variants/base-variants.ts';
import { decidingReasons } from '../better/other-bases.ts';

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

export const kindWord = ({ kind }: OtherBase): string => kinds[kind];

/** What is said where no verdict is: nobody looked, or there is nothing to look at. */
export function withoutVerdict({ kind }: OtherBase): string {
  if (kind === 'same') return 'same release';
  return kind === 'newer' ? 'to be tested' : 'not looked at';
}

/** What the image is against is listed, and not advised. */
export const isAdvised = ({ compatibility }: OtherBase): boolean => compatibility?.verdict !== 'does not fit';

/** Before the line to write: what is not known to run there is to be tried. */
export const writeWord = ({ compatibility }: OtherBase): string =>
  compatibility?.verdict === 'fits' ? 'Write' : 'To try it, write';

/** What the verdict rests on, a sentence each. */
export const whyOf = ({ compatibility }: OtherBase): string[] =>
  compatibility ? decidingReasons(compatibility).first.map(({ message }) => message) : [];

/** The change of the better Dockerfile that goes there: its title names it. */
export const changeTo = (changes: readonly Change[], { reference }: OtherBase): Change | null =>
  changes.find(({ title }) => title.split(/[\s,]+/).some((word) => word === reference || word === `${reference}:`)) ??
  null;

const mostNames = 60;

/** Names of packages, each once. */
export function goneNames({ gone }: OtherBase): string {
  const names = [...new Set(gone.map(({ name }) => visibleText(name)))];
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
}
