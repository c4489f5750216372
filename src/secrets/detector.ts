import type { Severity } from '../severity.ts';

/** Where a text stands, as far as that decides what it is. */
export interface Surroundings {
  /** Absolute path of the file; '' where the text is none. */
  readonly path: string;
  /** What the text is: code has its values in quotes, settings may have them bare. */
  readonly kind: 'settings' | 'code' | 'binary';
}

/**
 * A kind of secret: data with a check in it. Everything that is said of it is made from the data. Patterns run on hostile
 * text: no nested quantifiers, and every quantifier behind another one has an upper bound.
 */
export interface Detector {
  readonly id: string;
  /** What was found, for a list: 'GitHub token'. */
  readonly title: string;
  readonly severity: Severity;
  /** Of each match, a text that stands in it: three characters at least, ASCII. A match is looked for where one stands. */
  readonly anchors: readonly string[];
  /** The anchors stand in any case. */
  readonly anyCase?: true;
  /**
   * Sticky: it is tried where an anchor begins, and may look behind itself. The group `value` is the secret, or the group
   * `quoted`; without them, the whole match is. What of the secret stands before its anchor is the group `before`, in a
   * look-behind that ends there.
   */
  readonly pattern: RegExp;
  /**
   * From where an anchor begins on, a name of so many characters at most, and right behind it one of these: seen in the bytes,
   * before the pattern is run. A name has letters, digits, `_`, `.` and `-`. `mayBeGiven` says, of bytes and the end of a name in
   * them, whether what stands behind it can be a value given to it.
   */
  readonly name?: {
    readonly longest: number;
    readonly endsBefore: string;
    readonly mayBeGiven?: (bytes: Uint8Array, end: number, surroundings: Surroundings) => boolean;
  };
  /**
   * A character that every match has behind its anchor, ASCII, with no blank, quote or angle bracket between them: seen in
   * the bytes, before the pattern is run.
   */
  readonly holds?: string;
  /** Characters behind the anchor that a match can reach; 512 where not given. */
  readonly reach?: number;
  /** A text that stands nowhere by chance: looked for in binary and in large files too. */
  readonly distinctive?: true;
  /** Says less than a detector that knows the issuer: of two that match one text, that one is told. */
  readonly generic?: true;
  /** Files that it is meant for, by absolute path; all where not given. */
  readonly paths?: RegExp;
  /** What the pattern can't say: null where the text is no secret, else how bad it is. */
  check?(value: string, match: RegExpExecArray, surroundings: Surroundings): Severity | null;
  /** Where it is ended at its issuer, as one sentence. */
  readonly rotate: string;
}
