import type { Affected } from '../analysis/vulnerabilities/affected.ts';
import { checkCompatibility, type Compatibility } from '../optimize/compatibility/compatibility.ts';
import type { ProgramFacts } from '../optimize/compatibility/program-facts.ts';
import type { Change } from '../optimize/review.ts';
import { baseVariants, type BaseVariants, type BaseVariantsInput } from '../outlook/base-variants/base-variants.ts';
import { buildBasesReport, type BasesReport } from '../report/bases-report.ts';
import { hidingOf } from '../report/hide-secrets.ts';
import { hiding } from '../secrets/redactions.ts';
import type { ImageSession } from './image-session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The review of the Dockerfile that is shown, where it was made with this image. */
const reviewWith = ({ dockerfile }: Workspace, session: ImageSession) =>
  dockerfile?.reviewedWith === session ? dockerfile.review : null;

interface Looked {
  readonly baseLayers: number;
  readonly base: string | null;
  readonly found: readonly Compatibility[];
}

/** Of an image it is the same until its base ends elsewhere: the report is made anew with each figure that comes. */
const looked = new WeakMap<ProgramFacts, Looked>();

function lookAt({ image, rootfs, programs, report }: ImageSession): readonly Compatibility[] {
  if (!rootfs || !programs || !report) return [];
  const { layers: baseLayers, name: base } = report.base;
  const known = looked.get(programs);
  if (known?.baseLayers === baseLayers && known.base === base) return known.found;
  const found = checkCompatibility({ image, rootfs, baseLayers, base, programs });
  looked.set(programs, { baseLayers, base, found });
  return found;
}

/** Whether what the image runs would run on other kinds of bases: as the review found it, else looked at here. */
export function compatibilityOf(workspace: Workspace, session: ImageSession): readonly Compatibility[] {
  const reviewed = reviewWith(workspace, session)?.compatibility ?? [];
  return reviewed.length > 0 ? reviewed : lookAt(session);
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

function inputOf(session: ImageSession, { compatibility, affected, day }: Known): BaseVariantsInput | null {
  const { image, packages, report, programs, vulnerabilities } = session;
  if (!packages || !report) return null;
  const lookups = vulnerabilities.result?.lookups ?? [];
  const lookedUp = new Map(packages.packages.map((one, index) => [one, lookups[index] ?? null]));
  return {
    config: image.config,
    packages,
    base: report.base,
    yours: report.yours,
    flaws: { affected, lookupOf: (one) => lookedUp.get(one) ?? null },
    installed: programs?.packages.installed ?? null,
    compatibility,
    day,
  };
}

/** Other bases for an image; null before its packages are known. */
export function basesOfImage(session: ImageSession, known: Known): BaseVariants | null {
  const input = inputOf(session, known);
  return input && baseVariants(input);
}

/** The same for the report, without the secrets of the image and the Dockerfile that is shown; null as before. */
function reportBasesOf(workspace: Workspace, session: ImageSession, day: string): BasesReport | null {
  const compatibility = compatibilityOf(workspace, session);
  const input = inputOf(session, { compatibility, affected: session.vulnerabilities.counting, day });
  if (!input) return null;
  const { audit, review } = workspace.dockerfile ?? {};
  const ofDockerfile = hiding([...(audit?.redactions ?? []), ...(review?.redactions ?? [])]);
  const ofImage = hidingOf(session.image, session.secretSearch.kept);
  return buildBasesReport(input, (text) => ofDockerfile(ofImage(text)));
}

/** Of every image. */
export const reportBases = (workspace: Workspace, day: string): ReadonlyMap<ImageSession, BasesReport | null> =>
  new Map(workspace.images.sessions.map((session) => [session, reportBasesOf(workspace, session, day)]));
