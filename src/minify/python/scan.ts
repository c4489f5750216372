// What a Python file imports and names, by its text alone ("The import statement", "Lexical analysis", docs.python.org/3/reference):
// comments, strings, brackets and continued lines are passed as Python does, whatever stands between is not understood.
import { linking, loading, shelling, starting, telling } from './calls.ts';
import {
  tab,
  newline,
  formFeed,
  carriageReturn,
  blank,
  hash,
  open,
  colon,
  semicolon,
  openSquare,
  backslash,
  isOfWord,
  endOfString,
  isQuote,
  isOpening,
  isClosing,
  endOfLine,
  type Statement,
  type Named,
  readStatement,
  lengthOfBreak,
  withoutQuotes,
  afterBlanks,
  stringsAt,
  importsOf,
} from './statement.ts';

const limits = { strings: 20_000, imports: 20_000, commands: 1000 } as const;

export type Block = 'main' | 'own' | null;

export interface PythonImport extends Named {
  /**
   * `main`: it stands below `if __name__ == '__main__'`, done where the file is what is started; `own`: in a function called as
   * those are that Python's own modules test or show themselves with.
   */
  readonly block: Block;
  /** It is done whenever the file is: in no function, class or `try`. */
  readonly isPlain: boolean;
}

export interface PythonFacts {
  readonly imports: readonly PythonImport[];
  /** Names that are given to `__import__` and its kind as they are. */
  readonly literals: ReadonlySet<string>;
  /** The function by which it imports what only the running program knows; null where it does not. */
  readonly loader: string | null;
  /** Strings that read like names of modules, or of something in them: `app.tasks`, `app.main:app`. */
  readonly strings: ReadonlySet<string>;
  /** What stands before a part that is filled in: `app.plugins` of `"app.plugins.%s"`. */
  readonly prefixes: ReadonlySet<string>;
  /** What `CDLL`, `find_library` and their kind are given. */
  readonly libraries: ReadonlySet<string>;
  /** What `subprocess.run`, `os.system` and their kind are given, as far as it is words. */
  readonly commands: readonly (readonly string[])[];
  /** Strings in statements that change `sys.path`; null where there is none. */
  readonly searched: readonly string[] | null;
  /** Strings in statements about `__all__`. */
  readonly all: readonly string[];
}

/** By the code of a character: whether a word that tells something begins with it. */
const firstOfTelling = new Uint8Array(128);
for (const word of telling) firstOfTelling[word.charCodeAt(0)] = 1;

/** The string behind one of these names a module. */
const namingModules: ReadonlySet<string> = new Set(['DJANGO_SETTINGS_MODULE', 'CELERY_CONFIG_MODULE', 'FLASK_APP']);

