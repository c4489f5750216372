/** Chains longer than this are copied into one, so that a stage upon another upon another stays cheap. */
const longestChain = 64;

/**
 * The variables of a stage: its own before those of the stage that it is built from. A value is null where it is not
 * known, and undefined where ARG only declares the name.
 */
export class BuildEnvironment {
  private readonly own = new Map<string, string | null | undefined>();
  private readonly base: BuildEnvironment | null;
  private readonly length: number;

  constructor(base: BuildEnvironment | null) {
    const isLong = base !== null && base.length >= longestChain;
    this.base = isLong ? null : base;
    this.length = (this.base?.length ?? 0) + 1;
    if (isLong) for (const [name, value] of base.entries()) this.own.set(name, value);
  }

  private holder(name: string): BuildEnvironment | null {
    if (this.own.has(name)) return this;
    let at = this.base;
    while (at && !at.own.has(name)) at = at.base;
    return at;
  }

  has(name: string): boolean {
    return this.holder(name) !== null;
  }

  get(name: string): string | null | undefined {
    return this.holder(name)?.own.get(name);
  }

  /** The last one set comes last among the names. */
  set(name: string, value: string | null): void {
    this.own.delete(name);
    this.own.set(name, value);
  }

  declare(name: string): void {
    if (!this.has(name)) this.own.set(name, undefined);
  }

  private entries(): Map<string, string | null | undefined> {
    const all = this.base?.entries() ?? new Map<string, string | null | undefined>();
    for (const [name, value] of this.own) {
      all.delete(name);
      all.set(name, value);
    }
    return all;
  }

  /** The names that have a value, in the order of their last setting. */
  names(): string[] {
    return [...this.entries()].filter(([, value]) => value !== undefined).map(([name]) => name);
  }
}
