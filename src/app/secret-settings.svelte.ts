import { FaultError } from '../fault.ts';
import { ownTitles } from '../report/secret-reports.ts';
import {
  ignoreListLimits,
  parseIgnoreList,
  writeEntry,
  type IgnoreEntry,
  type IgnoreList,
} from '../secrets/ignore-list.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';

const emptyList: IgnoreList = { entries: [], problems: [] };
const head = '# Secrets that may stand: detector, place, hash of the value, and the reason.\n';

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\r\n|\r(?!\n)|\n)/));
const withLine = (text: string, line: string): string =>
  `${text}${text === '' || /[\r\n]$/.test(text) ? '' : '\n'}${line}\n`;

/** What the user says of secrets: those that may stand, from a `.plimsollignore` or the page, and patterns of their own. */
export class SecretSettings {
  /** The dropped list, comments and all; '' while there is none. */
  #fileText = $state.raw('');
  /** Entries that were made in the page, as they are written. */
  #made = $state.raw<readonly string[]>([]);
  /** The file that the list came from. */
  ignoreFile = $state<string | null>(null);
  patterns = $state.raw<readonly OwnPattern[]>([]);
  /** The file that the patterns came from. */
  patternFile = $state<string | null>(null);
  /** By id of a pattern: what the user calls its secrets. */
  readonly titles = $derived(ownTitles(this.patterns));

  readonly #fileLines = $derived(linesOf(this.#fileText));
  /** Without what the file has by now: it was taken away as a file, and came back. */
  readonly #added = $derived.by(() => {
    const known = this.#fileLines.map((line) => line.trim());
    return this.#made.filter((line) => !known.includes(line));
  });
  readonly #text = $derived(
    this.#added.length === 0 ? this.#fileText : this.#added.reduce(withLine, this.#fileText || head),
  );
  readonly #list = $derived(this.#text === '' ? emptyList : parseIgnoreList(this.#text));
  readonly entries = $derived(this.#list.entries);

  /**
   * Takes a dropped list in place of the one before; what was added in the page stays. Throws a FaultError where lines of it
   * can't be used; the others are in force.
   */
  readIgnoreList(fileName: string, text: string): void {
    const { problems } = parseIgnoreList(text);
    this.ignoreFile = fileName;
    this.#fileText = text;
    if (problems.length > 0) throw new FaultError({ kind: 'secret-list', fileName, detail: problems.join(' ') });
  }

  /** The same for patterns. */
  async readPatterns(fileName: string, text: string): Promise<void> {
    const { parseOwnPatterns } = await import('../secrets/own-patterns.ts');
    const { patterns, problems } = parseOwnPatterns(text);
    this.patterns = patterns;
    this.patternFile = fileName;
    if (problems.length > 0) throw new FaultError({ kind: 'secret-list', fileName, detail: problems.join(' ') });
  }

  /** False where the list has as many lines as are read. */
  add(entry: Omit<IgnoreEntry, 'line'>): boolean {
    if (linesOf(this.#text || head).length >= ignoreListLimits.lines) return false;
    this.#made = [...this.#made, writeEntry(entry)];
    return true;
  }

  /** The last entry that says the same; it may stand in another line by now. */
  find(entry: Omit<IgnoreEntry, 'line'>): IgnoreEntry | undefined {
    const written = writeEntry(entry);
    return this.entries.findLast((one) => writeEntry(one) === written);
  }

  isMadeHere({ line }: IgnoreEntry): boolean {
    return line > this.#fileLines.length;
  }

  /** Takes an entry's line out of the list. */
  remove({ line }: IgnoreEntry): void {
    const removed = linesOf(this.#text)[line - 1]?.trim();
    this.#fileText = this.#fileLines.filter((_, index) => index !== line - 1).join('');
    this.#made = this.#made.filter((made) => made !== removed);
  }

  /** The list as a file to keep. */
  ignoreFileText(): string {
    return this.#text;
  }

  clearIgnoreList(): void {
    this.#fileText = '';
    this.#made = [];
    this.ignoreFile = null;
  }

  clearPatterns(): void {
    this.patterns = [];
    this.patternFile = null;
  }

  reset(): void {
    this.clearIgnoreList();
    this.clearPatterns();
  }
}
