import { groupByCause } from '../../analysis/waste-groups.ts';
import { WasteTree } from '../../analysis/waste-tree.ts';
import type { ImageSession } from '../../app/image-session.svelte.ts';
import { goneReasons } from '../../rootfs/columns.ts';
import type { Rootfs } from '../../rootfs/rootfs.ts';
import type { ImageReport } from '../../report/report.ts';
import { wastedCopiesOf } from '../../report/build-report.ts';
import type { Side } from './waste-rows.ts';

export type Grouping = 'cause' | 'folder' | 'layers' | 'path';
export type WantedReason = 'all' | 'deleted' | 'overwritten';

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

  readonly copies = $derived.by(() => {
    const { image, contents } = this.session;
    return wastedCopiesOf({ image, contents, rootfs: this.rootfs });
  });
  /** Of the events, those that are shown. */
  readonly keep = $derived.by(() => {
    const { eventLayers, eventGoneReasons } = this.rootfs.columns;
    const { side, reason } = this;
    const baseLayers = this.image().base.layers;
    return (event: number): boolean =>
      (side === 'all' || (eventLayers[event] as number) < baseLayers === (side === 'base')) &&
      (reason === 'all' || goneReasons[eventGoneReasons[event] as number] === reason);
  });
  readonly groups = $derived.by(() => groupByCause(this.rootfs, this.copies, this.keep));
  readonly tree = $derived.by(() => new WasteTree(this.rootfs, this.copies, this.keep));
  readonly bytes = $derived(this.groups.reduce((sum, { bytes }) => sum + bytes, 0));
  readonly files = $derived(this.groups.reduce((sum, { files }) => sum + files, 0));

  constructor(session: ImageSession, rootfs: Rootfs, image: () => ImageReport) {
    this.session = session;
    this.rootfs = rootfs;
    this.image = image;
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
