// What of a stage's files is not as it was. A COPY --from is compared by the contents of what it takes: the builder reuses
// it where a stage that ran again gives the same files.

/** A step that put something else below a path, or may have. */
export interface Touch {
  readonly line: number;
  /** False: nobody can know what a command makes. */
  readonly isSure: boolean;
  /** Null: it may be anywhere. */
  readonly path: string | null;
}

/** Paths that are kept apart for one stage; with more it may be anywhere. */
const touchLimit = 100;

const isInside = (path: string, folder: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`);

export class StageContent {
  private readonly touches: Touch[];

  constructor(base: StageContent | null) {
    this.touches = [...(base?.touches ?? [])];
  }

  add(touch: Touch): void {
    const isFull = this.touches.length >= touchLimit;
    if (this.touches.some(({ path }) => path === null)) return;
    this.touches.push(isFull ? { ...touch, path: null, isSure: false } : touch);
  }

  /** What may have changed one of the paths: a sure one before others. Null: all of them are as they were. */
  touchOf(paths: readonly string[]): Touch | null {
    const found = this.touches.filter(
      ({ path }) => path === null || paths.some((taken) => isInside(taken, path) || isInside(path, taken)),
    );
    return found.find(({ isSure }) => isSure) ?? found[0] ?? null;
  }
}
