import { GaveUp, ShellCheckInstance, type ShellCheckProgram } from './instance.ts';
import { readComments, type ShellCheck, type ShellCheckAnswer } from './shellcheck.ts';

/** ShellCheck in this thread: one script after another, by one instance until it gives up. */
export class InProcessShellCheck implements ShellCheck {
  readonly #load: () => Promise<ShellCheckProgram>;
  #program: Promise<ShellCheckProgram> | null = null;
  #instance: ShellCheckInstance | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(load: () => Promise<ShellCheckProgram>) {
    this.#load = load;
  }

  check(script: string): Promise<ShellCheckAnswer> {
    const answer = this.#last.then(() => this.#answer(script));
    this.#last = answer;
    return answer;
  }

  /** There is an instance that can go on. */
  get isRunning(): boolean {
    return this.#instance !== null;
  }

  /** Resolves once the program is loaded, or could not be. */
  async ready(): Promise<void> {
    await this.#start();
  }

  /** Null where the program could not be had; that is tried again with the next script. */
  async #start(): Promise<ShellCheckInstance | null> {
    try {
      this.#program ??= this.#load();
      return (this.#instance ??= await ShellCheckInstance.start(await this.#program));
    } catch {
      this.#program = null;
      return null;
    }
  }

  async #answer(script: string): Promise<ShellCheckAnswer> {
    const instance = await this.#start();
    if (!instance) return { kind: 'gave-up', reason: 'not-loaded' };
    try {
      const comments = readComments(await instance.check(script));
      if (instance.isOvergrown) this.#instance = null;
      return { kind: 'comments', comments };
    } catch (error) {
      this.#instance = null;
      return { kind: 'gave-up', reason: error instanceof GaveUp ? error.reason : 'crash' };
    }
  }
}
