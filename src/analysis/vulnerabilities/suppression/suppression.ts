import type { PurlPattern } from './purl-pattern.ts';

/**
 * What a user or a supplier says of a flaw. ignored: no more than that (.trivyignore); the others are OpenVEX's. What is
 * ignored, not_affected or fixed is set apart from the vulnerabilities that count; affected and under_investigation end an
 * earlier statement that did.
 */
export type SuppressionStatus = 'ignored' | 'not_affected' | 'fixed' | 'under_investigation' | 'affected';

/** What a statement is about: an image, and which of its packages; or packages themselves. */
export interface SuppressedProduct {
  /** Of the image (type `oci`) or of a package. */
  readonly purl: PurlPattern;
  /** Packages of an image; empty: all of it. */
  readonly subcomponents: readonly PurlPattern[];
}

export interface Suppression {
  /** Names of one flaw: CVE, GHSA, any of them. */
  readonly ids: readonly string[];
  /** Empty: whatever the package is. */
  readonly products: readonly SuppressedProduct[];
  /** Globs of the files that tell of packages; empty: anywhere. */
  readonly paths: readonly string[];
  readonly status: SuppressionStatus;
  /** Why, in the words of whoever wrote it; '' where nothing is said. */
  readonly reason: string;
  /** From this time on it does not count, RFC 3339; null: it always does. */
  readonly expires: string | null;
  /** When it was stated, RFC 3339; '' where that is not said. Of two about the same, the later one counts. */
  readonly stated: string;
  readonly file: string;
  readonly line: number;
}

/** A line or a statement that can't be used, with what to do about it. */
export interface SuppressionProblem {
  readonly line: number;
  readonly message: string;
}

/** What one file says. */
export interface SuppressionList {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
}

/** Above these the rest of a file is passed over, which is told. */
export const suppressionLimits = { characters: 20_000_000, entries: 50_000, problems: 50 } as const;
