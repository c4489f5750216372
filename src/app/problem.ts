import type { Fault } from '../fault.ts';
import type { InputProblem } from '../report/report.ts';

/** A problem as the page tells it: with a way on, where there is one. */
export interface Problem extends InputProblem {
  readonly offer?: Offer;
}

export interface Offer {
  readonly label: string;
  accept(): void;
}

/** As the report has it. */
export function reported({ offer: _, ...problem }: Problem): InputProblem {
  return problem;
}

/** The way on that a Fault leaves; undefined for most. */
export function offerFor({ kind }: Fault, goOn: () => void): Offer | undefined {
  return kind === 'expansion' ? { label: 'Go on', accept: goOn } : undefined;
}
