/** What a search found with everything on, and with all places of one rewrite off: keys of places. */
export interface Sightings {
  readonly withAll: ReadonlySet<string>;
  readonly without: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A place of another change, and how that is switched. */
export interface Switched {
  readonly rewrite: string;
  readonly title: string;
  readonly on: boolean;
}

const hidden = 'Nothing is left to do here while the other changes are on; it counts when one of them is off.';
const hiddenBySeveral =
  'Nothing is left to do here beside the other changes that are on; it counts when several of them are off.';
const bare = 'Nothing is to be done here while other changes are off; it counts when they are on.';
const mixed =
  'Nothing is to be done here with the other changes switched as they are; it may count when some are on, and others off.';

/** Why a change that is on finds nothing to do, by what the searches saw of its place. */
export function whyNothingLeft(key: string, { withAll, without }: Sightings, others: readonly Switched[]): string {
  const isSeenWithout = (rewrite: string): boolean => without.get(rewrite)?.has(key) ?? false;
  if (!withAll.has(key)) {
    if (![...without.values()].some((seen) => seen.has(key))) return hiddenBySeveral;
    const isHidden = others.every(({ on }) => on) || others.some(({ on, rewrite }) => on && isSeenWithout(rewrite));
    return isHidden ? hidden : mixed;
  }
  const wanted = others.find(({ on, rewrite }) => !on && without.has(rewrite) && !isSeenWithout(rewrite));
  return wanted
    ? `Nothing is to be done here while this change is off, on which it builds: “${wanted.title}”. It counts when that is on.`
    : bare;
}
