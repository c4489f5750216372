import type { OutlookFacts } from '../outlook-facts.ts';
import { donts } from './donts.ts';
import { dos } from './dos.ts';
import type { Answer, ChecklistItem, ItemState } from './item.ts';
import { mistakes } from './mistakes.ts';

/** In the order of showing. */
export const checklistItems: readonly ChecklistItem[] = [...dos, ...donts, ...mistakes];

export interface AnsweredItem extends Answer {
  readonly item: ChecklistItem;
}

/** Each line of the guide, answered for what is open. */
export const answerChecklist = (facts: OutlookFacts): AnsweredItem[] =>
  checklistItems.map((item) => ({ item, ...item.answer(facts) }));

export const countState = (items: readonly Answer[], wanted: ItemState): number =>
  items.filter(({ state }) => state === wanted).length;
