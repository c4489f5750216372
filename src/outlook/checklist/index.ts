import type { OutlookFacts } from '../outlook-facts.ts';
import { donts } from './donts.ts';
import { dos } from './dos.ts';
import { cantTell, type Answer, type ChecklistItem, type ItemState } from './item.ts';
import { mistakes } from './mistakes.ts';

/** In the order of showing. */
export const checklistItems: readonly ChecklistItem[] = [...dos, ...donts, ...mistakes];

export interface AnsweredItem extends Answer {
  readonly item: ChecklistItem;
}

/**
 * What a template or a Dockerfile for Windows does not say, nobody did: that nothing was found there speaks for nothing. What
 * an image shows counts all the same.
 */
function soundAnswer({ dockerfile, image }: OutlookFacts, answer: Answer): Answer {
  const [note] = dockerfile?.review?.notes ?? [];
  return note !== undefined && !image && answer.state === 'done' ? cantTell(note) : answer;
}

/** Each line of the guide, answered for what is open. */
export const answerChecklist = (facts: OutlookFacts): AnsweredItem[] =>
  checklistItems.map((item) => ({ item, ...soundAnswer(facts, item.answer(facts)) }));

export const countState = (items: readonly Answer[], wanted: ItemState): number =>
  items.filter(({ state }) => state === wanted).length;
