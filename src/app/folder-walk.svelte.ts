/** Milliseconds between two figures that are shown. */
const shownInterval = 100;

/** How far the names of a folder are known. */
export class FolderWalk {
  readonly name: string;
  /** Files and folders found so far. */
  names = $state(0);
  private shownAt = -Infinity;

  constructor(name: string) {
    this.name = name;
  }

  report(names: number): void {
    const now = performance.now();
    if (now - this.shownAt < shownInterval) return;
    this.shownAt = now;
    this.names = names;
  }
}
