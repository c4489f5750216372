// Smaller bases for a FROM, each with what the image says of it. What rewrites and views ask:
//
//     const said = checkCompatibility({ image, rootfs, baseLayers, base: 'node:20-bookworm', programs });
//     const choices = baseChoices('node:20-bookworm', said);       // all of them, the nearest first
//     const smallest = smallestFitting(choices);                   // null: stay
import type { BaseVariant } from '../base-image/base-image-facts.ts';
import { smallerBases, type SmallerBase } from '../base-image/base-images.ts';
import { fitsAsItIs, type Compatibility } from './compatibility.ts';
import type { TargetKind } from './target-kinds.ts';

export interface BaseChoice extends SmallerBase {
  readonly compatibility: Compatibility;
}

/** As what kind of base a variant is judged; null where none of them is like it. */
export function targetKindOf({ kind, libc, packages }: BaseVariant): TargetKind | null {
  if (kind === 'empty') return 'scratch';
  if (kind === 'distroless' || kind === 'chiseled') return 'distroless';
  if (packages === 'apk' && libc === 'musl') return 'alpine';
  return packages === 'apt' ? 'debian-slim' : null;
}

/** Every smaller base of the family, whether the image fits there or not. */
export function baseChoices(reference: string, said: readonly Compatibility[]): BaseChoice[] {
  return smallerBases(reference).flatMap((base) => {
    const kind = targetKindOf(base.variant);
    const compatibility = said.find(({ target }) => target === kind);
    return compatibility ? [{ ...base, compatibility }] : [];
  });
}

const sizeOf = ({ variant }: BaseChoice): number => variant.sizes?.uncompressed ?? Infinity;

/**
 * The smallest of those on which the program runs by all that the image shows; null where there is none. With `asItIs`, only
 * those on which nothing has to be done for it: else the reasons say what (`needs`).
 */
export function smallestFitting(choices: readonly BaseChoice[], { asItIs = false } = {}): BaseChoice | null {
  const fitting = choices.filter(({ compatibility }) =>
    asItIs ? fitsAsItIs(compatibility) : compatibility.verdict === 'fits',
  );
  return fitting.toSorted((one, other) => sizeOf(one) - sizeOf(other))[0] ?? null;
}
