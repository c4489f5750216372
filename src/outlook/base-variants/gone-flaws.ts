import { countBySeverity, type Affected } from '../../analysis/vulnerabilities/affected.ts';
import type { Lookup } from '../../analysis/vulnerabilities/vulnerability.ts';
import { formatCount } from '../../bytes/units.ts';
import type { ImagePackage } from '../../packages/package.ts';
import { estimated, measured, notKnown, type Figure } from '../figure.ts';
import type { Gone } from './gone-packages.ts';

/** What is known against an image’s packages. */
export interface KnownFlaws {
  /** What counts: of visible packages, and not kept out. */
  readonly affected: readonly Affected[];
  readonly lookupOf: (one: ImagePackage) => Lookup | null;
}

const named = 3;

/** `2 critical, 5 high`. */
export function severityWords(affected: readonly Affected[]): string {
  const counts = countBySeverity(affected).filter(({ count }) => count > 0);
  return counts
    .slice(0, named)
    .map(({ severity, count }) => `${formatCount(count)} ${severity}`)
    .join(', ');
}

const isLookedUp = (lookup: Lookup | null): boolean => lookup?.kind === 'matched' || lookup?.kind === 'not-comparable';

/** Known flaws of some packages, each once; `others`: those that other packages have as well are left out. */
function flawsOf({ affected }: KnownFlaws, of: ReadonlySet<ImagePackage>, others: 'counted' | 'left out'): Affected[] {
  const stay = new Set(affected.filter((one) => !of.has(one.package)).map(({ match }) => match.advisory.id));
  return affected.filter((one) => of.has(one.package) && (others === 'counted' || !stay.has(one.match.advisory.id)));
}

interface Counting {
  readonly packages: readonly ImagePackage[];
  readonly kind: 'measured' | 'estimated';
  readonly basis: string;
}

function figureOf(flaws: KnownFlaws, { packages, kind, basis }: Counting, found: readonly Affected[]): Figure {
  const asked = packages.filter((one) => isLookedUp(flaws.lookupOf(one)));
  if (asked.length === 0 && packages.length > 0) return notKnown('None of these packages could be looked up.');
  const words = severityWords(found);
  const part =
    asked.length < packages.length
      ? `${formatCount(asked.length)} of ${formatCount(packages.length)} packages were looked up`
      : '';
  const detail = [words, part].filter((text) => text !== '').join('; ');
  const count = new Set(found.map(({ match }) => match.advisory.id)).size;
  const make = kind === 'measured' ? measured : estimated;
  return make(count, basis, { ...(part !== '' && { isPartial: true as const }), ...(detail !== '' && { detail }) });
}

/** Known flaws of some packages, those that others have as well among them. */
export const flawsAmong = (flaws: KnownFlaws, counting: Counting): Figure =>
  figureOf(flaws, counting, flawsOf(flaws, new Set(counting.packages), 'counted'));

/** Known flaws that no package has any more once some are gone. What comes in their place is not known. */
export function flawsGone(flaws: KnownFlaws, gone: Gone): Figure {
  if (gone.packages === null) return notKnown(gone.reason);
  const basis = 'Flaws that no other package of the image has. Which flaws come with the other base is not known here.';
  return figureOf(flaws, { ...gone, basis }, flawsOf(flaws, new Set(gone.packages), 'left out'));
}

/** Of the base’s system packages, those known flaws that a version of the same release ends. */
export function flawsFixed(flaws: KnownFlaws, base: readonly ImagePackage[]): readonly Affected[] {
  const system = new Set(base.filter(({ type }) => type === 'deb' || type === 'apk' || type === 'rpm'));
  return flawsOf(flaws, system, 'left out').filter(({ match }) => match.fixed !== null);
}
