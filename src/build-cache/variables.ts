import { BuildEnvironment } from '../lint/build-environment.ts';

export type Value = string | null | undefined;

/** The variables of a stage in two builds side by side: the one before, and the one after a change. */
export class VariablePair {
  readonly before: BuildEnvironment;
  readonly after: BuildEnvironment;
  /** Names whose values differ. */
  readonly differing: Set<string>;

  constructor(base: VariablePair | null) {
    this.before = new BuildEnvironment(base?.before ?? null);
    this.after = new BuildEnvironment(base?.after ?? null);
    this.differing = new Set(base?.differing);
  }

  /** Of an ARG without a value only the name is known, which takes no value away. */
  set(name: string, before: Value, after: Value): void {
    if (before === undefined) this.before.declare(name);
    else this.before.set(name, before);
    if (after === undefined) this.after.declare(name);
    else this.after.set(name, after);
    if (this.before.get(name) === this.after.get(name)) this.differing.delete(name);
    else this.differing.add(name);
  }
}
