import type { Dockerfile, Instruction, Span, Stage } from '../dockerfile/model.ts';
import type { FoundEcosystem } from './ecosystem.ts';
import type { ImageEvidence } from './evidence.ts';
import type { ProjectFolder } from './project-folder.ts';
import type { Profile, Risk, SavingRange } from './review.ts';
import type { Alterations } from './runtime-config.ts';
import type { TextEdit } from './tracked-text.ts';

/** One change that a rewrite can make to the current text. */
export interface Proposal {
  /** The instruction it is about; the place gives the change its number. */
  readonly at: Instruction;
  /** The exact place in it, where other changes may have put several of one kind together. */
  readonly place?: Span;
  readonly title: string;
  /** One or two sentences in plain words. */
  readonly why: string;
  /** What in the image or the Dockerfile speaks for it. */
  readonly evidence: string;
  readonly risk: Risk;
  /** How to find out that nothing broke; '' where nothing can. */
  readonly test: string;
  /** In the current text; they must not overlap. */
  readonly edits: readonly TextEdit[];
  /** Stored copies (event numbers) that the image would no longer hold; null: nothing to measure it by. */
  readonly claims: readonly number[] | null;
  /** The files are deleted by name: those of a package that stays installed are not to be among them. */
  readonly deletesByName?: true;
  /** Packages of the system that are no longer installed by it, with those that came for them alone. */
  readonly dropsPackages?: readonly string[];
  /** These are of a base image that is left for another one, which has what it needs itself. */
  readonly leavesBase?: true;
  /** An estimate where there is nothing to measure. */
  readonly range?: SavingRange | null;
  /** What a user of the image relies on and finds otherwise; all else is held to stay as it was. */
  readonly alters?: Alterations;
}

/** What a rewrite sees: the text as the rewrites before left it, and the image and the folder, where they were dropped. */
export interface RewriteContext {
  readonly dockerfile: Dockerfile;
  readonly finalStage: Stage;
  /** Whether the original has a stage of that name, which people may build by it. */
  isNamedByUser(name: string): boolean;
  readonly image: ImageEvidence | null;
  /** What the builder is sent; null where no folder was dropped, or another one than the Dockerfile's. */
  readonly folder: ProjectFolder | null;
  /** What the original and what lies beside it speak for. */
  readonly ecosystems: readonly FoundEcosystem[];
  /**
   * The image, where it holds layers of the instruction: what is not in them was not stored. Null where none is known to be
   * its own, and without an image: then its text alone speaks.
   */
  witnessOf(instruction: Instruction): ImageEvidence | null;
  /** Layers that the instruction made, or the ones that were folded into it. */
  layersOf(instruction: Instruction): number[];
  /** The instruction's line in the original, to speak of. */
  lineOf(instruction: Instruction): number;
  /** False where the instruction belongs to a stage of which only named files are copied on. */
  isShipped(instruction: Instruction): boolean;
}

/**
 * A rewrite knows one improvement. It is asked again after each of its changes, with the new text, until it proposes
 * nothing at a new place.
 */
export interface Rewrite {
  readonly id: string;
  /** The first profile that has it on by itself. */
  readonly profile: Profile;
  /** A Dockerfile has one place for it at most: it is asked once. */
  readonly once?: true;
  propose(context: RewriteContext): Proposal[];
}
