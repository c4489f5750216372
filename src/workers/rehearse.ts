import { collectGarbage } from '../bytes/garbage.ts';
import { lockManager } from './lifeline.ts';
import type { Desk } from './serve.ts';

type Rehearsal = (isIdle: () => boolean) => Promise<void>;

/** Of the cores, the half: whoever looks at the page meanwhile has the others. */
const places = Math.max(1, Math.floor(navigator.hardwareConcurrency / 2) || 1);

/** Workers are numbered by their names; one that has none rehearses with the first. */
const placeOf = (name: string): number => (Number(/\d+$/.exec(name)?.[0]) || 0) % places;

/**
 * Does what a worker will be asked for, again and again until it is asked, so that its code is compiled by then. Few at a
 * time do: they start together, also at the moment in which an image has been read and its views are opened.
 */
export async function rehearse(
  { name }: { readonly name: string },
  desk: Desk,
  ...rehearsals: Rehearsal[]
): Promise<void> {
  const isIdle = (): boolean => desk.isIdle;
  const all = async (): Promise<void> => {
    for (const one of rehearsals) {
      if (isIdle()) await one(isIdle);
      // What was rehearsed is wanted, not what it worked on.
      if (isIdle()) collectGarbage();
    }
  };
  try {
    await desk.told;
    const locks = lockManager();
    await (locks ? locks.request(`plimsoll-rehearsal-${placeOf(name)}`, all) : all());
  } catch {
    // It has no audience: what failed is met again where it matters.
  }
}
