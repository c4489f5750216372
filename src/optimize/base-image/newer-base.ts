import { baseFamilies, releases, type Release, type VersionEnd } from './base-image-facts.ts';
import { findBase, type BaseVariant, type KnownBase } from './base-images.ts';

export interface NewerBase {
  /** `node:26-slim`. */
  readonly reference: string;
  readonly variant: BaseVariant;
  /** `Node.js 26 is cared for until 2029-04-30.` */
  readonly said: string;
}

const partsOf = (version: string): number[] => version.split('.').map(Number);

function isLater(version: string, than: string): boolean {
  const [one, other] = [partsOf(version), partsOf(than)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] as number) > (other[at] ?? -1);
}

/** Of those that are later, the one that is cared for the longest; null where none is any more. */
function newestOf<T extends VersionEnd>(all: readonly T[], than: string, day: string): T | null {
  const later = all.filter(({ version, endOfLife }) => isLater(version, than) && endOfLife > day);
  return later.toSorted((a, b) => (a.endOfLife < b.endOfLife ? 1 : -1))[0] ?? null;
}

const distributionOf = ({ family, release }: KnownBase): Release | null =>
  release && family.names[0] === release.distribution.toLowerCase() ? release : null;

/** Images of an old release are not made with new versions: then the tag goes without it. */
const goesOn = (word: string, day: string): boolean =>
  releases.some((release) => release.word === word && release.endOfLife > day);

function newerRelease(base: KnownBase, from: Release, day: string): Omit<NewerBase, 'variant'> | null {
  const to = newestOf(
    releases.filter(({ distribution }) => distribution === from.distribution),
    from.version,
    day,
  );
  if (!to) return null;
  const words = base.tag
    .split('-')
    .map((word) => (word === from.word ? to.word : word === base.version ? to.version : word));
  const called = from.distribution === 'Alpine' ? to.version : `${to.version} (${to.word})`;
  return {
    reference: `${base.name}:${words.join('-')}`,
    said: `${from.distribution} ${called} is cared for until ${to.endOfLife}.`,
  };
}

function newerVersion(base: KnownBase, day: string): Omit<NewerBase, 'variant'> | null {
  const { family, version, name, tag } = base;
  const { lifecycle } = family;
  // Of tags with two versions, as those of Maven and Gradle, nobody knows which one is meant.
  const isPlain =
    version !== null && /^\d[\d.]*$/.test(version) && tag.split('-').filter((word) => /^\d/.test(word)).length === 1;
  const to = lifecycle && isPlain ? newestOf(lifecycle.ends, version, day) : null;
  if (!lifecycle || !to) return null;
  const words = tag.split('-').flatMap((word) => {
    if (word === version) return [to.version];
    if (/^alpine\d/.test(word)) return ['alpine'];
    return releases.some((release) => release.word === word) && !goesOn(word, day) ? [] : [word];
  });
  return {
    reference: `${name}:${words.join('-')}`,
    said: `${lifecycle.product} ${to.version} is cared for until ${to.endOfLife}.`,
  };
}

/**
 * The same variant of the version, or of a distribution the release, that is cared for the longest; null where the one of today
 * is it, or nothing is known of its versions. That its tag is published is for the registry to say.
 */
export function newerBase(reference: string, day: string): NewerBase | null {
  const base = findBase(reference);
  if (!base || base.family.deprecated || !baseFamilies.includes(base.family)) return null;
  const release = distributionOf(base);
  const newer = release ? newerRelease(base, release, day) : newerVersion(base, day);
  return newer && { ...newer, variant: base.variant };
}
