import { formatCount } from '../bytes/units.ts';
import { describeFault, toFault } from '../fault.ts';
import { filterProblem, type NameFilter } from '../rootfs/name-filter.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import type { RunOptions } from '../workers/worker-pool.ts';
import type { Tasks } from '../workers/protocol.ts';
import { LastWanted } from './last-wanted.svelte.ts';

type Matches = Tasks['match-names']['output'];
/** Who looks: a worker of the page's. */
export interface NameLooker {
  look(input: Tasks['match-names']['input'], options: RunOptions): Promise<Matches>;
  /** Gives back what it holds. */
  endIdle(): void;
}

/** What is looked through: the nodes of a tree. */
export type Named = Pick<RootfsColumns, 'names' | 'parents'>;

/** Seconds after which an expression is given up, counted from when its worker begins to look. */
const longest = 3;
/** Milliseconds that one which nobody waits for any more still gets: most are done by then, and a new worker is dear. */
const patience = 300;

/** No name has it. */
const nothing: NameFilter = { kind: 'text', text: '\0' };

/** Which files a filter finds, worked out beside the page: the last one that was asked for. */
export class NameSearch {
  /** What was found last, by node; null where nothing is looked for. */
  found = $state.raw<Matches | null>(null);
  /** Why the last filter found nothing, in a sentence. */
  problem = $state<string | null>(null);
  private wanted: NameFilter = { kind: 'text', text: '' };
  private readonly nodes: Named;
  private readonly looker: NameLooker;
  private isPrepared = false;
  private current: AbortController | null = null;
  private readonly searches = new LastWanted((isWanted) => this.search(isWanted));

  constructor(nodes: Named, looker: NameLooker) {
    this.nodes = nodes;
    this.looker = looker;
  }

  get busy(): boolean {
    return this.searches.busy;
  }

  /** Resolves when what is found is shown. While a filter can't be used, what the one before found stays. */
  async look(filter: NameFilter): Promise<void> {
    this.wanted = filter;
    const { current } = this;
    if (current) setTimeout(() => current.abort(), patience);
    this.problem = filter.text === '' ? null : filterProblem(filter);
    if (filter.text === '') this.found = null;
    else if (this.problem === null) await this.searches.ask();
  }

  /** Somebody is about to look: the worker gets the names, which takes longer than to look through them. */
  prepare(): void {
    if (this.isPrepared) return;
    this.isPrepared = true;
    const { names, parents } = this.nodes;
    const input = { fileName: 'The filter', names, parents, filter: nothing };
    // One that fails is met again where it matters.
    this.looker.look(input, {}).catch(() => undefined);
  }

  /** Nobody looks any more: the names that the worker holds are given back. */
  end(): void {
    this.wanted = { kind: 'text', text: '' };
    this.current?.abort();
    this.looker.endIdle();
  }

  private async search(isWanted: () => boolean): Promise<void> {
    const filter = this.wanted;
    const isAsked = (): boolean => isWanted() && this.wanted === filter;
    const controller = new AbortController();
    this.current = controller;
    let limit: ReturnType<typeof setTimeout> | undefined;
    const onProgress = (): void => void (limit ??= setTimeout(() => controller.abort(), longest * 1000));
    try {
      const { names, parents } = this.nodes;
      const input = { fileName: 'The filter', names, parents, filter };
      const found = await this.looker.look(input, { signal: controller.signal, onProgress });
      if (isAsked()) this.found = found;
    } catch (error) {
      if (isAsked())
        this.problem = controller.signal.aborted ? this.tooSlow() : describeFault(toFault(error, 'The filter'));
    } finally {
      clearTimeout(limit);
      this.current = null;
    }
  }

  private tooSlow(): string {
    return `Given up after ${longest} s: this takes too long for ${formatCount(this.nodes.parents.length - 1)} names. A repetition within a repetition, such as (a+)+, can take for ever; write it as one.`;
  }
}
