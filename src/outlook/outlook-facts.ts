import type { ComparedChange } from '../build-cache/simulation.ts';
import type { ContextAudit } from '../build-context/context-audit.ts';
import type { ContextTree } from '../build-context/context-tree.ts';
import type { Bytes } from '../bytes/units.ts';
import type { Dockerfile } from '../dockerfile/model.ts';
import type { CheckResult } from '../hardening/harden.ts';
import type { BaseBoundary } from '../history/base-boundary.ts';
import type { Finding } from '../lint/finding.ts';
import type { Change, DockerfileReview } from '../optimize/review.ts';
import type { ImageSecret } from '../secrets/image-secrets.ts';

/** What is known of an image. */
export interface ImageFacts {
  readonly stored: Bytes;
  readonly wasted: Bytes;
  /** Of the layer blobs; null where the archive does not hold all of them compressed. */
  readonly compressed: Bytes | null;
  readonly layers: number;
  /** Layers that could not be read to their end. */
  readonly unread: number;
  readonly base: BaseBoundary;
  readonly workingDir: string;
  /** Null until the files were looked into. */
  readonly checks: readonly CheckResult[] | null;
  /** Null until it was searched. */
  readonly secrets: number | null;
  /** Layers that could not be searched to their end. */
  readonly unsearched: number;
}

/** A Dockerfile's text, read, and what the lint finds in it. */
export interface LintedText {
  readonly dockerfile: Dockerfile;
  readonly findings: readonly Finding[];
  readonly secrets: number;
}

export interface DockerfileFacts extends LintedText {
  /** Null until it is there. */
  readonly review: DockerfileReview | null;
  /** Whether what the changes save was looked up in the image. */
  readonly measured: 'measured' | 'unmeasured' | 'pending' | 'no-image';
  /** The text with the changes that are on; null until it was linted, and where nothing is proposed. */
  readonly better: LintedText | null;
}

export interface ContextFacts {
  readonly audit: ContextAudit;
  readonly tree: ContextTree;
}

/** Everything that the page knows of one image, the Dockerfile and the folder that it is built from. */
export interface OutlookFacts {
  readonly image: ImageFacts | null;
  readonly dockerfile: DockerfileFacts | null;
  readonly context: ContextFacts | null;
  /** What typical changes run again; null where that is not worked out. */
  readonly rebuild: readonly ComparedChange[] | null;
  /** In the image and the Dockerfile, the worst first. */
  readonly secrets: readonly ImageSecret[];
}

export const nothingKnown: OutlookFacts = { image: null, dockerfile: null, context: null, rebuild: null, secrets: [] };

/** The changes that are in the better text. */
export const changesOn = ({ dockerfile }: OutlookFacts): readonly Change[] =>
  dockerfile?.review?.proposal?.changes.filter(({ on }) => on) ?? [];

/** There is a better text, and it is another one. */
export const isBettered = (facts: OutlookFacts): boolean => changesOn(facts).length > 0;
