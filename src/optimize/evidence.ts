import { formatBytes, type Bytes } from '../bytes/units.ts';
import { resolvePath } from '../dockerfile/places.ts';
import { layerKeywords } from '../history/compare-history.ts';
import type { DockerfileMatch } from '../history/dockerfile-match.ts';
import type { ArchiveImage } from '../image/model.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { noEvent } from '../rootfs/columns.ts';
import type { Rootfs, StoredCopy } from '../rootfs/rootfs.ts';
import type { Leak } from '../secrets/leak.ts';
import { checkCompatibility, type Compatibility } from './compatibility/compatibility.ts';
import type { InstalledPackage } from './compatibility/package-facts.ts';
import type { ProgramFacts } from './compatibility/program-facts.ts';
import { Remembered } from './remembered.ts';
import { RemovalGuard, type Removed } from './removal-guard.ts';
import { startedPaths, type StartedPath } from './started-paths.ts';
import { StoredFiles, type PlacedCopy, type PlacedEvent } from './stored-files.ts';

export type { PlacedCopy, PlacedEvent };

/** What was found by reading its files. */
export interface FoundInImage {
  readonly leaks: readonly Leak[];
  /** Null before the files were read. */
  readonly programs?: ProgramFacts | null;
}

export const isBelow = (path: string, directory: string): boolean =>
  directory === '/' || path === directory || path.startsWith(`${directory}/`);

export const sumOf = (copies: readonly { readonly size: Bytes }[]): Bytes =>
  copies.reduce((sum, copy) => sum + copy.size, 0);

/** `3 files, 1.20 MB`. */
export function describeCopies(copies: readonly { readonly size: Bytes }[]): string {
  return `${copies.length === 1 ? '1 file' : `${copies.length} files`}, ${formatBytes(sumOf(copies))}`;
}

/** By what was found in an image; of one that nobody looked into, by its files. */
const compatibilities = new Remembered<readonly Compatibility[]>();

/** The dropped image as the witness for a Dockerfile: which layer came from which line, and what it holds. */
export class ImageEvidence {
  readonly image: ArchiveImage;
  readonly rootfs: Rootfs;
  /** Layers 0 to baseLayers - 1 came with the base image. */
  readonly baseLayers: number;
  private readonly match: DockerfileMatch;
  private readonly layers: ReadonlyMap<number, number>;
  private readonly files: StoredFiles;
  private leaks: readonly Leak[] = [];
  private programs: ProgramFacts | null = null;
  private guard: RemovalGuard | null = null;
  private readonly leaksByPath = new Map<string, Leak[]>();

  private constructor(match: DockerfileMatch, image: ArchiveImage, rootfs: Rootfs) {
    this.match = match;
    this.image = image;
    this.files = StoredFiles.of(rootfs);
    this.rootfs = this.files.rootfs;
    this.layers = layersByLine(match);
    this.baseLayers = image.history.slice(0, baseEntriesOf(match)).filter(({ layer }) => layer !== null).length;
  }

  /**
   * The same witness, who has been told of the secrets that were found, and of the programs; what it has read of the layers
   * stays known.
   */
  withFound({ leaks, programs = null }: FoundInImage): ImageEvidence {
    const told = new ImageEvidence(this.match, this.image, this.rootfs);
    told.leaks = leaks;
    told.programs = programs;
    told.guard = programs && new RemovalGuard(this.rootfs, programs);
    for (const leak of leaks) {
      if (leak.path === null) continue;
      const known = told.leaksByPath.get(leak.path);
      if (known) known.push(leak);
      else told.leaksByPath.set(leak.path, [leak]);
    }
    return told;
  }

  /** `match`: the Dockerfile beside the image. Null where it did not build the image: then nothing in it is evidence. */
  static of(match: DockerfileMatch, image: ArchiveImage, rootfs: Rootfs): ImageEvidence | null {
    const isOfImage = match.verdict === 'built' || match.verdict === 'similar';
    return isOfImage ? new ImageEvidence(match, image, rootfs) : null;
  }

