import { filesOf, type ArchiveSource } from '../archive/archive-index.ts';
import { candidateColumns, type HashRequest } from '../analysis/content-candidates.ts';
import type { ImageAnalysis } from '../analysis/analyse-image.ts';
import type { FileDigests } from '../analysis/hash-files.ts';
import type { ContentAnalysis, DuplicateGroup } from '../analysis/image-model.ts';
import { bytesToVerify, summarise, type Verification } from '../analysis/verification.ts';
import type { LayerDigests } from '../analysis/verify-layer.ts';
import { FaultError, toFault, type Fault } from '../fault.ts';
import type { OpenOptions } from '../archive/open-range.ts';
import type { Hardening } from '../hardening/harden.ts';
import type { TreeFacts } from '../hardening/tree-facts.ts';
import { firstFaults } from '../image/archive-contents.ts';
import type { ArchiveImage, Attestation, LayerBlob, OpenedArchive } from '../image/model.ts';
import type { ArchiveNote } from '../image/notes.ts';
import { buffersOf } from '../layer/layer-table-builder.ts';
import type { EntryPlace } from '../layer/stored-entry.ts';
import type { LayerScan, LayerTable } from '../layer/layer-table.ts';
import type { ProgramFacts } from '../optimize/compatibility/program-facts.ts';
import type { FilesApart, SaidApart, StoredFile } from '../packages/files-apart.ts';
import type { FileOwners } from '../packages/own-files.ts';
import type { Cataloged, ImagePackages } from '../packages/package.ts';
import { buildImageReport, type LayerSource } from '../report/build-report.ts';
import { Rootfs } from '../rootfs/rootfs.ts';
import { pool } from '../workers/pool.ts';
import type { Tasks } from '../workers/protocol.ts';
import { inTurns, wholeInTurns } from './in-turns.ts';
import { readDigests } from './layer-digests.ts';
import { LayerTars } from './layer-tars.ts';
import type { CiRules } from './ci-rules.svelte.ts';
import { Progress } from './progress.svelte.ts';
import type { Reading } from './reading.ts';
import { readingOrder } from './reading-order.ts';
import { Saving } from './saving.svelte.ts';
import { SecretSearch } from './secret-search.svelte.ts';
import type { ScratchSpace } from './scratch-space.ts';
import type { SecretSettings } from './secret-settings.svelte.ts';
import type { SharedScans } from './shared-scans.ts';
import type { UnpackedLayers } from './unpacked-layers.ts';
import type { VulnerabilityData } from './vulnerability-data.svelte.ts';
import { VulnerabilitySearch } from './vulnerability-search.svelte.ts';

let created = 0;

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

const noDigests: FileDigests = { events: new Uint32Array(0), digests: new Uint8Array(0) };

export type ImageState = 'scanning' | 'ready' | 'cancelled';

/** What the images of one archive share. */
export interface SessionInput {
  readonly source: ArchiveSource;
  readonly opened: OpenedArchive;
  readonly scans: SharedScans;
  readonly unpacked: UnpackedLayers;
  readonly reading: Reading;
  readonly ciRules: CiRules;
  readonly secretSettings: SecretSettings;
  readonly vulnerabilityData: VulnerabilityData;
  readonly space: ScratchSpace;
}

