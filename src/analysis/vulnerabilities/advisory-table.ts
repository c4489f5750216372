import type { AdvisoryEntry, AdvisoryLookup } from './advisory-record.ts';
import { familyOf, isAbout, isWholeFamily } from './osv-ecosystems.ts';
import { isWhollyMalicious, type OsvRecord } from './osv-record.ts';

const none: readonly AdvisoryEntry[] = [];

/** What is known of one ecosystem's packages, by their names. */
export class AdvisoryTable implements AdvisoryLookup {
  readonly packages = new Map<string, AdvisoryEntry[]>();
  readonly malicious = new Set<string>();

  constructor(readonly ecosystem: string) {}

  entriesOf(name: string): readonly AdvisoryEntry[] {
    return this.packages.get(name) ?? none;
  }

  isMalicious(name: string): boolean {
    return this.malicious.has(name);
  }

  add(name: string, entry: AdvisoryEntry): void {
    const entries = this.packages.get(name);
    if (entries) entries.push(entry);
    else this.packages.set(name, [entry]);
  }

  /** What is known of every release of a distribution, beside what is known of this one. */
  addAll(other: AdvisoryTable): void {
    for (const [name, entries] of other.packages) for (const entry of entries) this.add(name, entry);
    for (const name of other.malicious) this.malicious.add(name);
  }

  get advisories(): number {
    const ids = new Set([...this.packages.values()].flatMap((entries) => entries.map(({ advisory }) => advisory)));
    return ids.size + this.malicious.size;
  }
}

/** Takes records as they come, and sorts them by what they are about. */
export class AdvisoryCollection {
  private readonly tables = new Map<string, AdvisoryTable>();
  private newest: string | null = null;
  /** Ranges of which nothing could be used. */
  unusableRanges = 0;

  add(record: OsvRecord): void {
    this.noteDate(record.modified);
    const nameAlone = isWhollyMalicious(record);
    for (const { part, name, unusable, ...affected } of record.affected) {
      this.unusableRanges += unusable;
      if (nameAlone) this.tableOf(part).malicious.add(name);
      else if (affected.intervals.length + affected.versions.length > 0) {
        this.tableOf(part).add(name, { advisory: record.advisory, affected });
      }
    }
  }

  /** A record that is not kept, as a withdrawn one, tells of the age of the data as well. */
  noteDate(modified: string | null): void {
    if (modified !== null && (this.newest === null || modified > this.newest)) this.newest = modified;
  }

  /** When the newest record was changed; null where no record says it. */
  get date(): string | null {
    return this.newest;
  }

  /** Each ecosystem and release of its own; `Debian` alone is in each of its releases. */
  get parts(): string[] {
    const parts = [...this.tables.keys()].sort();
    return parts.filter(
      (part) => !isWholeFamily(part) || parts.every((other) => familyOf(other) !== part || other === part),
    );
  }

  /** All that is about a part; empty where nothing is. */
  lookup(part: string): AdvisoryTable {
    const about = [...this.tables.values()].filter(({ ecosystem }) => isAbout(ecosystem, part));
    const table = new AdvisoryTable(part);
    for (const one of about) table.addAll(one);
    return table;
  }

  private tableOf(part: string): AdvisoryTable {
    const table = this.tables.get(part) ?? new AdvisoryTable(part);
    this.tables.set(part, table);
    return table;
  }
}
