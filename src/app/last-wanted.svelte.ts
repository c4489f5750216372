/** Work that is asked for faster than it is done: one at a time, and of what is asked for meanwhile, the last is done next. */
export class LastWanted {
  private readonly work: (isWanted: () => boolean) => Promise<void>;
  private running: Promise<void> | null = null;
  private isAsked = false;
  private working = $state(false);
  readonly busy = $derived(this.working);

  /** `work` must not reject. `isWanted` tells it whether what it works out is still asked for. */
  constructor(work: (isWanted: () => boolean) => Promise<void>) {
    this.work = work;
  }

  /** Resolves when all that is asked for by then is done. */
  ask(): Promise<void> {
    this.isAsked = true;
    this.running ??= this.run();
    return this.running;
  }

  private async run(): Promise<void> {
    this.working = true;
    while (this.isAsked) {
      this.isAsked = false;
      await this.work(() => !this.isAsked);
    }
    this.working = false;
    this.running = null;
  }
}