/** One image of a dropped archive: its layers are scanned side by side, stacked, and then compared by contents. */
export class ImageSession {
  /** Names this very image, while the page is open. */
  readonly key = String(++created);
  readonly source: ArchiveSource;
  readonly image: ArchiveImage;
  private readonly scans: SharedScans;
  readonly reading: Reading;
  /** What stands beside the image in its archive. */
  readonly notes: readonly ArchiveNote[];
  readonly attestations: readonly Attestation[];
  readonly progress = new Progress();
  state = $state<ImageState>('scanning');
  rootfs = $state.raw<Rootfs | null>(null);
  analysis = $state.raw<ImageAnalysis | null>(null);
  private tree = $state.raw<TreeFacts | null>(null);
  /** What the checks say; null until the files were looked into. */
  hardening = $state.raw<Hardening | null>(null);
  /** What was read of its programs; null before its files were. */
  programs = $state.raw<ProgramFacts | null>(null);
  /** What is installed; null before its files were read. */
  packages = $state.raw<ImagePackages | null>(null);
  private searches = $state(0);
  /** Its files are being looked into, for secrets and by the checks. */
  readonly searching = $derived(this.searches > 0);
  /** What equal contents say; null until they were compared. */
  contents = $state.raw<ContentAnalysis | null>(null);
  comparing = $state(false);
  comparison = $state.raw(new Progress());
  readonly secretSearch: SecretSearch;
  readonly vulnerabilities: VulnerabilitySearch;
  readonly tars: LayerTars;
  readonly saving: Saving;
  readonly space: ScratchSpace;
  private readonly releases: (() => void)[] = [];
  /** The verdict over the digests that the archive names; null until they were compared. */
  verification = $state.raw<Verification | null>(null);
  verifying = $state(false);
  /** The comparing of digests has ended, whatever came of it. */
  verifyEnded = $state(false);
  verifyProgress = $state.raw(new Progress());
  unreadLayers = $state.raw<number[]>([]);
  /** The Dockerfile whose instructions match the layers best. */
  layerSource = $state.raw<LayerSource | null>(null);
  /** How many layers the user says are the base image's; null: as found out. */
  baseLayers = $state<number | null>(null);
  private readonly ciRules: CiRules;

  readonly report = $derived.by(() => {
    const { fileName: file, image, analysis, rootfs, contents, verification, unreadLayers, baseLayers } = this;
    const secrets = this.secretSearch.kept;
    if (!analysis || !rootfs) return null;
    const { hardening, packages, layerSource: source } = this;
    const { lookedUp: lookups } = this.vulnerabilities;
    const known = { contents, secrets, hardening, packages, lookups, verification };
    const found = { image, analysis, rootfs, ...known, unreadLayers, source };
    return buildImageReport({ file, ...found, baseLayers, ciSettings: this.ciRules.settings });
  });

  constructor(image: ArchiveImage, input: SessionInput) {
    const { source, opened, scans, unpacked, reading, ciRules, secretSettings, vulnerabilityData, space } = input;
    this.source = source;
    this.image = image;
    this.scans = scans;
    this.reading = reading;
    this.ciRules = ciRules;
    this.secretSearch = new SecretSearch(this, secretSettings);
    this.vulnerabilities = new VulnerabilitySearch(source.name, image, vulnerabilityData);
    this.tars = new LayerTars(this, unpacked);
    this.space = space;
    this.saving = new Saving(this, space);
    this.notes = opened.notes;
    // What names no image of this archive is shown with each.
    const others = opened.images
      .map(({ manifestDigest }) => manifestDigest)
      .filter((digest) => digest !== image.manifestDigest);
    this.attestations = opened.attestations.filter(({ subject }) => subject === null || !others.includes(subject));
  }

  /** Name of the archive or folder that was dropped. */
  get fileName(): string {
    return this.source.name;
  }

  get duplicates(): readonly DuplicateGroup[] | null {
    return this.contents?.duplicates ?? null;
  }

  get title(): string {
    return this.image.reference ?? this.fileName;
  }

  /** Scans and stacks the layers. Rejects with an AbortError when cancelled; faults of layers go to `onFault`. */
  async scan(signal: AbortSignal, onFault: (fault: Fault) => void): Promise<void> {
    const { layers } = this.image;
    const { stacked, faults } = await this.readLayers(signal).catch((error: unknown) => {
      // A worker that ends takes along the tables that it was given, so everything is read once more.
      if (!(error instanceof FaultError) || error.fault.kind !== 'worker-ended') throw error;
      return this.readLayers(signal);
    });
    const { rootfs, analysis, tree, cut } = stacked;
    const cutAt = cut?.layer ?? layers.length;
    // A layer that the archive does not hold was told when the archive was opened.
    const told = layers.flatMap(({ index, range }) => (range && faults[index]) || []);
    for (const fault of firstFaults(told, this.fileName)) onFault(fault);
    if (cut) {
      const { layer: first, ...limit } = cut;
      onFault({ kind: 'limit', fileName: `${this.fileName} (layer ${first})`, ...limit });
    }
    this.unreadLayers = layers.map(({ index }) => index).filter((index) => faults[index] || index >= cutAt);
    this.rootfs = new Rootfs(rootfs);
    this.analysis = analysis;
    this.tree = tree;
    this.state = 'ready';
  }

