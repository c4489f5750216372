import type { Fault } from '../fault.ts';
import type { InputProblem } from '../report/report.ts';
import type { Reading } from './reading.ts';

/** A problem as the page tells it: with a way on, where there is one. */
export interface Problem extends InputProblem {
  readonly offer?: Offer;
  /** The reading that met it, and with which it goes. */
  readonly reading?: Reading;
}

export interface Offer {
  readonly label: string;
  accept(): void;
}

/** As the report has it. */
export function reported({ offer: _, reading: __, ...problem }: Problem): InputProblem {
  return problem;
}

/** The way on that a Fault leaves; undefined for most. */
export function offerFor(fault: Fault, accept: () => void): Offer | undefined {
  if (fault.kind === 'expansion') return { label: 'Go on', accept };
  if (fault.kind === 'not-an-image' && fault.readable) return { label: 'Read it as one layer', accept };
  return undefined;
}
