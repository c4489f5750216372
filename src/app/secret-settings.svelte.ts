import { FaultError } from '../fault.ts';
import { parseIgnoreList, writeEntry, type IgnoreEntry, type IgnoreList } from '../secrets/ignore-list.ts';
import type { OwnPattern } from '../secrets/own-patterns.ts';

const emptyList: IgnoreList = { entries: [], problems: [] };
const head = '# Secrets that may stand: detector, place, hash of the value, and the reason.\n';

/** What the user says of secrets: those that may stand, from a `.plimsollignore` or the page, and patterns of their own. */
export class SecretSettings {
  /** The list as a file, comments and all; '' while there is none. */
  #text = $state.raw('');
  /** Entries that were made in the page since the last file came, as they are written. */
  #made: readonly string[] = [];
  /** The file that the list came from. */
  ignoreFile = $state<string | null>(null);
  patterns = $state.raw<readonly OwnPattern[]>([]);
  /** The file that the patterns came from. */
  patternFile = $state<string | null>(null);

  readonly #list = $derived(this.#text === '' ? emptyList : parseIgnoreList(this.#text));
  readonly entries = $derived(this.#list.entries);

  /**
   * Takes a dropped list in place of the one before; what was added in the page stays. Throws a FaultError where lines of it
   * can't be used; the others are in force.
   */
  readIgnoreList(fileName: string, text: string): void {
    const { problems } = parseIgnoreList(text);
    this.ignoreFile = fileName;
    const made = this.#made.filter((line) => !text.includes(line));
    this.#text = made.reduce(withLine, text);
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

  add(entry: Omit<IgnoreEntry, 'line'>): void {
    const line = writeEntry(entry);
    this.#made = [...this.#made, line];
    this.#text = withLine(this.#text === '' ? head : this.#text, line);
  }

  /** Takes an entry's line out of the list. */
  remove({ line }: IgnoreEntry): void {
    const lines = this.#text.split(/(?<=\r\n|\r(?!\n)|\n)/);
    const [removed = ''] = lines.splice(line - 1, 1);
    this.#made = this.#made.filter((made) => made !== removed.trim());
    this.#text = lines.join('');
  }

  /** The list as a file to keep. */
  ignoreFileText(): string {
    return this.#text;
  }

  clearIgnoreList(): void {
    this.#text = '';
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

const withLine = (text: string, line: string): string =>
  `${text}${text === '' || /[\r\n]$/.test(text) ? '' : '\n'}${line}\n`;
