import type { ContextTree } from '../build-context/context-tree.ts';
import type { Bytes } from '../bytes/units.ts';
import type { CopiedFiles, CopyRequest } from './copied-files.ts';
import { takenOf } from './find-copied-files.ts';
import { SentTree } from './sent-tree.ts';

/** Nodes of all COPYs of one Dockerfile; a file with more is none that anyone wrote. */
const nodeLimit = 100_000_000;

const nothing: CopiedFiles = { taken: new Uint8Array(), missing: [] };

/** What each COPY takes of a folder, found once: ticks only look it up. */
export class TakenFiles {
  private readonly known = new Map<string, CopiedFiles>();
  private readonly sums = new Map<CopiedFiles, Bytes | null>();
  private nodes = 0;
  /** Some were not looked at. */
  isCut = false;

  private readonly sent: SentTree;

  constructor(
    readonly tree: ContextTree,
    ignored: Uint8Array,
  ) {
    this.sent = SentTree.of(tree, ignored);
  }

  of(request: CopyRequest): CopiedFiles {
    const key = JSON.stringify(request);
    const known = this.known.get(key);
    if (known) return known;
    const cost = this.tree.parents.length * Math.max(1, request.sources.length);
    // Filters look at each name, which takes some ten times as long.
    this.nodes += request.parents || request.exclude.length > 0 ? 10 * cost * (1 + request.exclude.length) : cost;
    if (this.nodes > nodeLimit) {
      this.isCut = true;
      return nothing;
    }
    const found = takenOf(this.sent, request);
    this.known.set(key, found);
    return found;
  }

  /** Of all that is taken; null as long as a size is not known. */
  bytesOf(found: CopiedFiles): Bytes | null {
    const known = this.sums.get(found);
    if (known !== undefined) return known;
    const { taken } = found;
    const { sizes } = this.tree;
    let sum = 0;
    for (let node = 0; node < taken.length; node++) if (taken[node] === 1) sum += sizes[node] as number;
    const bytes = Number.isNaN(sum) ? null : sum;
    this.sums.set(found, bytes);
    return bytes;
  }
}
