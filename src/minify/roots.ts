// What an image needs by what it says itself: the programs that it starts, and what every container has.
import { healthWordsOf, startWordsOf } from '../hardening/start-command.ts';
import { always } from './always.ts';
import type { ReachInput } from './reach.ts';
import type { Tracing } from './tracing.ts';

export async function askForRoots(tracing: Tracing, { image: { config }, keep = [] }: ReachInput): Promise<void> {
  const [words, health] = [startWordsOf(config), healthWordsOf(config)];
  if (words.length === 0) tracing.note('The image does not say what it starts, so that nothing is known to be needed.');
  else tracing.start(words, 'starts it (ENTRYPOINT and CMD)');
  if (health.length > 0) tracing.start(health, 'checks its health with it (HEALTHCHECK)');
  for (const group of always) await group.need(tracing);
  for (const node of keep) tracing.needAll(node, 'has it on the list of what is kept');
}
