import { changedKinds } from '../analysis/comparison/compared-files.ts';
import type { ComparedSort, ComparedTree } from '../analysis/comparison/compared-tree.ts';
import { toFault, type Fault } from '../fault.ts';
import type { NameFilter } from '../rootfs/name-filter.ts';
import type { NodeKind } from '../rootfs/tree-state.ts';
import type { CiRules } from './ci-rules.svelte.ts';
import type * as comparing from './compare-pair.ts';
import type { ImageSession } from './image-session.svelte.ts';
import { wholeInTurns } from './in-turns.ts';
import type { NameSearch } from './name-search.svelte.ts';
import { Progress } from './progress.svelte.ts';
import { kindSwitched, nodesToggled, noneToggled } from './shown-changes.ts';

export type Side = 'before' | 'after';

/** Two images, in the order in which they are compared. */
export type Pair = Readonly<Record<Side, ImageSession>>;

/** The files of two images over each other. */
interface Laid {
  readonly pair: Pair;
  readonly tree: ComparedTree;
}

const samePair = (a: Pair, b: Pair): boolean => a.before === b.before && a.after === b.after;
const flip = ({ before, after }: Pair): Pair => ({ before: after, after: before });
const turned = async ({ pair, tree }: Laid, signal: AbortSignal): Promise<Laid> => ({
  pair: flip(pair),
  tree: await wholeInTurns(tree.swapped(), signal),
});

/** Two of the images beside each other: which they are, what came of it, and what of their files is shown. */
export class Comparison {
  private readonly sessions: () => readonly ImageSession[];
  private readonly ciRules: CiRules;
  private code = $state.raw<typeof comparing | null>(null);
  /** Which the user chose, by their keys; null: nobody did. */
  private chosen = $state.raw<Readonly<Record<Side, string | null>>>({ before: null, after: null });
  private compared = $state.raw<Laid | null>(null);
  private abort: AbortController | null = null;
  /** That which is under way, or could not be compared. */
  private running: Pair | null = null;
  /** Ends what turns both sides round; null while nothing does. */
  private turning: AbortController | null = null;
  busy = $state(false);
  /** Contents are being compared. */
  hashing = $state(false);
  progress = $state.raw(new Progress());
  fault = $state.raw<Fault | null>(null);
  /** What of the files is shown; kept whatever is compared. */
  private written = $state.raw<NameFilter>({ kind: 'text', text: '' });
  /** Looks the names of the two through; another pair has other names. */
  search = $state.raw<NameSearch | null>(null);
  private searched: ComparedTree['files']['names'] | null = null;
  kinds = $state.raw(changedKinds);
  sort = $state.raw<{ column: ComparedSort; descending: boolean }>({ column: 'difference', descending: true });
  toggled = $state.raw(noneToggled);

  /** Null where there are no two images. What was chosen and is gone gives its place to the next in order. */
  readonly pair = $derived.by((): Pair | null => {
    const sessions = this.sessions();
    const chosen = (side: Side): ImageSession | undefined => sessions.find(({ key }) => key === this.chosen[side]);
    const before = chosen('before') ?? sessions.find((one) => one !== chosen('after'));
    const after = chosen('after') ?? sessions.find((one) => one !== before);
    return before && after && before !== after ? { before, after } : null;
  });

  /** The files of the two that are chosen; null until they were compared. */
  readonly tree = $derived.by((): ComparedTree | null => {
    const { compared, pair } = this;
    return compared && pair && samePair(compared.pair, pair) ? compared.tree : null;
  });

  readonly report = $derived.by(() => {
    const { code, tree, pair, hashing: unfinished } = this;
    const ciSettings = this.ciRules.settings;
    return code && tree && pair ? code.reportPair(pair, tree, { sessions: this.sessions(), ciSettings, unfinished }) : null; // prettier-ignore
  });

  constructor({ sessions, ciRules }: { sessions: () => readonly ImageSession[]; ciRules: CiRules }) {
    this.sessions = sessions;
    this.ciRules = ciRules;
  }

  /** Whoever is chosen for the one side while being the other changes places with it. */
  choose(side: Side, session: ImageSession): void {
    const other: Side = side === 'before' ? 'after' : 'before';
    const { pair } = this;
    this.stopTurning();
    if (pair?.[other] === session) return void this.swap();
    const opposite = pair?.[other].key ?? this.chosen[other];
    const { key } = session;
    this.chosen = side === 'before' ? { before: key, after: opposite } : { before: opposite, after: key };
    this.toggled = noneToggled;
  }