  /** Looks for secrets once the layers are stacked, and makes the checks. Rejects with an AbortError when cancelled. */
  async search(signal: AbortSignal, onFault: (fault: Fault) => void): Promise<void> {
    const { image, rootfs, tree } = this;
    if (!rootfs || !tree) return;
    this.searches++;
    try {
      const search = this.secretSearch.run(rootfs, signal, onFault);
      // Loaded here, as the page's start has no use for the checks.
      const [loaded, { fileOwners }, { programFactsInPieces }] = await Promise.all([
        import('../hardening/harden.ts'),
        import('../hardening/file-owners.ts'),
        import('../optimize/compatibility/program-facts.ts'),
        search,
      ]);
      const { bodies } = this.secretSearch;
      if (!bodies) return;
      // On the page's own thread: a worker would need a copy of all columns while the readers still have theirs.
      const hardened = loaded.hardenedOf({ image, rootfs, tree }, bodies);
      this.programs = await wholeInTurns(programFactsInPieces(hardened), signal);
      const said = await inTurns(loaded.checkOneByOne(hardened), signal);
      this.hardening = loaded.summariseChecks(hardened, said);
      await this.gatherPackages(rootfs, fileOwners(hardened.bodies), signal);
    } finally {
      this.searches--;
    }
  }

  /** Looks the packages up among known vulnerabilities. Rejects with an AbortError when cancelled. */
  async lookUp(signal: AbortSignal): Promise<void> {
    if (this.packages) await this.vulnerabilities.run(this.packages, signal);
  }

  private async gatherPackages(rootfs: Rootfs, owners: FileOwners, signal: AbortSignal): Promise<void> {
    const { packages } = this.secretSearch;
    if (!packages) return;
    const [{ packagesInPieces }, { filesApart }] = await Promise.all([
      import('../packages/image-packages.ts'),
      import('../packages/files-apart.ts'),
    ]);
    const apart: SaidApart[] = [];
    for (const of of filesApart(rootfs, packages)) apart.push({ of, said: await this.readApart(of, signal) });
    const found = await wholeInTurns(packagesInPieces(rootfs, packages, owners, apart), signal);
    this.vulnerabilities.keepFor(found);
    this.packages = found;
  }

  /** Null where they could not be read. */
  private async readApart(of: FilesApart, signal: AbortSignal): Promise<Cataloged | null> {
    const { cataloger, pair, main, beside, isReadable } = of;
    if (!isReadable) return null;
    const placeOf = ({ layer, entry }: StoredFile): EntryPlace => {
      const { file, layer: blob } = this.read(this.image.layers[layer]!);
      return { file, layer: blob, entry };
    };
    const { fileName } = this;
    const places = { main: placeOf(main), beside: beside && placeOf(beside) };
    const input = { ...this.reading.options, fileName, cataloger, pair, ...places };
    return pool.run('read-files-apart', input, { signal }).catch(() => {
      signal.throwIfAborted();
      return null;
    });
  }

  /**
   * Compares contents, visible and hidden. Only files whose size another one shares are read; a layer whose files could not
   * be goes to `onFault`, and the others are compared.
   */
  async compare(signal: AbortSignal, onFault: (fault: Fault) => void): Promise<void> {
    if (!this.rootfs) return;
    const { fileName } = this;
    const { columns } = this.rootfs;
    this.comparing = true;
    try {
      const compressions = this.image.layers.map(({ compression }) => compression);
      const input = { fileName, columns: candidateColumns(columns), compressions };
      const { requests, count: candidates } = await pool.run('list-candidates', input, { signal });
      const hashed = await this.hash(requests, signal, onFault);
      // What the readers have collected is given back before the columns are copied.
      pool.endIdle('hash-files');
      this.contents = await pool.run('compare-contents', { fileName, rootfs: columns, hashed, candidates }, { signal });
      performance.mark('plimsoll:compared');
    } finally {
      // For the next image, or the next secret to be revealed.
      pool.warmLater();
      this.comparing = false;
    }
  }

