import type { OutlookFacts } from '../outlook-facts.ts';

export type ItemState = 'done' | 'not done' | 'can’t tell';

/** Where in the page it can be seen. */
export type ItemPlace =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'check'; readonly code: string }
  | { readonly kind: 'view'; readonly view: 'secrets' | 'context' | 'rebuild' | 'outlook' };

/** One thing that speaks for an answer, in a sentence. */
export interface Evidence {
  readonly text: string;
  readonly place: ItemPlace | null;
  /** The rule or check that says so. */
  readonly code?: string;
  /** The layer that brought it. */
  readonly layer?: number;
}

export interface Answer {
  readonly state: ItemState;
  /** At least one. */
  readonly evidence: readonly Evidence[];
}

export type ItemGroup = 'do' | 'don’t' | 'mistake';

/** One line of the guide, and how it is answered for an image, its Dockerfile and the folder. */
export interface ChecklistItem {
  readonly id: string;
  readonly group: ItemGroup;
  readonly title: string;
  readonly why: string;
  answer(facts: OutlookFacts): Answer;
}

const mostListed = 5;

/** Of many things the first ones, and how many more there are. */
function listed(evidence: readonly Evidence[]): Evidence[] {
  const more = evidence.length - mostListed;
  const shown = evidence.slice(0, mostListed);
  return more > 0 ? [...shown, { text: `${more} more of these.`, place: shown[0]?.place ?? null }] : shown;
}

const asEvidence = (one: Evidence | string): Evidence => (typeof one === 'string' ? { text: one, place: null } : one);

const answerWith =
  (state: ItemState) =>
  (...evidence: readonly (Evidence | string)[]): Answer => ({ state, evidence: listed(evidence.map(asEvidence)) });

export const done = answerWith('done');
export const notDone = answerWith('not done');
export const cantTell = answerWith('can’t tell');
