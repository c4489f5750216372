import { grow } from '../bytes/grow.ts';

/** The root is below nothing, so that its number ends a list. */
const none = 0;

/**
 * Which nodes are there now below each node, as lists: a mark costs what it takes away, however much was once below its
 * directory. Without them, ten thousand layers that empty one large directory would take hours.
 */
export class PresentNodes {
  private first = new Int32Array(1);
  private next = new Int32Array(1);
  private previous = new Int32Array(1);

  grow(capacity: number): void {
    this.first = grow(this.first, capacity);
    this.next = grow(this.next, capacity);
    this.previous = grow(this.previous, capacity);
  }

  enter(node: number, parent: number): void {
    const next = this.first[parent] as number;
    this.first[parent] = node;
    this.next[node] = next;
    this.previous[node] = none;
    if (next !== none) this.previous[next] = node;
  }

  leave(node: number, parent: number): void {
    const next = this.next[node] as number;
    const previous = this.previous[node] as number;
    if (previous === none) this.first[parent] = next;
    else this.next[previous] = next;
    if (next !== none) this.previous[next] = previous;
  }

  /** The node, which is there, and everything below it that is, parents first. Nothing lies below an absent node. */
  from(node: number): number[] {
    const found = [node];
    for (let at = 0; at < found.length; at++) {
      let child = this.first[found[at] as number] as number;
      for (; child !== none; child = this.next[child] as number) found.push(child);
    }
    return found;
  }
}
