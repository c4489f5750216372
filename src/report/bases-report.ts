import {
  baseVariants,
  broughtByBoth,
  type BaseVariantsInput,
  type Brought,
  type OtherBase,
} from '../outlook/base-variants/base-variants.ts';
import { isAdvised, whyOf } from '../outlook/base-variants/variant-words.ts';
import type { CompatibilityVerdict } from '../optimize/compatibility/compatibility.ts';
import { figureReport, type Hide } from './figure-report.ts';
import type { FigureReport } from './report.ts';

/** What some layers bring; packages and flaws of the final tree alone. */
export interface BroughtReport {
  /** Bytes that they store. */
  size: FigureReport;
  packages: FigureReport;
  /** Known flaws, each once; those that the user’s files keep out are left out. */
  flaws: FigureReport;
}

export interface OtherBaseReport {
  /** same: the tag of today, built anew. newer: a newer release. */
  kind: OtherBase['kind'];
  /** What to write behind FROM. */
  reference: string;
  /** What its layers store. */
  size: FigureReport;
  /** Packages of the base that it does not have, and the known flaws that no other package has. */
  packagesGone: FigureReport;
  flawsGone: FigureReport;
  /** The purls of those packages. */
  gone: string[];
  /** Whether what the image runs would run on it; null where that was not looked at. */
  verdict: CompatibilityVerdict | null;
  /** What the verdict rests on, a sentence each. */
  why: string[];
  /** False where the image speaks against it. */
  advised: boolean;
  note: string;
}

/** What the base image brings against what is yours, and what other bases would take away. */
export interface BasesReport {
  base: BroughtReport;
  yours: BroughtReport;
  /** Which base it is; null where nothing is known of it, or there is none. */
  today: { reference: string; how: string; past: string[] } | null;
  /** Why no other bases are told; null where they are. */
  reason: string | null;
  /** What is against it comes last. */
  others: OtherBaseReport[];
}

const broughtReport = ({ size, packages, flaws }: Brought, hide: Hide): BroughtReport => ({
  size: figureReport(size, hide),
  packages: figureReport(packages, hide),
  flaws: figureReport(flaws, hide),
});

function otherReport(other: OtherBase, hide: Hide): OtherBaseReport {
  const { kind, reference, size, packages, flaws, gone, compatibility, note } = other;
  return {
    kind,
    reference: hide(reference),
    size: figureReport(size, hide),
    packagesGone: figureReport(packages, hide),
    flawsGone: figureReport(flaws, hide),
    gone: [...new Set(gone.map(({ purl }) => purl))],
    verdict: compatibility?.verdict ?? null,
    why: whyOf(other).map(hide),
    advised: isAdvised(other),
    note: hide(note),
  };
}

/** `hide` takes the secrets of the image and the Dockerfile out of what repeats their texts. */
export function buildBasesReport(input: BaseVariantsInput, hide: Hide): BasesReport {
  const brought = broughtByBoth(input);
  const variants = baseVariants(input);
  const common = { base: broughtReport(brought.base, hide), yours: broughtReport(brought.yours, hide) };
  if (variants.kind === 'none') return { ...common, today: null, reason: hide(variants.reason), others: [] };
  const { base, past } = variants.today;
  return {
    ...common,
    today: { reference: hide(base.reference), how: hide(base.how), past: [...past] },
    reason: null,
    others: variants.others.map((other) => otherReport(other, hide)),
  };
}