  /**
   * What was worked out stays, the other way round. Turning a million files takes a while: until it is done, both sides
   * stand as they did, and who swaps them once more by then leaves them so.
   */
  async swap(): Promise<void> {
    const { pair } = this;
    if (this.turning) return this.stopTurning();
    if (!pair) return;
    const turning = new AbortController();
    this.turning = turning;
    try {
      await this.turn(pair, turning.signal);
    } catch (error) {
      if (!turning.signal.aborted) throw error;
    } finally {
      if (this.turning === turning) this.turning = null;
    }
  }

  private async turn(pair: Pair, signal: AbortSignal): Promise<void> {
    let [from, to]: [Laid | null, Laid | null] = [null, null];
    // Meanwhile the files may become others: their contents were compared.
    while (this.compared !== from) {
      from = this.compared;
      to = from && samePair(from.pair, pair) ? await turned(from, signal) : null;
    }
    if (to) this.compared = to;
    this.chosen = { before: pair.after.key, after: pair.before.key };
  }

  private stopTurning(): void {
    this.turning?.abort();
    this.turning = null;
  }

  toggle(nodes: readonly number[], open: boolean): void {
    this.toggled = nodesToggled(this.toggled, nodes, open);
  }

  toggleKind(kind: NodeKind): void {
    this.kinds = kindSwitched(this.kinds, kind);
  }

  /** As it was typed; what it finds comes by and by. */
  get filter(): NameFilter {
    return this.written;
  }

  set filter(filter: NameFilter) {
    this.written = filter;
    void this.search?.look({ ...filter, text: filter.text.trim() });
  }

  showAll(): void {
    this.filter = { ...this.filter, text: '' };
    this.kinds = changedKinds;
  }

  /** Compares the two that are chosen, once their layers are read. To be called in an effect of what shows it. */
  follow(): void {
    const { pair, tree, running } = this;
    if (!pair || tree || !pair.before.rootfs || !pair.after.rootfs) return;
    if (running && (samePair(running, pair) || samePair(running, flip(pair)))) return;
    void this.run(pair);
  }

  tryAgain(): void {
    if (this.pair) void this.run(this.pair);
  }

  reset(): void {
    this.abort?.abort();
    this.abort = null;
    this.stopTurning();
    this.busy = false;
    this.hashing = false;
    this.compared = null;
    this.search?.end();
    this.search = null;
    this.searched = null;
    this.running = null;
    this.fault = null;
    this.chosen = { before: null, after: null };
    this.toggled = noneToggled;
    this.showAll();
  }

  private async run(pair: Pair): Promise<void> {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.running = pair;
    this.busy = true;
    this.hashing = false;
    this.fault = null;
    try {
      await this.compare(pair, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.fault = toFault(error, pair.before.fileName);
    } finally {
      if (this.abort === abort) {
        this.busy = false;
        this.hashing = false;
        // One that failed is not tried again by itself.
        if (!this.fault) this.running = null;
      }
    }
  }

  private async compare(pair: Pair, signal: AbortSignal): Promise<void> {
    this.code ??= await import('./compare-pair.ts');
    const { tree, requests } = await this.code.layOver(pair, signal);
    signal.throwIfAborted();
    this.hashing = requests.before.length + requests.after.length > 0;
    await this.take({ pair, tree }, signal);
    performance.mark('plimsoll:laid-over');
    if (!this.hashing) return;
    this.progress = new Progress();
    const settled = await this.code.withContents(tree, pair, requests, this.progress, signal);
    signal.throwIfAborted();
    await this.take({ pair, tree: settled }, signal);
    this.hashing = false;
  }

  /** What was worked out for a pair, whichever way round it is shown by now. */
  private async take(laid: Laid, signal: AbortSignal): Promise<void> {
    const { files } = laid.tree;
    if (this.code && this.searched !== files.names) {
      this.search = this.code.nameSearchOfPage(files);
      this.searched = files.names;
      void this.search.look({ ...this.filter, text: this.filter.text.trim() });
    }
    const isFlipped = (): boolean => this.pair !== null && samePair(this.pair, flip(laid.pair));
    while (isFlipped()) laid = await turned(laid, signal);
    this.compared = laid;
  }
}
