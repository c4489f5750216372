import { describeFault, type Fault } from '../fault.ts';

/** What a fault tells is of a file that was read; where a worker ended that has all it needs, nothing has to be dropped again. */
export const failureWords = (fault: Fault, doing: string): string =>
  fault.kind === 'worker-ended'
    ? `The worker that ${doing} ended unexpectedly, twice, probably for lack of memory. Closing other tabs helps.`
    : describeFault(fault);
