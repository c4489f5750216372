import { detectors } from './detectors/index.ts';
import { SecretMatcher } from './matcher.ts';
import { detectorsOf, type OwnPattern } from './own-patterns.ts';

/** Kept, as they take a while to make: that of our detectors, and the last one with patterns of the user's. */
let usualMatcher: SecretMatcher | null = null;
let lastOwn: { readonly key: string; readonly matcher: SecretMatcher } | null = null;

/** Looks for all that is known, and for patterns of the user's: what one of them matches is told by its name, not by ours. */
export function matcherFor(own: readonly OwnPattern[]): SecretMatcher {
  if (own.length === 0) return (usualMatcher ??= new SecretMatcher(detectors));
  const key = JSON.stringify(own);
  if (lastOwn?.key !== key) lastOwn = { key, matcher: new SecretMatcher([...detectorsOf(own), ...detectors]) };
  return lastOwn.matcher;
}
