/** How vulnerabilities are listed: each for itself, or below the packages that have them. */
export const listings = ['flaw', 'package'] as const;
export type Listing = (typeof listings)[number];
