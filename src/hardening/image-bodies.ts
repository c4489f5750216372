import { decodeText } from '../bytes/text.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { ElfFacts } from '../content/elf.ts';
import type { CapableBody, ElfBody, LayerBodies, ScriptBody } from './layer-bodies.ts';
import { otherForm } from './package-files.ts';
import { readPackages, type Packages } from './package-lists.ts';

/**
 * A text in the final tree; null where no such file is there, 'unread' where it is too large, is not one that is kept, or
 * its layer could not be read.
 */
export type FoundText = string | null | 'unread';

/** A name of an ELF file. */
export interface ElfOfNode extends Pick<ElfBody, 'elf' | 'isWhole'> {
  readonly node: number;
}

/** A name of a script. */
export interface ScriptOfNode extends Pick<ScriptBody, 'words'> {
  readonly node: number;
}

/** What was read of the files of the final tree. */
export interface ImageBodies {
  /** Of an absolute path, symbolic links followed. Bytes that are no UTF-8 come as lone surrogates. */
  textOf(path: string): FoundText;
  elfOf(node: number): ElfFacts | null;
  /** All ELF files of the final tree, in the order of their nodes. */
  elves(): ElfOfNode[];
  /** The words behind `#!`. */
  scriptOf(node: number): ScriptBody['words'] | null;
  /** All scripts of the final tree that anybody may execute, in the order of their nodes. */
  scripts(): ScriptOfNode[];
  capabilitiesOf(node: number): CapableBody | null;
  /** Nodes of the final tree that have capabilities, in the order of their numbers. */
  capableNodes(): number[];
  /** The package that a path came with, as the lists of files say that package managers keep; null where none names it. */
  packageOf(path: string): string | null;
  /** What those lists, and the databases beside them, say of all packages. */
  readonly packages: Packages;
  /** How many of those lists could not be read, as they are too large. */
  readonly unreadLists: number;
  /** Layers whose files could not be looked into to their end. */
  readonly unread: readonly number[];
}

type Kind = 'texts' | 'elves' | 'scripts' | 'capable';
type BodyOf<K extends Kind> = LayerBodies[K][number];

/** What is kept of a layer's files, by entry. */
type Lookup = { readonly [K in Kind]: ReadonlyMap<Bytes, BodyOf<K>> };

const byEntry = <Body extends { readonly entry: Bytes }>(bodies: readonly Body[]): ReadonlyMap<Bytes, Body> =>
  new Map(bodies.map((body) => [body.entry, body]));

export class BodiesOfImage implements ImageBodies {
  readonly unread: readonly number[];
  readonly #rootfs: Rootfs;
  readonly #layers: readonly (Lookup | null)[];
  #known: Packages | null = null;

