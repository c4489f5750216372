import { limits, type ShellCheck, type ShellCheckAnswer } from '../lint/shellcheck/shellcheck.ts';
import type { Tasks } from '../workers/protocol.ts';
import type { RunOptions } from '../workers/worker-pool.ts';

/** A worker stops most scripts itself; one that is not back this much later is ended. */
const grace = 250;
const answersKept = 2_000;

/** The browser translates what a script makes ShellCheck do for the first time: some of everything. */
const rehearsed = [
  '#!/bin/bash',
  'export A=1 B=2',
  'set -eux; apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*',
  'cd /src && for f in $(ls *.txt); do if [ -f "$f" -a $A = 1 ]; then echo $f | grep -v x >> y || exit 1; fi; done',
  'case "$(uname -m)" in x86_64) arch=amd64 ;; *) echo "unknown: `uname`" >&2; false ;; esac; echo "${arch%64}" \'$B\'',
  'function g() { local x; x=$(cat <<< $1); [[ $x == *.gz ]] && sed -i \'s/a/b/\' "$x"; }; g a; while read l; do :; done < z',
].join('\n');

/** What workers do for it. */
export interface ShellCheckWorkers {
  endIdle(): void;
  check(input: Tasks['check-script']['input'], options: RunOptions): Promise<ShellCheckAnswer>;
}

/** ShellCheck in workers. A script that was answered before is not asked about again. */
export class ShellCheckInWorkers implements ShellCheck {
  readonly #workers: ShellCheckWorkers;
  /** What is loaded ahead; nobody waits for it. */
  readonly #ahead = new AbortController();
  readonly #answers = new Map<string, Promise<ShellCheckAnswer>>();

  constructor(workers: ShellCheckWorkers) {
    this.#workers = workers;
  }

  /** Both workers, ahead of the first script: it would take some 300 ms, where others take 6. */
  async preload(): Promise<void> {
    const { signal } = this.#ahead;
    await Promise.allSettled([rehearsed, rehearsed].map((script) => this.#workers.check({ script }, { signal })));
  }

  /** Gives back what was loaded, some 70 MB; the next script loads it again. */
  release(): void {
    this.#ahead.abort();
    this.#workers.endIdle();
  }

  check(script: string): Promise<ShellCheckAnswer> {
    const known = this.#answers.get(script);
    if (known) return known;
    const answer = this.#ask({ script });
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

  async #ask(input: Tasks['check-script']['input']): Promise<ShellCheckAnswer> {
    const overdue = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Its first word is that it begins: before, the script waits, or the program is loaded.
    const onProgress = (): void => {
      timer ??= setTimeout(() => overdue.abort(), limits.milliseconds + grace);
    };
    try {
      return await this.#workers.check(input, { signal: overdue.signal, onProgress });
    } catch {
      return { kind: 'gave-up', reason: overdue.signal.aborted ? 'time' : 'crash' };
    } finally {
      clearTimeout(timer);
    }
  }
}
