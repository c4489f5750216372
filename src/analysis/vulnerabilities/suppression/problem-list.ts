import { formatCount } from '../../../bytes/units.ts';
import { suppressionLimits, type SuppressionProblem } from './suppression.ts';

/** What is wrong in a file: the first ones, and how many more there are. */
export class ProblemList {
  readonly #problems: SuppressionProblem[] = [];
  #more = 0;

  add(line: number, message: string): void {
    if (this.#problems.length < suppressionLimits.problems) this.#problems.push({ line, message });
    else this.#more++;
  }

  get all(): SuppressionProblem[] {
    const last = this.#problems.at(-1);
    if (this.#more === 0 || !last) return this.#problems;
    return [...this.#problems, { line: last.line, message: `${formatCount(this.#more)} more below are not listed` }];
  }
}

/** Text of others in a message: short. */
export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
