import { openRange, type OpenOptions } from '../archive/open-range.ts';
import type { TarEntry } from '../archive/tar-entry.ts';
import { TarFlag } from '../archive/tar-header.ts';
import { TarReader } from '../archive/tar-reader.ts';
import type { WrittenEntry } from '../archive/written-entry.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { gathered, type Pieces } from '../bytes/pieces.ts';
import { bytesAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { FaultError, faultOfInput, type Fault } from '../fault.ts';
import type { LayerBlob } from '../image/model.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { pathBytes } from '../paths/path-tree.ts';
import type { RootfsColumns } from '../rootfs/columns.ts';
import { openWriter, type ArchiveWriter } from './archive-writer.ts';
import { describingEvent } from './describing-event.ts';
import { planSave, type SavePlan } from './save-plan.ts';
import type { SaveFormat, Selection } from './selection.ts';

export interface SaveInput {
  readonly columns: RootfsColumns;
  /** The layers of the image, base first, and the file that holds each. */
  readonly layers: readonly { readonly layer: LayerBlob; readonly file: Blob }[];
  readonly selection: Selection;
  readonly format: SaveFormat;
}

/** What was written. */
export interface Saved {
  /** Names of files, links and the like; directories are not counted. */
  readonly entries: number;
  /** What could not be read, or is not in the layers: damaged layers, hard links without a target. */
  readonly missing: number;
  /** What the format has nothing for: devices and pipes in a zip. */
  readonly leftOut: number;
  /** Why something is missing: the first fault of a layer. */
  readonly fault: Fault | null;
}

const typeFlags: readonly number[] = [
  TarFlag.file,
  TarFlag.hardLink,
  TarFlag.symbolicLink,
  TarFlag.directory,
  TarFlag.characterDevice,
  TarFlag.blockDevice,
  TarFlag.fifo,
];

/** Of a file with several names in a zip, up to this much is held in memory; the layer is read again for larger ones. */
const mostHeld: Bytes = 16_000_000;

/** What of a fault ends all, because no layer is to blame. */
const endsAll = (fault: Fault): boolean => fault.kind === 'not-saved' || fault.kind === 'no-space';

/**
 * Writes the files of a selection, each layer that has any being read once and in order: memory does not depend on what is
 * written. What of a layer cannot be read is left out and told. `onProgress` gets the bytes of the layers got through.
 */
export async function saveFiles(
  input: SaveInput,
  options: OpenOptions,
  sink: ByteSink,
  onProgress: (done: Bytes) => void = () => undefined,
): Promise<Saved> {
  const saving = new Saving(input, options, await openWriter(input.format, sink), onProgress);
  return saving.run();
}

class Saving {
  private readonly plan: SavePlan;
  private readonly prefixLength: number;
  private entries = 0;
  private missing: number;
  private leftOut = 0;
  private fault: Fault | null = null;
  /** Bytes of the layers before this one. */
  private before: Bytes = 0;

  constructor(
    private readonly input: SaveInput,
    private readonly options: OpenOptions,
    private readonly writer: ArchiveWriter,
    private readonly onProgress: (done: Bytes) => void,
  ) {
    const { columns, selection } = input;
    this.plan = planSave(columns, selection);
    this.missing = this.plan.totals.dangling;
    // A folder is saved under its own name, the root under none.
    const parent = selection.node === 0 ? 0 : (columns.parents[selection.node] as number);
    this.prefixLength = parent === 0 ? 0 : pathBytes(columns.names, columns.parents, parent).length + 1;
  }

  async run(): Promise<Saved> {
    for (const node of this.plan.directories) await this.addDirectory(node);
    for (const { layer, file } of this.input.layers) {
      let left = this.plan.wanted[layer.index] as number;
      // More than once where large files have several names, and the format has no links.
      while (left > 0) left = await this.addLayer(layer, file, left);
      if (layer.range) this.before += this.plan.wanted[layer.index]! > 0 ? layer.range.end - layer.range.start : 0;
    }
    await this.writer.finish();
    const { entries, missing, leftOut, fault } = this;
    return { entries, missing, leftOut, fault };
  }

  private async addDirectory(node: number): Promise<void> {
    const event = describingEvent(this.input.columns, node, this.input.selection);
    await this.writer.add(this.entryOf(node, event), null);
  }

  /** Writes what is wanted of a layer; gives how many entries have names left for another time. */
  private async addLayer(layer: LayerBlob, file: Blob, wanted: number): Promise<number> {
    const { fileName } = this.options;
    const place = `${fileName} (layer ${layer.index})`;
    const pass: Pass = { layer: layer.index, left: wanted, again: 0 };
    try {
      if (!layer.range)
        throw new FaultError({ kind: 'missing-blob', fileName, path: layer.name, namedIn: 'the manifest' });
      const reader = openRange(file, layer.range, layer.compression, { ...this.options, fileName: place });
      try {
        await this.addEntries(new TarReader(reader, place), () => this.onProgress(this.before + reader.consumed), pass);
      } finally {
        await reader.close();
      }
      return pass.again;
    } catch (error) {
      const fault = faultOfInput(error, place);
      if (endsAll(fault)) throw error;
      this.fault ??= fault;
      this.missing += this.namesLeft(layer.index);
      return 0;
    }
  }

  private async addEntries(tar: TarReader, progress: () => void, pass: Pass): Promise<void> {
    const { eventOffsets, layerStarts, eventTypes } = this.input.columns;
    const { firstNames } = this.plan;
    const { layer } = pass;
    const end = layerStarts[layer + 1] ?? eventOffsets.length;
    let event = layerStarts[layer] as number;
    while (pass.left > 0) {
      const entry = tar.nextBuffered() ?? (await tar.next());
      if (!entry) break;
      // Events have the order of the tar.
      while (event < end && (firstNames[event]! < 0 || eventOffsets[event]! < entry.offset)) event++;
      progress();
      if (event === end) break;
      if (eventOffsets[event] !== entry.offset) continue;
      if (eventTypes[event] === EntryTypeCode.directory) {
        await this.addAttributes(event, entry);
        continue;
      }
      if (await this.addNames(event, entry, () => followed(tar.chunks(), progress))) pass.again++;
      pass.left--;
    }
    if (pass.left === 0) return;
    this.missing += this.namesLeft(layer);
    pass.again = 0;
  }

  /** The extended attributes of a directory, which was written before: an entry once more, where it has any. */
  private async addAttributes(event: number, entry: TarEntry): Promise<void> {
    const node = this.plan.firstNames[event] as number;
    if (entry.xattrs) await this.writer.add({ ...this.entryOf(node, event), xattrs: entry.xattrs }, null);
  }

  /** The entry under its names; true where some of them have to wait. */
  private async addNames(event: number, entry: TarEntry, body: () => Pieces): Promise<boolean> {
    const { firstNames, nextNames } = this.plan;
    const first = firstNames[event] as number;
    const written = this.writtenOf(first, event, entry);
    const isFile = written.flag === TarFlag.file;
    const hasMore = (nextNames[first] as number) >= 0;
    if (!isFile) await this.addNext(event, written, null);
    else if (!hasMore || this.writer.hasLinks) await this.addNext(event, written, body());
    else if (written.size > mostHeld) {
      await this.addNext(event, written, body());
      return true;
    } else await this.addCopies(event, written, body());
    for (let node = firstNames[event] as number; node >= 0; node = firstNames[event] as number) {
      const link = { ...written, path: this.pathOf(node), flag: TarFlag.hardLink, link: written.path, size: 0 };
      await this.addNext(event, { ...link, xattrs: null }, null);
    }
    return false;
  }

  private async addCopies(event: number, written: WrittenEntry, pieces: Pieces): Promise<void> {
    const { firstNames } = this.plan;
    const body = await gathered(pieces, written.size);
    for (let node = firstNames[event] as number; node >= 0; node = firstNames[event] as number) {
      await this.addNext(event, { ...written, path: this.pathOf(node) }, once(body));
    }
  }

  /** Writes an event's next name, and takes it off the list once it is written as a whole. */
  private async addNext(event: number, written: WrittenEntry, body: Pieces | null): Promise<void> {
    const { firstNames, nextNames } = this.plan;
    if (await this.writer.add(written, body)) this.entries++;
    else this.leftOut++;
    firstNames[event] = nextNames[firstNames[event] as number] as number;
  }

  /** Names of a layer's entries that were not written. */
  private namesLeft(layer: number): number {
    const { firstNames, nextNames } = this.plan;
    const { layerStarts, eventTypes } = this.input.columns;
    const end = layerStarts[layer + 1] ?? eventTypes.length;
    let names = 0;
    for (let event = layerStarts[layer] as number; event < end; event++) {
      if (eventTypes[event] === EntryTypeCode.directory) continue;
      for (let node = firstNames[event] as number; node >= 0; node = nextNames[node] as number) names++;
    }
    return names;
  }

  private writtenOf(node: number, event: number, entry: TarEntry): WrittenEntry {
    const isDevice = entry.flag === TarFlag.characterDevice || entry.flag === TarFlag.blockDevice;
    const device = isDevice ? { major: entry.major, minor: entry.minor } : null;
    return { ...this.entryOf(node, event), device, xattrs: entry.xattrs };
  }

  private entryOf(node: number, event: number): WrittenEntry {
    const { columns } = this.input;
    return {
      path: this.pathOf(node),
      flag: typeFlags[columns.eventTypes[event] as number] as number,
      link: bytesAt(columns.eventLinks, event),
      size: columns.eventSizes[event] as number,
      mode: columns.eventModes[event] as number,
      uid: columns.eventUids[event] as number,
      gid: columns.eventGids[event] as number,
      mtime: columns.eventMtimes[event] as number,
      device: null,
      xattrs: null,
    };
  }

  private pathOf(node: number): Uint8Array {
    const { names, parents } = this.input.columns;
    return pathBytes(names, parents, node).subarray(this.prefixLength);
  }
}

/** One reading of a layer: entries still wanted of it, and those of them that need another one. */
interface Pass {
  readonly layer: number;
  left: number;
  again: number;
}

async function* followed(pieces: Pieces, progress: () => void): Pieces {
  for await (const piece of pieces) {
    yield piece;
    progress();
  }
}

async function* once(bytes: Uint8Array): Pieces {
  yield bytes;
}
