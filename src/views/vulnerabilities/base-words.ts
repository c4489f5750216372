import { visibleText } from '../../bytes/text.ts';
import { formatCount } from '../../bytes/units.ts';
import type { Change } from '../../optimize/review.ts';
import type { OtherBase } from '../../outlook/base-variants/base-variants.ts';

/** Before the line to write: what is not known to run there is to be tried. */
export const writeWord = ({ compatibility }: OtherBase): string =>
  compatibility?.verdict === 'fits' ? 'Write' : 'To try it, write';

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
