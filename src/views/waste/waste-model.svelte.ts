import { groupByCauseInPieces, type WasteGroup } from '../../analysis/waste-groups.ts';
import { WasteTree } from '../../analysis/waste-tree.ts';
import type { WastedCopies } from '../../analysis/wasted-copies.ts';
import type { ImageSession } from '../../app/image-session.svelte.ts';
import { SumInTurns } from '../../app/sum-in-turns.svelte.ts';
import type { InPieces } from '../../bytes/in-pieces.ts';
import { goneReasons } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import type { ImageReport } from '../../report/report.ts';
import { wastedCopiesInPiecesOf } from '../../report/build-report.ts';
import type { Side, WantedReason } from './waste-rows.ts';

export type Grouping = 'cause' | 'folder' | 'layers' | 'path';

/** What is wasted of what is set above, summed up. */
export interface SummedWaste {
  readonly copies: WastedCopies;
  readonly groups: readonly WasteGroup[];
  readonly tree: WasteTree;
  /** Of the events, those that count. */
  readonly keep: (event: number) => boolean;
  readonly side: Side;
  readonly reason: WantedReason;
}

/** What of an image's waste is shown, and how it is grouped. */
export class WasteModel {
  readonly rootfs: Rootfs;
  grouping = $state<Grouping>('cause');
  side = $state<Side>('all');
  reason = $state<WantedReason>('all');
  /** The cause that the user was led to. */
  cause = $state<string | null>(null);
  private readonly session: ImageSession;
  private readonly image: () => ImageReport;

  readonly sums = new SumInTurns<SummedWaste>();
  readonly bytes = $derived(this.shown?.groups.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0);
  readonly files = $derived(this.shown?.groups.reduce((sum, { files }) => sum + files, 0) ?? 0);

  constructor(session: ImageSession, rootfs: Rootfs, image: () => ImageReport) {
    this.session = session;
    this.rootfs = rootfs;
    this.image = image;
  }

  /** What was summed up last; null until it was once. */
  get shown(): SummedWaste | null {
    return this.sums.shown;
  }

  /** Sums up what is wanted; files may be hundreds of thousands. Gives what ends it. */
  sumUp(): () => void {
    return this.sums.sum(this.summed());
  }

  private summed(): InPieces<SummedWaste> {
    const { rootfs, side, reason } = this;
    const { contents, image } = this.session;
    const keep = this.keeper(this.image().base.layers);
    return (function* () {
      const copies = yield* wastedCopiesInPiecesOf({ image, contents, rootfs });
      const groups = yield* groupByCauseInPieces(rootfs, copies, keep);
      return { copies, groups, tree: yield* WasteTree.inPieces(rootfs, copies, keep), keep, side, reason };
    })();
  }

  /** Of the events, those that are shown. */
  private keeper(baseLayers: number): (event: number) => boolean {
    const { eventLayers, eventGoneReasons } = this.rootfs.columns;
    const { side, reason } = this;
    return (event) =>
      (side === 'all' || (eventLayers[event] as number) < baseLayers === (side === 'base')) &&
      (reason === 'all' || goneReasons[eventGoneReasons[event] as number] === reason);
  }

  /** Copies by chown and the like are told by their contents, which take longer to read than the names. */
  get comparing(): boolean {
    return this.session.contents === null;
  }

  showCause(cause: string): void {
    this.cause = cause;
    this.grouping = 'cause';
  }
}
