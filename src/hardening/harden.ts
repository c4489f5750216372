import { formatCount } from '../bytes/units.ts';
import type { Finding } from '../lint/finding.ts';
import { checkGroups, type CheckGroup, type Failure, type HardeningCheck, type Verdict } from './check.ts';
import { checks as allChecks } from './checks/index.ts';
import type { HardenedImage } from './hardened-image.ts';
import { BodiesOfImage } from './image-bodies.ts';
import type { LayerBodies } from './layer-bodies.ts';
import { findSurface, type AttackSurface } from './surface.ts';
import { tellOnce } from './tell-once.ts';

/** A check and what it said of an image. */
export interface CheckResult {
  readonly check: HardeningCheck;
  readonly verdict: Verdict;
}

/** How the checks of a group went. */
export interface GroupScore {
  readonly group: CheckGroup;
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
  readonly unknown: number;
}

/** All that the checks say of an image. */
export interface Hardening {
  readonly results: readonly CheckResult[];
  readonly scores: readonly GroupScore[];
  readonly findings: readonly Finding[];
  readonly surface: AttackSurface;
}

/** Of one check; the message of the last says how many more there are. */
const mostFindings = 100;

/** What each check says by itself, in their order; one by one, as some of them take milliseconds. */
export function* checkOneByOne(
  image: HardenedImage,
  checks: readonly HardeningCheck[] = allChecks,
): Generator<CheckResult> {
  for (const check of checks) yield { check, verdict: check.check(image) };
}

export function scoresOf(results: readonly CheckResult[]): GroupScore[] {
  return (Object.keys(checkGroups) as CheckGroup[]).flatMap((group) => {
    const verdicts = results.filter(({ check }) => check.group === group).map(({ verdict }) => verdict.kind);
    if (verdicts.length === 0) return [];
    const count = (kind: Verdict['kind']): number => verdicts.filter((one) => one === kind).length;
    return [
      {
        group,
        title: checkGroups[group],
        passed: count('passed'),
        failed: count('failed'),
        notApplicable: count('not-applicable'),
        unknown: count('unknown'),
      },
    ];
  });
}

function findingOf({ code, source, also, severity, why, fix }: HardeningCheck, failure: Failure): Finding {
  const { message, path, layer, also: alsoHere = [] } = failure;
  const place = { ...(path !== undefined && { path }), ...(layer !== undefined && { layer }) };
  return { code, source, also: [...also, ...alsoHere], severity, message, ...place, help: `${why} ${fix}` };
}

/** One finding for each failure. */
export function findingsOf(results: readonly CheckResult[]): Finding[] {
  return results.flatMap(({ check, verdict }) => {
    if (verdict.kind !== 'failed') return [];
    const listed = verdict.failures.slice(0, mostFindings).map((failure) => findingOf(check, failure));
    const more = verdict.failures.length - listed.length;
    if (more === 0) return listed;
    return [...listed, findingOf(check, { message: `${formatCount(more)} more of these are not listed.` })];
  });
}

/** `layers`: what was read of the files of each layer, base first; null of one that could not be read. */
export const hardenedOf = (
  of: Omit<HardenedImage, 'bodies'>,
  layers: readonly (LayerBodies | null)[],
): HardenedImage => ({ ...of, bodies: new BodiesOfImage(of.rootfs, layers) });

/** `said`: by each of the checks of this very image. What several find is told once. */
export function summariseChecks(image: HardenedImage, said: readonly CheckResult[]): Hardening {
  const results = tellOnce(said, image);
  return { results, scores: scoresOf(results), findings: findingsOf(results), surface: findSurface(image) };
}

/** What the checks say of an image, in their order; what several find is told once. */
export const harden = (image: HardenedImage, checks: readonly HardeningCheck[] = allChecks): CheckResult[] =>
  tellOnce([...checkOneByOne(image, checks)], image);
