import type { DatabasePart, Lookup } from './vulnerability.ts';

/** What came of asking about all packages of an image. */
export interface VulnerabilityLookup {
  /** In the order of the packages. */
  readonly lookups: readonly Lookup[];
  /** What was asked: the parts of the site's database that the image's packages need, and dropped files. */
  readonly parts: readonly DatabasePart[];
  /** The site has a database, whatever of it was needed. */
  readonly hasSite: boolean;
  /** Parts that could not be used, in a sentence each. */
  readonly problems: readonly string[];
}
