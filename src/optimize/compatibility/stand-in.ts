import type { VariantKind } from '../base-image/base-image-facts.ts';
import { smallerBases, type KnownBase } from '../base-image/base-images.ts';
import type { Subject } from './subject.ts';
import type { Target, TargetKind } from './target-kinds.ts';

/** The nearest first. */
const variantKinds: Readonly<Record<TargetKind, readonly VariantKind[]>> = {
  'debian-slim': ['slim', 'jre'],
  alpine: ['alpine', 'jre'],
  distroless: ['distroless', 'chiseled'],
  scratch: ['empty'],
};

const fits = ({ variant }: Pick<KnownBase, 'variant'>, { kind, libc }: Target): boolean =>
  variantKinds[kind].includes(variant.kind) && (variant.libc === 'none' ? null : variant.libc) === libc;

/** Families without a slim variant have one of Debian that stands in its place. */
const hasNoSlim = ({ family }: KnownBase): boolean =>
  family.variants.every(({ kind }) => kind !== 'slim' && kind !== 'jre');

/** The base image of today is of that kind: what it brings stays. */
export function isOfKind({ base }: Pick<Subject, 'base'>, target: Target): boolean {
  if (!base) return false;
  const isPlain = target.kind === 'debian-slim' && base.variant.packages === 'apt' && hasNoSlim(base);
  return isPlain || fits(base, target);
}

/** The base image of that kind that stands in for the one of today: itself, or a smaller one of its family. */
export function standIn({ base }: Pick<Subject, 'base'>, target: Target): string | null {
  if (!base) return null;
  const written = `${base.name}${base.tag === '' ? '' : `:${base.tag}`}`;
  return isOfKind({ base }, target)
    ? written
    : (smallerBases(written).find((other) => fits(other, target))?.reference ?? null);
}
