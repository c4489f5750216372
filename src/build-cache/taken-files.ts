import type { ContextTree } from '../build-context/context-tree.ts';
import type { Bytes } from '../bytes/units.ts';
import type { CopiedFiles, CopyRequest } from './copied-files.ts';
import { copiedFiles } from './find-copied-files.ts';

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

  constructor(
    readonly tree: ContextTree,
    private readonly ignored: Uint8Array,
  ) {}

  of(request: CopyRequest): CopiedFiles {
    const key = JSON.stringify(request);
    const known = this.known.get(key);
    if (known) return known;
    const cost = this.tree.parents.length * Math.max(1, request.sources.length);
    // Filters are looked at for each path, which takes some ten times as long.
    this.nodes += request.parents || request.exclude.length > 0 ? 10 * cost * (1 + request.exclude.length) : cost;
    if (this.nodes > nodeLimit) {
      this.isCut = true;
      return nothing;
    }
    const found = copiedFiles(this.tree, this.ignored, request);
    this.known.set(key, found);
    return found;
  }

  /** Of all that is taken; null as long as a size is not known. */
  bytesOf(found: CopiedFiles): Bytes | null {
    const known = this.sums.get(found);
    if (known !== undefined) return known;
    let sum = 0;
    found.taken.forEach((isTaken, node) => {
      if (isTaken === 1) sum += this.tree.sizes[node] as number;
    });
    const bytes = Number.isNaN(sum) ? null : sum;
    this.sums.set(found, bytes);
    return bytes;
  }
}