  /** `layers`: of each layer of the image, base first; null where it could not be read. */
  constructor(rootfs: Rootfs, layers: readonly (LayerBodies | null)[]) {
    this.#rootfs = rootfs;
    this.unread = layers.flatMap((layer, index) => (layer?.isComplete ? [] : [index]));
    this.#layers = layers.map(
      (layer) =>
        layer && {
          texts: byEntry(layer.texts),
          elves: byEntry(layer.elves),
          scripts: byEntry(layer.scripts),
          capable: byEntry(layer.capable),
        },
    );
  }

  textOf(path: string): FoundText {
    const { node } = resolvePath(this.#rootfs, path);
    return node === null ? null : this.#textOfNode(node);
  }

  elfOf(node: number): ElfFacts | null {
    return this.#bodyOf('elves', node)?.elf ?? null;
  }

  elves(): ElfOfNode[] {
    return this.#nodesWith('elves').flatMap((node) => {
      const body = this.#bodyOf('elves', node);
      return body ? [{ node, elf: body.elf, isWhole: body.isWhole }] : [];
    });
  }

  scriptOf(node: number): ScriptBody['words'] | null {
    return this.#bodyOf('scripts', node)?.words ?? null;
  }

  scripts(): ScriptOfNode[] {
    return this.#nodesWith('scripts').flatMap((node) => {
      const words = this.scriptOf(node);
      return words ? [{ node, words }] : [];
    });
  }

  capabilitiesOf(node: number): CapableBody | null {
    return this.#bodyOf('capable', node) ?? null;
  }

  capableNodes(): number[] {
    return this.#nodesWith('capable');
  }

  packageOf(path: string): string | null {
    const packages = this.packages.byPath;
    const named = packages.get(path);
    if (named !== undefined) return named;
    const other = otherForm(path);
    const owner = other === null ? undefined : packages.get(other);
    return owner !== undefined && other !== null && this.#isSameFile(path, other) ? owner : null;
  }

  get unreadLists(): number {
    return this.packages.unread;
  }

  get packages(): Packages {
    return (this.#known ??= readPackages(this.#rootfs, (node) => this.#textOfNode(node)));
  }

  /** /bin is a link to /usr/bin where the two are merged; where they are not, the same name may be another file. */
  #isSameFile(path: string, other: string): boolean {
    const { node } = resolvePath(this.#rootfs, path);
    return node !== null && node === resolvePath(this.#rootfs, other).node;
  }

  #textOfNode(node: number): FoundText {
    const { lastEvents, eventTypes, eventSizes } = this.#rootfs.columns;
    const type = eventTypes[lastEvents[node] as number];
    if (type !== EntryTypeCode.file && type !== EntryTypeCode.hardlink) return null;
    const copy = this.#copyOf(node);
    if (copy < 0) return 'unread';
    if (eventSizes[copy] === 0) return '';
    const text = this.#bodyOf('texts', node);
    return text ? decodeText(text.bytes) : 'unread';
  }

  /** The event that stored what the node shows in the final tree; -1 where it is not there, or shows no stored file. */
  #copyOf(node: number): number {
    const { lastEvents, eventCopies } = this.#rootfs.columns;
    return this.#rootfs.isThere(node) ? (eventCopies[lastEvents[node] as number] ?? -1) : -1;
  }

  /** Nodes of the final tree that show a file of which such a body is kept: few of many, and many trees are large. */
  #nodesWith(kind: Kind): number[] {
    if (this.#layers.every((layer) => !layer || layer[kind].size === 0)) return [];
    const kept = this.#copiesWith(kind);
    const { lastEvents, eventCopies } = this.#rootfs.columns;
    const nodes: number[] = [];
    for (let node = 1; node < lastEvents.length; node++) {
      const event = lastEvents[node] as number;
      const copy = event < 0 ? -1 : (eventCopies[event] as number);
      if (copy >= 0 && kept[copy] === 1) nodes.push(node);
    }
    return nodes;
  }

  /** By event: 1 where such a body is kept of what it stored. */
  #copiesWith(kind: Kind): Uint8Array {
    const { eventOffsets, layerStarts } = this.#rootfs.columns;
    const kept = new Uint8Array(eventOffsets.length);
    for (const [index, layer] of this.#layers.entries()) {
      const end = layerStarts[index + 1] ?? 0;
      let event = layerStarts[index] ?? end;
      // Events and bodies alike have the order of the layer's tar.
      for (const entry of layer?.[kind].keys() ?? []) {
        while (event < end && (eventOffsets[event] as number) < entry) event++;
        if (event < end && eventOffsets[event] === entry) kept[event] = 1;
      }
    }
    return kept;
  }

  #bodyOf<K extends Kind>(kind: K, node: number): BodyOf<K> | undefined {
    const copy = this.#copyOf(node);
    if (copy < 0) return undefined;
    const { eventLayers, eventOffsets } = this.#rootfs.columns;
    const bodies: ReadonlyMap<Bytes, BodyOf<K>> | undefined = this.#layers[eventLayers[copy] as number]?.[kind];
    return bodies?.get(eventOffsets[copy] as number);
  }
}
