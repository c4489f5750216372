import type { Bytes } from '../bytes/units.ts';
import type { IgnoredNodes } from './build-context.ts';

/** How much a part of a folder is. */
export interface ContextFigures {
  readonly files: number;
  /** Of the files whose size is known. */
  readonly bytes: Bytes;
  /** Files whose size is not known yet. */
  readonly unsized: number;
}

/** By node of a tree: what is sent of it, of a directory with all that lies in it. */
export interface SentSums {
  readonly files: Uint32Array<ArrayBuffer>;
  readonly bytes: Float64Array<ArrayBuffer>;
  /** Files whose size is not known yet. */
  readonly unsized: Uint32Array<ArrayBuffer>;
}

/** A file that should hardly ever be sent; of a directory, the figures of all that is sent of it. */
export interface RiskyFile extends ContextFigures {
  readonly node: number;
  readonly path: string;
  /** What it is, for people: 'private key', 'environment file', 'version history'. */
  readonly what: string;
  /** What may come of it, and what to do, in one or two sentences. */
  readonly why: string;
  readonly isSent: boolean;
  /** With the proposed .dockerignore; null where none is proposed. */
  readonly isSentAsProposed: boolean | null;
}

/** A line of .dockerignore that the builder refuses. */
export interface IgnoreProblem {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** The builder's own words. */
  readonly message: string;
}

/** A line that a proposed .dockerignore adds, with what of that is sent now no line before it leaves out. */
export interface ProposedLine extends ContextFigures {
  readonly pattern: string;
  readonly reason: string;
}

export interface IgnoreFileProposal {
  /** The whole file, the user's own lines as they are. */
  readonly text: string;
  readonly lines: readonly ProposedLine[];
}

/** What a COPY or ADD takes of the folder. */
export interface ContextUse extends ContextFigures {
  readonly line: number;
  readonly text: string;
  /** Sources that name nothing that is sent. */
  readonly missing: readonly string[];
}

/** A file or folder that is sent, and that no COPY or ADD takes anything of. */
export interface UnusedNode extends ContextFigures {
  readonly node: number;
  readonly path: string;
}

/** What is said of a folder that was dropped to be built from. */
export interface ContextAudit {
  readonly dropped: ContextFigures;
  /** What the builder is sent, with the .dockerignore as it is. */
  readonly now: ContextFigures;
  readonly proposed: ContextFigures | null;
  /** The path of the ignore file that is in force; null where there is none. */
  readonly ignoreFile: string | null;
  readonly ignoreProblems: readonly IgnoreProblem[];
  readonly ignored: IgnoredNodes;
  readonly ignoredAsProposed: IgnoredNodes | null;
  readonly sums: SentSums;
  readonly sumsAsProposed: SentSums | null;
  readonly risky: readonly RiskyFile[];
  /** Null: there is no Dockerfile. */
  readonly uses: readonly ContextUse[] | null;
  /** The largest first; null where there is no Dockerfile. */
  readonly unused: readonly UnusedNode[] | null;
  readonly proposal: IgnoreFileProposal | null;
}
