import { readsOf, readValues, type Readable, type ReadValues } from './read-values.ts';

const nothing: ReadValues = { values: new Map(), unreadable: 0, binary: 0 };

/** The values of all secrets in the report, while the user wants them in files. */
export class ValuesOfSecrets {
  /** Null until all of them were read. */
  read = $state.raw<ReadValues | null>(null);
  total = $state(0);
  done = $state(0);
  /** What was read the last time. */
  private last = nothing;

  /** An effect that calls this calls it again when there are other secrets. */
  async readAll(workspace: Readable, signal: AbortSignal): Promise<void> {
    const reads = readsOf(workspace);
    this.read = null;
    this.total = reads.size;
    this.done = 0;
    try {
      this.last = await readValues(reads, this.last.values, signal, (done) => (this.done = done));
      this.read = this.last;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  forget(): void {
    this.read = null;
    this.last = nothing;
  }
}
