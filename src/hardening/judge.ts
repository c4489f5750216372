import { formatCount } from '../bytes/units.ts';
import { unknown, verdictOf, type Failure, type Verdict } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';

/** Of one check. A hostile image has as many as it likes. */
const mostFailures = 1000;

/**
 * The verdict of a check that looked at the final tree. Nothing found is no pass where a layer could not be read to its
 * end. `more`: failures that are counted, but not among those given; `gap`: why others may be there, in a sentence.
 */
export function judge(
  image: HardenedImage,
  failures: readonly Failure[],
  { more = 0, gap = null }: { readonly more?: number; readonly gap?: string | null } = {},
): Verdict {
  const missing = [gapOfLayers(image.bodies.unread), gap].filter((one) => one !== null).join(' ');
  if (failures.length === 0) return missing === '' ? verdictOf([]) : unknown(missing);
  const listed = failures.slice(0, mostFailures);
  const rest = failures.length - listed.length + more;
  if (rest > 0) listed.push({ message: `${formatCount(rest)} more of these are not listed.` });
  if (gap !== null) listed.push({ message: gap });
  return verdictOf(listed);
}

/** Why files may be there of which nothing is known; null where all layers were read. */
export function gapOfLayers(unread: readonly number[]): string | null {
  if (unread.length === 0) return null;
  return unread.length === 1
    ? `Layer ${unread[0]} could not be read to its end.`
    : `${formatCount(unread.length)} layers could not be read to their end, the first of them layer ${unread[0]}.`;
}

/** Why a list of nodes that is cut says nothing of others; null where it is whole. */
export const gapOf = ({ nodes, count }: { nodes: readonly number[]; count: number }, what: string): string | null =>
  nodes.length === count
    ? null
    : `The image has ${formatCount(count)} ${what}; the first ${formatCount(nodes.length)} of them were looked into.`;

/** Failures by path, in the order of their code units. */
export const byPath = (a: Failure, b: Failure): number => {
  const [first, second] = [a.path ?? '', b.path ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
};
