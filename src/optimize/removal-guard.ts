import { shown, someOf } from '../hardening/shown.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import type { NeededFile } from './compatibility/needed-files.ts';
import type { ProgramFacts } from './compatibility/program-facts.ts';
import { isScriptOfPackage } from './compatibility/scripts.ts';

/** What a change takes out of the image, with all changes before it. */
export interface Removed {
  /** Stored copies, by event number. */
  readonly copies: ReadonlySet<number>;
  /** Those of this change. */
  readonly own: readonly number[];
  /** It deletes them by name: no package manager and no other stage sees to it that what needs them goes too. */
  readonly byName: boolean;
  /** Packages that are no longer installed by it. */
  readonly packages: readonly string[];
  /** What layers below this one stored goes with it: another base image has its own. */
  readonly from?: number;
}

const words = {
  library: (by: string, name: string): string => `${by} needs the library ${name}`,
  loader: (by: string, name: string): string => `${by} is loaded by ${name}`,
  interpreter: (by: string, name: string): string => `${by} is started by ${name}, as its first line says`,
} as const;

/**
 * Refuses what would be cleaned away too much: a file that a program or a script which stays cannot start without, and a file
 * of a package that stays installed. Libraries that a program loads by itself as it runs (dlopen) are not known.
 */
export class RemovalGuard {
  readonly #rootfs: Rootfs;
  readonly #facts: ProgramFacts;
  readonly #byCopy = new Map<number, NeededFile[]>();
  readonly #owners: ReadonlyMap<number, string>;
  /** By event: 1 where it stored what is needed, what needs it, or a file of a package. */
  readonly #isNeedable: Uint8Array;

  constructor(rootfs: Rootfs, facts: ProgramFacts) {
    this.#rootfs = rootfs;
    this.#facts = facts;
    this.#owners = new Map(facts.packages.files.map((file) => [file.node, file.package]));
    for (const file of facts.needed) {
      for (const copy of file.copies) {
        const known = this.#byCopy.get(copy);
        if (known) known.push(file);
        else this.#byCopy.set(copy, [file]);
      }
    }
    this.#isNeedable = this.#findNeedable();
  }

  #findNeedable(): Uint8Array {
    const { lastEvents, eventCopies, eventNodes } = this.#rootfs.columns;
    const found = new Uint8Array(eventNodes.length);
    for (const copy of this.#byCopy.keys()) found[copy] = 1;
    for (const node of this.#facts.needed.flatMap(({ by }) => by)) {
      const copy = eventCopies[lastEvents[node] as number] as number;
      if (copy >= 0) found[copy] = 1;
    }
    for (const node of this.#owners.keys()) for (const event of this.#rootfs.eventsOf(node)) found[event] = 1;
    return found;
  }

  needable(copies: readonly number[]): number[] {
    return copies.filter((copy) => this.#isNeedable[copy] === 1);
  }

  /** Of some stored copies those without which something that stays does not start, each with why, in a sentence. */
  neededAmong(own: readonly number[], gone: ReadonlySet<number>): ReadonlyMap<number, string> {
    const found = new Map<number, string>();
    for (const copy of own) {
      for (const file of this.#byCopy.get(copy) ?? []) {
        const reason = this.#whyFileNeeded(file, gone);
        if (reason !== null) found.set(copy, reason);
      }
    }
    return found;
  }

  #whyFileNeeded(file: NeededFile, gone: ReadonlySet<number>): string | null {
    const by = this.#stays(file, gone) ? null : this.#needing(file, gone);
    return by === null ? null : `${words[file.as](by, shown(file.name))}, and nothing else in the image would do.`;
  }

  whyNeeded(removed: Removed): string | null {
    const asked = new Set<NeededFile>();
    for (const copy of removed.own) {
      const owner = removed.byName ? this.#owners.get(this.#rootfs.nodeOfEvent(copy)) : undefined;
      if (owner !== undefined) {
        const path = this.#rootfs.pathOf(this.#rootfs.nodeOfEvent(copy));
        return `${shown(path)} belongs to the package ${shown(owner)}, which stays installed.`;
      }
      for (const file of this.#byCopy.get(copy) ?? []) asked.add(file);
    }
    for (const file of asked) {
      const reason = this.#whyFileNeeded(file, removed.copies);
      if (reason !== null) return reason;
    }
    return this.#whyPackagesNeeded(removed);
  }

  #whyPackagesNeeded({ packages, copies, from }: Removed): string | null {
    const gone = new Set(packages);
    for (const file of gone.size > 0 ? this.#facts.needed : []) {
      const bringers = file.packages.filter((name): name is string => name !== null && gone.has(name));
      if (bringers.length === 0 || bringers.length < file.packages.length) continue;
      const by = this.#needing(file, copies, from);
      if (by === null) continue;
      const where = `which the package ${someOf(bringers)} brings`;
      return `${words[file.as](by, shown(file.name))}, ${where}: it would no longer be installed.`;
    }
    return null;
  }

  /** One copy that is shown, or would be once what lies over it is gone, is enough. */
  #stays({ copies }: NeededFile, gone: ReadonlySet<number>): boolean {
    const { eventGoneIn, eventGoneReasons } = this.#rootfs.columns;
    return copies.some((copy) => {
      const isDeleted = (eventGoneIn[copy] as number) >= 0 && eventGoneReasons[copy] === 0;
      return !gone.has(copy) && !isDeleted;
    });
  }

  /** The path of something that stays and needs it; null where nothing does. */
  #needing({ by, as }: NeededFile, gone: ReadonlySet<number>, from = 0): string | null {
    const { lastEvents, eventCopies, eventLayers } = this.#rootfs.columns;
    for (const node of by) {
      const copy = eventCopies[lastEvents[node] as number] as number;
      if (from > 0 && (eventLayers[copy] ?? 0) < from) continue;
      const path = this.#rootfs.pathOf(node);
      // People and builds call the scripts of packages, hardly ever a program.
      if (!gone.has(copy) && !(as === 'interpreter' && isScriptOfPackage(path))) return shown(path);
    }
    return null;
  }

  packagesGoneWith(names: readonly string[], layers: readonly number[], named: readonly string[]): readonly string[] {
    const installed = this.#facts.packages.installed ?? [];
    const needs = new Map(installed.map((one) => [one.name, one.needs]));
    const isOfRun = new Set(
      installed.filter(({ layer }) => layer !== null && layers.includes(layer)).map(({ name }) => name),
    );
    const dropped = new Set(names);
    const keepers = installed.filter(({ name }) => !dropped.has(name) && (!isOfRun.has(name) || named.includes(name)));
    const kept = withNeeds(
      keepers.map(({ name }) => name),
      needs,
    );
    return [...withNeeds(names, needs)].filter((name) => needs.has(name) && !kept.has(name));
  }
}

/** Some packages, all that they need, and so on. */
export function withNeeds(names: Iterable<string>, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(names);
  // A set takes in what is added while it is gone through.
  for (const name of found) for (const need of needs.get(name) ?? []) found.add(need);
  return found;
}