  /** Every line that puts files into the image has a layer of its own: nothing that it stores is anyone's guess. */
  get knowsEveryLine(): boolean {
    return this.match.lines.every(({ keyword, layer }) => layer !== null || !layerKeywords.has(keyword));
  }

  /** Why no line has a layer, so that nothing can be measured; null where one has. */
  get unmeasured(): string | null {
    const isMaker = this.match.lines.some(({ keyword }) => layerKeywords.has(keyword));
    return this.layers.size === 0 && isMaker ? this.match.sentence : null;
  }

  /** The layer that a line of the original Dockerfile made. */
  layerOfLine(line: number): number | null {
    return this.layers.get(line) ?? null;
  }

  /** What the layers store that came with the base image; null where none is known to have. */
  get baseBytes(): Bytes | null {
    if (this.baseLayers === 0) return null;
    const { eventTypes, eventSizes, layerStarts } = this.rootfs.columns;
    let sum = 0;
    for (let event = 0; event < (layerStarts[this.baseLayers] ?? 0); event++) {
      if (eventTypes[event] === EntryTypeCode.file) sum += eventSizes[event] as number;
    }
    return sum;
  }

  /** Files that a layer stored, with their paths. */
  copiesIn(layer: number): readonly PlacedCopy[] {
    return this.files.copiesIn(layer);
  }

  eventsIn(layer: number): readonly PlacedEvent[] {
    return this.files.eventsIn(layer);
  }

  /** An answer that rests on the layers' files, and on what the question names; it is worked out once. */
  remembered<T>(question: readonly unknown[], work: () => T): T {
    return this.files.remembered(question, work);
  }

  /** Files of some layers at or below some paths. */
  copiesBelow(layers: readonly number[], directories: readonly string[]): readonly PlacedCopy[] {
    return this.remembered(['copies-below', layers, directories], () =>
      layers.flatMap((layer) =>
        this.copiesIn(layer).filter((copy) => directories.some((directory) => isBelow(copy.path, directory))),
      ),
    );
  }

  /** True where the path is there after a layer; by default, in the final tree. */
  has(path: string, layer?: number): boolean {
    const node = this.rootfs.find(path);
    return node !== null && this.rootfs.isThere(node, layer);
  }

  /** The number of the user that owns a path of the final tree; 0 where there is none. */
  ownerOf(path: string): number {
    const node = this.rootfs.find(path);
    const { layerCount, eventUids } = this.rootfs.columns;
    return node !== null && this.has(path) ? (eventUids[this.rootfs.eventAt(node, layerCount - 1)] ?? 0) : 0;
  }

  /** True where any layer ever held the path. */
  hadEver(path: string): boolean {
    return this.rootfs.find(path) !== null;
  }

  /** The value of a variable in the image's config. */
  variable(name: string): string | null {
    const entry = this.image.config.env.find((given) => given.startsWith(`${name}=`));
    return entry === undefined ? null : entry.slice(name.length + 1);
  }

  /** Secrets that some layers hold in a file. */
  leaksIn(layers: readonly number[], path: string): Leak[] {
    const leaks = this.leaksByPath.get(path) ?? [];
    return leaks.filter(({ layer }) => layer !== null && layers.includes(layer));
  }

  /** Secrets that a variable or a build argument has for its value, in the config or in the history. */
  leaksOfVariable(name: string, ...where: Leak['where'][]): Leak[] {
    return this.leaks.filter((leak) => leak.variable === name && where.includes(leak.where));
  }

  /** Variables of the config whose value is a secret. */
  get leakedVariables(): string[] {
    return this.leaks.flatMap(({ where, variable }) => (where === 'env' && variable !== null ? [variable] : []));
  }

  /** What the package.json of a directory says; null where it was not read. */
  manifestIn(directory: string): string | null {
    return this.startsIn(directory) ? (this.programs?.manifest ?? null) : null;
  }

