import { pieces, whole, type InPieces } from '../bytes/in-pieces.ts';
import { textAt } from '../bytes/string-column.ts';
import type { Bytes } from '../bytes/units.ts';
import { EntryTypeCode } from '../layer/layer-table.ts';
import { markFoldersInPieces } from '../paths/folder-marks.ts';
import { ChangeKindCode, GoneReasonCode } from '../rootfs/columns.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { WastedCopy } from './waste-causes/cause.ts';
import { wasteCauses } from './waste-causes/index.ts';
import { removesPackages } from './waste-causes/removes-packages.ts';

/** Every stored copy that nothing shows any more, and why: numbers, because there may be a million. */
export interface WastedCopies {
  /** Ascending. */
  readonly events: Uint32Array;
  /** Of each: the place of its cause in `wasteCauses`. */
  readonly causes: Uint8Array;
}

export interface WasteFacts {
  /** Those of ContentAnalysis; null while contents are not compared. */
  readonly rewrites: Uint8Array | null;
  /** By layer. */
  readonly commands: readonly string[];
}

const known = new WeakMap<Rootfs, { rewrites: Uint8Array | null; copies: WastedCopies }>();

/** Found out once for each image, and once more when its contents were compared. */
export function wastedCopies(rootfs: Rootfs, facts: WasteFacts): WastedCopies {
  return whole(wastedCopiesInPieces(rootfs, facts));
}

/** The same, to be left between two pieces. */
export function* wastedCopiesInPieces(rootfs: Rootfs, facts: WasteFacts): InPieces<WastedCopies> {
  const before = known.get(rootfs);
  if (before && before.rewrites === facts.rewrites) return before.copies;
  const copies = yield* listCopies(rootfs, facts);
  known.set(rootfs, { rewrites: facts.rewrites, copies });
  return copies;
}

function* listCopies(rootfs: Rootfs, facts: WasteFacts): InPieces<WastedCopies> {
  const events = yield* wastedEvents(rootfs);
  const { names, parents } = rootfs.columns;
  const places = wasteCauses.map((cause) => cause.places ?? []);
  const copy = new CopyAt(rootfs, facts, yield* markFoldersInPieces(names, parents, places));
  const causes = new Uint8Array(events.length);
  for (const { from, to } of pieces(events.length)) {
    for (let at = from; at < to; at++) causes[at] = copy.causeOf(events[at] as number);
    yield;
  }
  return { events, causes };
}

function* wastedEvents({ columns }: Rootfs): InPieces<Uint32Array> {
  const { eventGoneIn, eventTypes, eventKinds } = columns;
  const events = new Uint32Array(eventGoneIn.length);
  let count = 0;
  for (const { from, to } of pieces(eventGoneIn.length)) {
    for (let event = from; event < to; event++) {
      if (eventGoneIn[event] === -1 || eventTypes[event] !== EntryTypeCode.file) continue;
      if (eventKinds[event] !== ChangeKindCode.removed) events[count++] = event;
    }
    yield;
  }
  return events.slice(0, count);
}

/** One copy after the other as the causes see it; an object for each of a million would take longer than all else. */
class CopyAt implements WastedCopy {
  private event = 0;
  private cause = 0;
  private readonly removers: readonly boolean[];

  constructor(
    private readonly rootfs: Rootfs,
    private readonly facts: WasteFacts,
    /** As `markFolders` gives them, of the places of each cause. */
    private readonly marks: Uint32Array,
  ) {
    this.removers = facts.commands.map(removesPackages);
  }

  causeOf(event: number): number {
    this.event = event;
    for (this.cause = 0; this.cause < wasteCauses.length - 1; this.cause++) {
      if (wasteCauses[this.cause]!.matches(this)) break;
    }
    return this.cause;
  }

  get name(): string {
    const { names, eventNodes } = this.rootfs.columns;
    return textAt(names, eventNodes[this.event] as number);
  }

  get bytes(): Bytes {
    return this.rootfs.columns.eventSizes[this.event] as number;
  }

  get reason(): WastedCopy['reason'] {
    const deleted = this.rootfs.columns.eventGoneReasons[this.event] === GoneReasonCode.deleted;
    return deleted ? 'deleted' : 'overwritten';
  }

  get rewrite(): number {
    return this.facts.rewrites?.[this.event] ?? 0;
  }

  get packagesRemoved(): boolean {
    return this.removers[this.rootfs.columns.eventGoneIn[this.event] as number] ?? false;
  }

  get inPlace(): boolean {
    const node = this.rootfs.columns.eventNodes[this.event] as number;
    return (((this.marks[node] as number) >>> this.cause) & 1) === 1;
  }
}
