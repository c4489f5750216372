import { limits, type ShellCheck, type ShellCheckAnswer } from '../lint/shellcheck/shellcheck.ts';
import type { RunOptions } from '../workers/worker-pool.ts';

/** A worker stops most scripts itself; one that is not back this much later is ended. */
const grace = 250;
const answersKept = 2_000;

type Run = (script: string, options: RunOptions) => Promise<ShellCheckAnswer>;

/** ShellCheck in workers. A script that was answered before is not asked about again. */
export class ShellCheckInWorkers implements ShellCheck {
  readonly #run: Run;
  readonly #answers = new Map<string, Promise<ShellCheckAnswer>>();

  constructor(run: Run) {
    this.#run = run;
  }

  check(script: string): Promise<ShellCheckAnswer> {
    const known = this.#answers.get(script);
    if (known) return known;
    const answer = this.#ask(script);
    this.#keep(script, answer);
    return answer;
  }

  #keep(script: string, answer: Promise<ShellCheckAnswer>): void {
    const [oldest] = this.#answers.keys();
    if (this.#answers.size >= answersKept && oldest !== undefined) this.#answers.delete(oldest);
    this.#answers.set(script, answer);
    void answer.then((given) => {
      if (given.kind === 'gave-up' && given.reason === 'not-loaded') this.#answers.delete(script);
    });
  }

  async #ask(script: string): Promise<ShellCheckAnswer> {
    const overdue = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Its first word is that it begins: before, the script waits, or the program is loaded.
    const onProgress = (): void => {
      timer ??= setTimeout(() => overdue.abort(), limits.milliseconds + grace);
    };
    try {
      return await this.#run(script, { signal: overdue.signal, onProgress });
    } catch {
      return { kind: 'gave-up', reason: overdue.signal.aborted ? 'time' : 'crash' };
    } finally {
      clearTimeout(timer);
    }
  }
}
