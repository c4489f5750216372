import { noChange, type BuildChange, type SimulatedBuild } from '../build-cache/simulation.ts';
import { toFault, type Fault } from '../fault.ts';
import type { FolderBuildsFacts, FolderBuildsInput } from '../optimize/folder-builds.ts';
import { pool } from '../workers/pool.ts';
import { LastWanted } from './last-wanted.svelte.ts';

export type RebuildInput = FolderBuildsInput & { readonly fileName: string };

/** What a change rebuilds, of one folder. */
export class RebuildSession {
  /** What the user says is different from the build before. */
  change = $state.raw<BuildChange>(noChange);
  facts = $state.raw<FolderBuildsFacts | null>(null);
  /** The build after the change; null until it is worked out. */
  build = $state.raw<SimulatedBuild | null>(null);
  fault = $state.raw<Fault | null>(null);
  private wanted: RebuildInput | null = null;
  private wantedAfter: BuildChange | null = null;
  private readonly answers = new LastWanted(() => this.answerOnce());
  readonly busy = $derived(this.answers.busy);

  /**
   * Works it out for a folder and its Dockerfiles; every view that shows some of it asks, and what was asked already is not asked
   * again. One at a time: of what is asked for meanwhile, the last is answered.
   */
  ask(input: RebuildInput): void {
    if (input === this.wanted && this.change === this.wantedAfter) return;
    this.wantedAfter = this.change;
    this.wanted = input;
    void this.answers.ask();
  }

  private async answerOnce(): Promise<void> {
    if (!this.wanted) return;
    const input = { ...this.wanted, change: this.change };
    try {
      const { facts, build } = await pool.run('simulate-build', input);
      [this.facts, this.build, this.fault] = [facts, build, null];
    } catch (error) {
      [this.facts, this.build, this.fault] = [null, null, toFault(error, input.fileName)];
    }
  }
}
