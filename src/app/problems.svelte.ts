import type { Fault } from '../fault.ts';
import { problemOf } from '../report/build-report.ts';
import type { Offer, Problem } from './problem.ts';
import { Reading } from './reading.ts';

/** What went wrong with the files that were dropped, until the user has dealt with it. */
export class Problems {
  list = $state.raw<readonly Problem[]>([]);

  /** `from`: what was under way; once that is over, nobody wants to know. */
  add(fault: Fault, from: Reading | { readonly signal: AbortSignal }, offer?: Offer): void {
    if (from.signal.aborted) return;
    const reading = from instanceof Reading ? { reading: from } : {};
    this.list = [...this.list, { ...problemOf(fault), ...reading, ...(offer ? { offer } : {}) }];
  }

  /** Goes on as a problem offers. */
  accept(problem: Problem): void {
    this.dismiss(problem);
    problem.offer?.accept();
  }

  dismiss(problem: Problem): void {
    this.list = this.list.filter((other) => other !== problem);
  }

  /** Those that a reading met go with it. */
  dropEnded(): void {
    this.list = this.list.filter((problem) => !problem.reading?.ended);
  }

  clear(): void {
    this.list = [];
  }
}
