import type { RuleSource } from '../lint/finding.ts';
import type { Severity } from '../severity.ts';
import type { HardenedImage } from './hardened-image.ts';

/** What checks are about, in the order in which they are shown. */
export const checkGroups = {
  rights: 'User and rights',
  accounts: 'Accounts',
  credentials: 'Credentials',
  start: 'What is started',
  surface: 'Attack surface',
  leftovers: 'Caches and leftovers',
  build: 'How it was built',
  metadata: 'Metadata',
} as const;
export type CheckGroup = keyof typeof checkGroups;

/** A check or rule of this or another program. */
export interface OtherCheck {
  readonly code: string;
  readonly source: RuleSource;
}

/** One thing that is not as it should be, and where. */
export interface Failure {
  /** What was found, in a sentence without its place. */
  readonly message: string;
  /** Absolute path in the image. */
  readonly path?: string;
  /** The layer that brought it. */
  readonly layer?: number;
  /** Number of the history's entry. */
  readonly history?: number;
  /** What it is about, where only some failures of its check are told by another one: `user id 0`. */
  readonly about?: string;
  /** Checks that found the same here, and leave it to this one. */
  readonly also?: readonly OtherCheck[];
}

/** Another check that finds some of the same things, and sees more of them. */
export interface ToldBy {
  readonly code: string;
  /** Of the failures of this check, those that are about this alone; all of them where it is left out. */
  readonly about?: string;
  /** The failures of the other check that tell this one; none where they are about something else. */
  readonly same: (own: Failure, others: readonly Failure[], image: HardenedImage) => readonly Failure[];
}

export type Verdict =
  | { readonly kind: 'passed' }
  /** At least one. */
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] }
  /** It asks for something that the image does not have: `reason` says what, in a sentence. */
  | { readonly kind: 'not-applicable'; readonly reason: string }
  /** What it has to read could not be read: `reason` says why, in a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** One thing that an image is checked for. */
export interface HardeningCheck {
  /** dockle's or Trivy's code, or one of ours (PL2…). */
  readonly code: string;
  readonly source: RuleSource;
  /** Checks of other programs that say the same. */
  readonly also: readonly OtherCheck[];
  /** Checks that tell the same: a thing is told once (tell-once.ts). */
  readonly toldBy?: readonly ToldBy[];
  /** Of its failures. */
  readonly severity: Severity;
  readonly group: CheckGroup;
  /** What is so where it passes: "The image runs as a user that is not root". */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  /** What to do where it fails, in a sentence. */
  readonly fix: string;
  check(image: HardenedImage): Verdict;
}

export const passed: Verdict = { kind: 'passed' };

export const notApplicable = (reason: string): Verdict => ({ kind: 'not-applicable', reason });

export const unknown = (reason: string): Verdict => ({ kind: 'unknown', reason });

/** Passed where nothing failed. */
export const verdictOf = (failures: readonly Failure[]): Verdict =>
  failures.length === 0 ? passed : { kind: 'failed', failures };

/** Checks and rules that say what a check says of an image: those of every image, and those that found the same in this. */
export function alsoOf(check: Pick<HardeningCheck, 'also'>, verdict: Verdict): OtherCheck[] {
  const found = verdict.kind === 'failed' ? verdict.failures.flatMap(({ also = [] }) => also) : [];
  return [...new Map([...check.also, ...found].map((other) => [other.code, other])).values()];
}
