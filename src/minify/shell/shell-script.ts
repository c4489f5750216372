// A script with the scripts that it reads in: what its words come to, and where it is at a command.
import { ShellValues, hole, type ScriptContext } from './shell-values.ts';
import { readShellFacts, type Assigned, type PlacedCommand, type ShellFacts } from './shell-facts.ts';
import type { Tracing } from '../tracing.ts';

const limits = { sourced: 20, scriptBytes: 64_000 } as const;

export interface ScriptOrigin {
  /** '' for text behind `-c`. */
  readonly path: string;
  readonly directory: string;
  readonly given: readonly string[] | null;
}

export const sharedVariables = (tracing: Tracing): Map<string, Set<string>> =>
  tracing.kept('shell variables', () => new Map<string, Set<string>>());

export class ShellScriptFacts {
  readonly values: ShellValues;
  /** Its own, and those of scripts that are read in, also by others: a script may be read in by one that has them. */
  private readonly functions: Set<string>;
  private readonly variables: Map<string, Assigned[]>;

  constructor(
    readonly facts: ShellFacts,
    readonly origin: ScriptOrigin,
    private readonly tracing: Tracing,
  ) {
    this.functions = tracing.kept('shell functions', () => new Set<string>());
    for (const name of facts.functions) this.functions.add(name);
    this.variables = new Map([...facts.variables].map(([name, all]) => [name, [...all]]));
    const context: ScriptContext = {
      path: origin.path,
      given: origin.given,
      variables: this.variables,
      shared: sharedVariables(tracing),
      directoryAt: (at, depth) => this.directoryAt(at, -1, depth),
    };
    this.values = new ShellValues(tracing, context);
  }

  isFunction(name: string): boolean {
    return this.functions.has(name);
  }

  /** Where `cd` has gone before: the last one that leads somewhere. */
  directoryAt(at: number, subshell: number, depth = 0): string {
    const moves = this.facts.commands.filter(
      (one) => one.at < at && (one.subshell === -1 || one.subshell === subshell) && isMove(one),
    );
    for (const move of moves.reverse().slice(0, 8)) {
      const word = move.node.args.find((one) => one.type === 'Word' && !one.value.startsWith('-'));
      if (word?.type !== 'Word') continue;
      const from = /^["']?[./$`~]/.test(word.text)
        ? this.origin.directory
        : this.directoryAt(move.at, subshell, depth + 1);
      const node = this.folderOf(this.values.of(word, move.at, depth + 1), from);
      if (node !== null) return this.tracing.rootfs.pathOf(node) || '/';
    }
    return this.origin.directory;
  }

  /** Takes in what the scripts set that it reads in with `.` and `source`. */
  async takeSourced(): Promise<void> {
    const seen = new Set<number>();
    for (const one of this.facts.commands.filter(isSource)) {
      const [word] = one.node.args;
      const values = word?.type === 'Word' ? this.values.of(word, one.at) : [];
      for (const value of values) {
        const node = value.includes(hole) ? null : this.tracing.find(value, this.origin.directory);
        if (node === null || seen.has(node) || seen.size >= limits.sourced || this.tracing.isDirectory(node)) continue;
        seen.add(node);
        await this.takeVariables(node, one.at);
      }
    }
  }

  /** What they are set to, for the scripts that it starts or reads in. */
  share(): void {
    const shared = sharedVariables(this.tracing);
    for (const [name, all] of this.facts.variables) {
      const last = all.at(-1);
      if (!last || name === '@' || all.length > 100) continue;
      const values = this.values.named(name, Infinity, 0).filter((value) => !value.includes(hole));
      const known = shared.get(name) ?? new Set<string>();
      if (known.size < 16) for (const value of values) known.add(value);
      shared.set(name, known);
    }
  }

  private async takeVariables(node: number, at: number): Promise<void> {
    const text = await this.tracing.textOf(node, limits.scriptBytes);
    const facts = text === null ? null : readShellFacts(text);
    for (const name of facts?.functions ?? []) this.functions.add(name);
    for (const [name, all] of facts?.variables ?? []) {
      // In their order, all of them before the next number.
      const placed = all.map((one) => ({ ...one, at: at + (one.at + 1) / 1e6 }));
      const known = [...(this.variables.get(name) ?? []), ...placed];
      this.variables.set(
        name,
        known.sort((a, b) => a.at - b.at),
      );
    }
  }

  private folderOf(values: readonly string[], from: string): number | null {
    for (const value of values) {
      const node = value.includes(hole) || value === '' ? null : this.tracing.find(value, from);
      if (node !== null && this.tracing.isDirectory(node)) return node;
    }
    return null;
  }
}

const isMove = ({ node }: PlacedCommand): boolean => node.name?.value === 'cd' || node.name?.value === 'pushd';
export const isSource = ({ node }: PlacedCommand): boolean => node.name?.value === '.' || node.name?.value === 'source';