  private hash(
    requests: readonly HashRequest[],
    signal: AbortSignal,
    onFault: (fault: Fault) => void,
  ): Promise<FileDigests[]> {
    const sizes = requests.map(({ files }) => sumOf(files.sizes));
    const progress = new Progress();
    progress.start(sizes);
    this.comparison = progress;
    return Promise.all(
      requests.map(async ({ layer, files }, index) => {
        const onProgress = (done: number): void => progress.report(index, done);
        const input = { ...this.read(this.image.layers[layer]!), files };
        const digests = await pool.run('hash-files', input, { signal, onProgress }).catch((error: unknown) => {
          if (signal.aborted) throw error;
          onFault(toFault(error, this.fileName));
          return noDigests;
        });
        progress.finishLayer(index, sizes[index] ?? 0);
        return digests;
      }),
    );
  }

  /** The statement of an attestation, as indented JSON. Rejects with a FaultError where it can't be read. */
  readAttestation(attestation: Attestation): Promise<string> {
    const { fileName, source } = this;
    return pool.run('read-attestation', { fileName, files: filesOf(source), attestation });
  }

  /**
   * Compares every digest that the archive names with the bytes. One layer at a time, so that all workers but one stay
   * free for what the user waits for.
   */
  async verify(signal: AbortSignal): Promise<void> {
    const { image } = this;
    const sizes = image.layers.map(bytesToVerify);
    const progress = new Progress();
    progress.start(sizes);
    this.verifyProgress = progress;
    this.verifying = true;
    try {
      const digests: LayerDigests[] = [];
      for (const layer of image.layers) {
        const onProgress = (done: number): void => progress.report(layer.index, done);
        digests.push(await readDigests(this.read(layer), { signal, onProgress }));
        progress.finishLayer(layer.index, sizes[layer.index] ?? 0);
      }
      this.verification = summarise(image, digests);
    } finally {
      this.verifying = false;
      this.verifyEnded = true;
    }
  }

  /** Stacks the layers' tables while later ones are still being read. Faults by layer. */
  private async readLayers(
    signal: AbortSignal,
  ): Promise<{ stacked: Tasks['stack-layers']['output']; faults: (Fault | null)[] }> {
    const { layers } = this.image;
    const sizes = layers.map(({ range }) => (range ? range.end - range.start : 0));
    this.progress.start(sizes);
    const faults = layers.map((): Fault | null => null);
    const read = async (layer: LayerBlob): Promise<LayerTable | null> => {
      const scan = await this.scanOne(layer, signal);
      faults[layer.index] = scan.fault;
      this.progress.finishLayer(layer.index, sizes[layer.index] ?? 0);
      return 'table' in scan ? scan.table : null;
    };
    const tables: Promise<LayerTable | null>[] = [];
    for (const index of readingOrder(sizes, pool.readers)) tables[index] = read(layers[index]!);
    const { port1, port2 } = new MessageChannel();
    const input = { fileName: this.fileName, layerCount: layers.length, tables: port2 };
    const stacking = pool.run('stack-layers', input, { signal, transfer: [port2] });
    try {
      // Waits for every table too: when the scan is cancelled, each of them is rejected.
      const [stacked] = await Promise.all([stacking, this.giveInOrder(tables, port1), ...tables]);
      return { stacked, faults };
    } finally {
      port1.close();
    }
  }

  /** A table that no other image needs moves; it is not copied. */
  private async giveInOrder(tables: readonly Promise<LayerTable | null>[], port: MessagePort): Promise<void> {
    for (const [index, reading] of tables.entries()) {
      const table = await reading;
      const moves = table && !this.scans.isShared(this.image.layers[index]!);
      port.postMessage(table, moves ? buffersOf(table) : []);
    }
  }

  /** Frees what was unpacked of it; called when it goes. */
  release(): void {
    this.tars.release();
    this.saving.release();
    for (const release of this.releases) release();
  }

  /** For what is known of it elsewhere. */
  onRelease(release: () => void): void {
    this.releases.push(release);
  }

  /** What a task needs to read a layer. */
  read(layer: LayerBlob): { file: Blob; layer: LayerBlob } & OpenOptions {
    return { ...this.reading.options, fileName: this.fileName, file: filesOf(this.source)[layer.file]!, layer };
  }

  private async scanOne(layer: LayerBlob, signal: AbortSignal): Promise<LayerScan | { fault: Fault }> {
    try {
      const onProgress = (done: number): void => this.progress.report(layer.index, done);
      return await this.scans.get(layer, () => pool.run('scan-layer', this.read(layer), { signal, onProgress }));
    } catch (error) {
      if (signal.aborted) throw error;
      return { fault: toFault(error, this.fileName) };
    }
  }
}