  /** Folders of the packages in a directory that are there for development alone; null where nothing in the image tells. */
  developmentIn(directory: string): ReadonlySet<string> | null {
    const folders = this.startsIn(directory) ? this.programs?.development : undefined;
    return folders ? new Set(folders.map((folder) => resolvePath(directory, folder))) : null;
  }

  private startsIn(directory: string): boolean {
    return resolvePath('/', directory) === resolvePath('/', this.image.config.workingDir);
  }

  /** Names of what is directly in a directory of the final tree. */
  namesIn(directory: string): string[] {
    const node = this.rootfs.find(directory);
    if (node === null) return [];
    const children = this.rootfs.childrenOf(node).filter((child) => this.rootfs.isThere(child));
    return children.map((child) => this.rootfs.nameOf(child)).sort();
  }

  /**
   * Whether what it runs would run on other kinds of base images than the one that FROM names; `pruned`: without the development
   * packages of that directory.
   */
  compatibilityOf(base: string, pruned: string | null = null): readonly Compatibility[] {
    const { image, rootfs, baseLayers, programs } = this;
    return compatibilities.of(programs ?? rootfs, JSON.stringify([base, baseLayers, pruned]), () => {
      const folders = pruned === null ? null : this.developmentIn(pruned);
      return checkCompatibility({ image, rootfs, baseLayers, base, programs, ...(folders && { pruned: folders }) });
    });
  }

  /** Those of some stored copies that `whyNeeded` has to know of: most files nobody is known to need. */
  needable(copies: readonly number[] | null): number[] {
    return this.guard && copies ? this.guard.needable(copies) : [];
  }

  /** Why some stored copies have to stay, in a sentence; null where nothing is known that needs them. */
  whyNeeded(removed: Removed): string | null {
    return this.guard?.whyNeeded(removed) ?? null;
  }

  /** Of some stored copies those that something which stays cannot start without, each with why, in a sentence. */
  neededAmong(own: readonly number[], gone: ReadonlySet<number>): ReadonlyMap<number, string> {
    return this.guard?.neededAmong(own, gone) ?? new Map();
  }

  /** What the words lead to that a container is started with. */
  startedPaths(): readonly StartedPath[] {
    return this.remembered(['started-paths', this.image.config], () => startedPaths(this.image, this.rootfs));
  }

  /** Packages that the image’s databases list; none before the files were read. */
  get installed(): readonly InstalledPackage[] {
    return this.programs?.packages.installed ?? [];
  }

  /** Packages of the system that are there for some others alone, these among them; none before the files were read. */
  packagesGoneWith(names: readonly string[], layers: readonly number[], named: readonly string[]): readonly string[] {
    return this.guard?.packagesGoneWith(names, layers, named) ?? [];
  }

  /** True where this copy holds what an earlier layer stored at its path: same size and time. */
  isStoredAgain(copy: StoredCopy): boolean {
    const { eventSizes, eventMtimes, previousEvents } = this.rootfs.columns;
    const before = previousEvents[copy.event] as number;
    return before !== noEvent && eventSizes[before] === copy.size && eventMtimes[before] === eventMtimes[copy.event];
  }
}

function layersByLine({ lines }: DockerfileMatch): Map<number, number> {
  const layers = new Map<number, number>();
  for (const { line: first, endLine, layer } of lines) {
    if (layer === null) continue;
    for (let line = first; line <= endLine; line++) layers.set(line, layer);
  }
  return layers;
}

/** Where the lowest lines have no sure place, the lowest that has one tells: as many entries as lines lie below it. */
function baseEntriesOf({ baseEntries, lines }: DockerfileMatch): number {
  if (baseEntries !== null) return baseEntries;
  const recorded = lines.filter(({ kind }) => kind !== 'unrecorded');
  const index = recorded.findIndex(({ entry }) => entry !== null);
  return index < 0 ? 0 : Math.max(0, recorded[index]!.entry! - index);
}