const blocks = [
  { kind: 'typing', pattern: /if[ \t]+(?:\w+\.)?TYPE_CHECKING[ \t]*:/y },
  { kind: 'main', pattern: /if[ \t]*\(?[ \t]*__name__[ \t]*==[ \t]*['"]__main__['"][ \t]*\)?[ \t]*:/y },
  { kind: 'own', pattern: /def[ \t]+_?(?:test|main|demo)\(/y },
] as const;

const likeModule = /^\.{0,3}[A-Za-z_][\w.]*(?::[\w.]+)?$/;
const likePrefix = /^([A-Za-z_][\w.]*)\.(?:\w*[%{]|$)/;
const longestName = 200;

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

class Scan implements PythonFacts {
  readonly imports: PythonImport[] = [];
  readonly literals = new Set<string>();
  readonly strings = new Set<string>();
  readonly prefixes = new Set<string>();
  readonly libraries = new Set<string>();
  readonly all: string[] = [];
  readonly commands: string[][] = [];
  searched: string[] | null = null;
  loader: string | null = null;
  private at = 0;
  private depth = 0;
  private indent = 0;
  /** Whether a statement can begin here. */
  private isStart = true;
  /** The block in which it is, by the indent of the line that begins it. */
  private passed: { readonly indent: number; readonly kind: 'main' | 'own' | 'typing' } | null = null;
  private lastString = '';
  /** How far a statement was read ahead. */
  private readTo = 0;

  constructor(private readonly text: string) {
    this.beginLine();
    while (this.at < text.length) this.step();
  }

  private step(): void {
    const code = this.text.charCodeAt(this.at);
    if (isOfWord(code)) this.passWord();
    else if (isQuote(code)) this.passString();
    else if (code === newline) this.passNewline();
    else if (code === hash) this.at = endOfLine(this.text, this.at);
    else this.passSign(code);
  }

  private passSign(code: number): void {
    this.at += code === backslash ? lengthOfBreak(this.text, this.at) : 1;
    if (code === blank || code === tab || code === carriageReturn || code === formFeed || code === backslash) return;
    if (isOpening(code)) this.depth++;
    else if (isClosing(code)) this.depth = Math.max(0, this.depth - 1);
    this.isStart = this.depth === 0 && (code === semicolon || code === colon);
  }

  private passNewline(): void {
    this.at++;
    if (this.depth === 0) this.beginLine();
  }

  private beginLine(): void {
    this.isStart = true;
    let indent = 0;
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === blank) indent++;
      else if (code === tab) indent = (Math.floor(indent / 8) + 1) * 8;
      else if (code !== formFeed && code !== 0xfeff) break;
    }
    const next = this.text.charCodeAt(this.at);
    if (next === newline || next === carriageReturn || next === hash) return;
    this.indent = indent;
    if (this.passed && indent <= this.passed.indent) this.passed = null;
  }

  private passWord(): void {
    const { text, at: from, isStart } = this;
    while (this.at < text.length && isOfWord(text.charCodeAt(this.at))) this.at++;
    this.isStart = false;
    const first = text.charCodeAt(from);
    if (isStart && this.beginStatement(text.slice(from, Math.min(this.at, from + 8)), from)) return;
    if (firstOfTelling[first] !== 1 || this.at - from > 24) return;
    const word = text.slice(from, this.at);
    if (telling.has(word)) this.takeCall(word, from);
  }

  /** Whether the statement was taken as a whole. */
  private beginStatement(word: string, from: number): boolean {
    if (word === 'import' || word === 'from') {
      const { text, end } = readStatement(this.text, from);
      this.takeImports(text);
      this.at = end;
      return true;
    }
    if (word === 'if' || word === 'def') this.beginBlock(from);
    // A statement that was read ahead is not read again from within.
    if (from < this.readTo) return false;
    if (word === '__all__') this.all.push(...this.readAhead(from).strings);
    if (word === 'sys' && this.text.startsWith('sys.path', from)) this.takeSearched(from);
    return false;
  }

  private readAhead(from: number): Statement {
    const statement = readStatement(this.text, from);
    this.readTo = statement.end;
    return statement;
  }

  private takeImports(statement: string): void {
    const block = this.passed?.kind ?? null;
    if (block === 'typing') return;
    for (const named of importsOf(statement)) {
      if (this.imports.length >= limits.imports) return;
      if (named.module.length > longestName) continue;
      this.imports.push({ ...named, block, isPlain: this.indent === 0 });
    }
  }

  private beginBlock(from: number): void {
    if (this.passed) return;
    for (const { kind, pattern } of blocks)
      if (matchesAt(pattern, this.text, from)) this.passed = { indent: this.indent, kind };
  }

  private takeSearched(from: number): void {
    const { text, strings } = this.readAhead(from);
    if (/^sys\.path(?:\s*[+=[]|\.(?:append|insert|extend)\b)/.test(text)) (this.searched ??= []).push(...strings);
  }

  private takeCall(word: string, from: number): void {
    const { text } = this;
    let at = this.at;
    while (text.charCodeAt(at) === blank) at++;
    if (text.charCodeAt(at) !== open || /(?:def|class)[ \t]+$/.test(text.slice(Math.max(0, from - 8), from))) return;
    if (loading.has(word)) {
      this.loader ??= word;
      return;
    }
    if (starting.has(word)) {
      this.takeCommand(word, at + 1);
      return;
    }
    const given = this.onlyString(at + 1);
    if (linking.has(word)) {
      if (given !== null) this.libraries.add(given);
    } else if (given !== null && likeModule.test(given)) this.literals.add(given);
    else if (word !== 'find_spec') this.loader ??= word;
  }

  private takeCommand(word: string, from: number): void {
    const { text } = this;
    const at = afterBlanks(text, from);
    const isList = text.charCodeAt(at) === openSquare;
    const words = stringsAt(text, isList ? at + 1 : at);
    const [first] = words;
    if (first === undefined || this.commands.length >= limits.commands) return;
    const isForShell = shelling.has(word) || (!isList && /\s/.test(first));
    if (isForShell) this.commands.push(['sh', '-c', first]);
    else this.commands.push(isList || word === 'create_subprocess_exec' ? words : [first]);
  }

  /** The first argument, where it is a string and nothing else. */
  private onlyString(from: number): string | null {
    const { text } = this;
    const at = afterBlanks(text, from);
    if (!isQuote(text.charCodeAt(at))) return null;
    const end = endOfString(text, at);
    const behind = text.slice(end, end + 200).trimStart();
    return behind.startsWith(',') || behind.startsWith(')') ? withoutQuotes(text.slice(at, end)) : null;
  }

  private passString(): void {
    const from = this.at;
    this.at = endOfString(this.text, from);
    this.isStart = false;
    if (this.at - from > longestName + 2 || this.at - from < 3) return;
    this.takeString(withoutQuotes(this.text.slice(from, this.at)));
  }

  private takeString(value: string): void {
    if (this.strings.size >= limits.strings) return;
    const isModule = likeModule.test(value);
    if (isModule && namingModules.has(this.lastString)) this.literals.add(value);
    this.lastString = value;
    const [, prefix] = likePrefix.exec(value) ?? [];
    if (prefix !== undefined) this.prefixes.add(prefix);
    else if (isModule) this.strings.add(value);
  }
}

export const scanPython = (text: string): PythonFacts => new Scan(text);
