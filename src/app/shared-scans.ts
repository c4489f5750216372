import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import type { LayerScan } from '../layer/layer-table.ts';

/** Where the bytes of a layer lie: the same for all images that share it. */
export const keyOf = ({ file, range }: LayerBlob): string => `${file}:${range?.start}:${range?.end}`;

/** The scans of the layers of an archive: one that several images share is made once, and kept until its last use. */
export class SharedScans {
  private readonly uses = new Map<string, number>();
  private readonly scans = new Map<string, Promise<LayerScan>>();
  private readonly shared: ReadonlySet<string>;

  constructor(images: readonly ArchiveImage[]) {
    for (const key of images.flatMap(({ layers }) => layers.map(keyOf))) {
      this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    }
    this.shared = new Set([...this.uses].flatMap(([key, uses]) => (uses > 1 ? [key] : [])));
  }

  /** True where a scan has more than one user, so that none may give its buffers away. */
  isShared(layer: LayerBlob): boolean {
    return this.shared.has(keyOf(layer));
  }

  get(layer: LayerBlob, scan: () => Promise<LayerScan>): Promise<LayerScan> {
    const key = keyOf(layer);
    const usesLeft = (this.uses.get(key) ?? 1) - 1;
    this.uses.set(key, usesLeft);
    const made = this.scans.get(key) ?? scan();
    if (usesLeft > 0) this.keep(key, made);
    else this.scans.delete(key);
    return made;
  }

  private keep(key: string, made: Promise<LayerScan>): void {
    this.scans.set(key, made);
    // What failed is tried again by the next image.
    made.catch(() => this.scans.delete(key));
  }
}
