/** Answers that take long and that each run of the pipeline asks for again: kept as long as what they are about. */
export class Remembered<T> {
  private readonly answers = new WeakMap<object, Map<string, T>>();

  /** `key`: all that the answer depends on beside `about`. */
  of(about: object, key: string, ask: () => T): T {
    const known = this.answers.get(about) ?? new Map<string, T>();
    this.answers.set(about, known);
    const answer = known.has(key) ? (known.get(key) as T) : ask();
    // Switching changes on and off leads to few texts; many are another Dockerfile's.
    if (known.size >= mostAnswers) known.clear();
    known.set(key, answer);
    return answer;
  }
}

const mostAnswers = 100;
