import { toFault, type Fault } from '../fault.ts';
import type { LayerBodies } from '../hardening/layer-bodies.ts';
import type { OpenOptions } from '../archive/open-range.ts';
import type { ArchiveImage, LayerBlob } from '../image/model.ts';
import type { LayerPackages } from '../packages/layer-packages.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { applyIgnoreList, type KeptSecrets } from '../secrets/apply-ignore-list.ts';
import { isOfDockerfiles } from '../secrets/ignore-list.ts';
import { gatherSecrets, type ImagePlace, type ImageSecrets } from '../secrets/image-secrets.ts';
import { textsOfImage } from '../secrets/image-texts.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';
import { valueInText } from '../secrets/value-in-text.ts';
import { pool } from '../workers/pool.ts';
import type { LayerFiles } from '../workers/protocol.ts';
import { searchLayer } from './layer-search.ts';
import { Progress } from './progress.svelte.ts';
import { searchOrder } from './search-order.ts';
import type { SecretSettings } from './secret-settings.svelte.ts';

/** An image as the search needs it. */
export interface SearchedImage {
  readonly fileName: string;
  readonly image: ArchiveImage;
  /** What a task needs to read a layer. */
  read(layer: LayerBlob): { file: Blob; layer: LayerBlob } & OpenOptions;
}

/** The search of one image for secrets: every file of every layer, hidden ones too, and the config. */
export class SecretSearch {
  private readonly of: SearchedImage;
  private readonly settings: SecretSettings;
  /** One for Dockerfiles is not unused because the image has nothing that it fits. */
  private readonly entries = $derived.by(() => this.settings.entries.filter((entry) => !isOfDockerfiles(entry)));
  /** What was found, with what the user lets stand; null until all layers were searched. */
  found = $state.raw<ImageSecrets | null>(null);
  /** Without what the user lets stand. */
  readonly kept = $derived.by((): KeptSecrets | null =>
    this.found ? applyIgnoreList(this.found, this.entries) : null,
  );
  /** What checks look into, which the same reading gives; null until it is over, and for a layer that could not be read. */
  bodies = $state.raw<readonly (LayerBodies | null)[] | null>(null);
  /** What catalogers read, as `bodies`. */
  packages = $state.raw<readonly (LayerPackages | null)[] | null>(null);
  private foundWith = $state.raw<readonly OwnPattern[]>([]);
  get ownPatterns(): readonly OwnPattern[] {
    return this.settings.patterns;
  }

  /** Found before the user's own patterns became what they are. */
  readonly isOutdated = $derived.by((): boolean => this.found !== null && this.foundWith !== this.settings.patterns);
  private underWay = $state(0);
  readonly running = $derived(this.underWay > 0);
  progress = $state.raw(new Progress());
  /** Places in the layers that were searched so far. */
  placesSoFar = $state(0);

  constructor(of: SearchedImage, settings: SecretSettings) {
    this.of = of;
    this.settings = settings;
  }

  /** Rejects with an AbortError when cancelled. A layer that can't be searched is a fault, the others are searched. */
  async run(rootfs: Rootfs, signal: AbortSignal, onFault: (fault: Fault) => void): Promise<void> {
    const { image, fileName } = this.of;
    const own = this.settings.patterns;
    this.underWay++;
    try {
      const texts = textsOfImage(image);
      const [inTexts, layers] = await Promise.all([
        pool.run('scan-texts', { fileName, texts: texts.map(({ text }) => text), own }, { signal }),
        this.layers(searchOrder(image.layers.length, rootfs), own, signal, onFault),
      ]);
      const secrets = layers.map((layer) => layer?.secrets ?? null);
      const found = gatherSecrets(rootfs, secrets, texts, inTexts);
      this.bodies = layers.map((layer) => layer?.bodies ?? null);
      this.packages = layers.map((layer) => layer?.packages ?? null);
      // Of two searches at once, that with the patterns in force counts.
      if (own === this.settings.patterns) [this.found, this.foundWith] = [found, own];
      performance.mark('plimsoll:searched');
    } finally {
      this.underWay--;
    }
  }

  private layers(
    order: readonly number[],
    own: readonly OwnPattern[],
    signal: AbortSignal,
    onFault: (fault: Fault) => void,
  ): Promise<(LayerFiles | null)[]> {
    const { layers } = this.of.image;
    const sizes = layers.map(({ range }) => (range ? range.end - range.start : 0));
    const progress = new Progress();
    progress.start(sizes);
    this.progress = progress;
    this.placesSoFar = 0;
    const results: Promise<LayerFiles | null>[] = [];
    for (const index of order) {
      const layer = layers[index]!;
      const onProgress = (done: number): void => progress.report(index, done);
      const search = async (): Promise<LayerFiles | null> => {
        try {
          const found = await searchLayer({ ...this.of.read(layer), own }, { signal, onProgress });
          this.placesSoFar += found.secrets.secrets.length;
          return found;
        } catch (error) {
          if (signal.aborted) throw error;
          onFault(toFault(error, this.of.fileName));
          return null;
        } finally {
          progress.finishLayer(index, sizes[index] ?? 0);
        }
      };
      results[index] = search();
    }
    return Promise.all(results);
  }

  /** The value at a place, read again from where it stands. Rejects with a FaultError where that is not possible any more. */
  async reveal({ where, name, layer, entry, found }: ImagePlace): Promise<string> {
    const { image } = this.of;
    if (where !== 'file') {
      const text = textsOfImage(image).find((one) => one.where === where && one.name === name)?.text ?? '';
      return valueInText(text, found);
    }
    return pool.run('reveal-secret', { ...this.of.read(image.layers[layer ?? 0]!), entry: entry ?? 0, found });
  }
}
