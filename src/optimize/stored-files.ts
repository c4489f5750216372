import type { RootfsColumns } from '../rootfs/columns.ts';
import type { Rootfs, StoredCopy } from '../rootfs/rootfs.ts';

export interface PlacedCopy extends StoredCopy {
  readonly path: string;
}

/** What one layer did to a path. */
export interface PlacedEvent {
  readonly event: number;
  readonly node: number;
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'removed';
  readonly isDirectory: boolean;
}

/** As many answers as the reviews of one Dockerfile ask for; whoever types asks new questions without end. */
const mostRemembered = 2000;

/** What each layer of an image stores, by its paths: whatever Dockerfile it is held against, they are read once. */
export class StoredFiles {
  private readonly copiesByLayer = new Map<number, PlacedCopy[]>();
  private readonly eventsByLayer = new Map<number, PlacedEvent[]>();
  private readonly answers = new Map<string, unknown>();

  private constructor(readonly rootfs: Rootfs) {}

  private static readonly known = new WeakMap<RootfsColumns, StoredFiles>();

  static of(rootfs: Rootfs): StoredFiles {
    const known = StoredFiles.known.get(rootfs.columns) ?? new StoredFiles(rootfs);
    StoredFiles.known.set(rootfs.columns, known);
    return known;
  }

  /** Files that a layer stored. */
  copiesIn(layer: number): readonly PlacedCopy[] {
    const known = this.copiesByLayer.get(layer);
    if (known) return known;
    const copies: PlacedCopy[] = [];
    for (const { node, event, path } of this.eventsIn(layer)) {
      const copy = this.rootfs.copyOf(node, event);
      if (copy) copies.push({ ...copy, path });
    }
    this.copiesByLayer.set(layer, copies);
    return copies;
  }

  eventsIn(layer: number): readonly PlacedEvent[] {
    const known = this.eventsByLayer.get(layer);
    if (known) return known;
    const events = Array.from(this.rootfs.eventsOfLayer(layer), (event): PlacedEvent => {
      const node = this.rootfs.nodeOfEvent(event);
      const isDirectory = this.rootfs.isDirectory(event);
      return { event, node, path: this.rootfs.pathOf(node), kind: this.rootfs.kindOf(event), isDirectory };
    });
    this.eventsByLayer.set(layer, events);
    return events;
  }

  /** What was worked out of this image alone, and of what the question names, is not worked out again. */
  remembered<T>(question: readonly unknown[], work: () => T): T {
    const key = JSON.stringify(question);
    if (this.answers.has(key)) return this.answers.get(key) as T;
    if (this.answers.size >= mostRemembered) this.answers.clear();
    const answer = work();
    this.answers.set(key, answer);
    return answer;
  }
}
