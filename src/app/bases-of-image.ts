import type { Affected } from '../analysis/vulnerabilities/affected.ts';
import { checkCompatibility, type Compatibility } from '../optimize/compatibility/compatibility.ts';
import type { Change } from '../optimize/review.ts';
import { baseVariants, type BaseVariants } from '../outlook/base-variants/base-variants.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The review of the Dockerfile that is shown, where it was made with this image. */
const reviewWith = ({ dockerfile }: Workspace, session: ImageSession) =>
  dockerfile?.reviewedWith === session ? dockerfile.review : null;

/** Whether what the image runs would run on other kinds of bases: as the review found it, else looked at here. */
export function compatibilityOf(workspace: Workspace, session: ImageSession): readonly Compatibility[] {
  const reviewed = reviewWith(workspace, session)?.compatibility ?? [];
  const { image, rootfs, programs, report } = session;
  if (reviewed.length > 0 || !rootfs || !programs || !report) return reviewed;
  return checkCompatibility({ image, rootfs, baseLayers: report.base.layers, base: report.base.name, programs });
}

/** Changes of the better Dockerfile, those that were measured in this image. */
export const changesWith = (workspace: Workspace, session: ImageSession): readonly Change[] =>
  reviewWith(workspace, session)?.proposal?.changes ?? [];

interface Known {
  readonly compatibility: readonly Compatibility[];
  /** Of visible packages, and not kept out. */
  readonly affected: readonly Affected[];
  /** `2026-11-27`. */
  readonly day: string;
}

/** Other bases for an image; null before its packages are known. */
export function basesOfImage(session: ImageSession, { compatibility, affected, day }: Known): BaseVariants | null {
  const { image, packages, report, programs, vulnerabilities } = session;
  if (!packages || !report) return null;
  const lookups = vulnerabilities.result?.lookups ?? [];
  const lookedUp = new Map(packages.packages.map((one, index) => [one, lookups[index] ?? null]));
  return baseVariants({
    config: image.config,
    packages,
    base: report.base,
    flaws: { affected, lookupOf: (one) => lookedUp.get(one) ?? null },
    installed: programs?.packages.installed ?? null,
    compatibility,
    day,
  });
}
