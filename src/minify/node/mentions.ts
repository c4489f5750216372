// What the source of a module names: other modules, files beside it, programs.
import { TokenKind, tokensOf, type Tokens } from './tokens.ts';

const limits = { mentions: 20_000, textLength: 512, argumentTokens: 60, pathParts: 20 } as const;

/** A module as `import` or `require` names it: they take different files of some packages. */
export interface NamedModule {
  readonly specifier: string;
  readonly isImport: boolean;
}

export interface Mentions {
  readonly modules: readonly NamedModule[];
  /** How names of modules begin of which only the running program knows the rest: `./locale/`. */
  readonly beginnings: readonly NamedModule[];
  /** The line of the first module of whose name nothing is known; 0 where there is none. */
  readonly unknownLine: number;
  /** Files and folders, from the folder of the module: `../public`, `` for the folder itself. */
  readonly beside: ReadonlySet<string>;
  /** How such paths begin of which the rest is not known. */
  readonly besideBeginnings: ReadonlySet<string>;
  /** Files and folders from where the program was started. */
  readonly fromWorkingFolder: ReadonlySet<string>;
  readonly usesWorkingFolder: boolean;
  /** Texts that may be paths. */
  readonly paths: ReadonlySet<string>;
  /** Texts whose first word is a program that it may start. */
  readonly commands: ReadonlySet<string>;
  /** Not all was read. */
  readonly isCut: boolean;
}

/** What stands in brackets behind a call, as far as it tells a name. */
type Argument =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'beginning'; readonly text: string }
  | { readonly kind: 'beside' | 'unknown' | 'none' };

/** Names under which bundlers keep Node's own `require`. */
const requires = ['require', '__require', '__non_webpack_require__', 'nativeRequire', 'require_'];
const programStarts = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'execa', 'execaSync'];
const scriptStarts = ['fork', 'Worker', 'setupMaster', 'setupPrimary'];

class MentionFinder {
  readonly modules = new Map<string, NamedModule>();
  readonly beginnings = new Map<string, NamedModule>();
  unknownAt = -1;
  readonly beside = new Set<string>();
  readonly besideBeginnings = new Set<string>();
  readonly fromWorkingFolder = new Set<string>();
  usesWorkingFolder = false;
  readonly paths = new Set<string>();
  readonly commands = new Set<string>();
  private readonly handlers = new Map<string, (at: number) => void>();
  private mentions = 0;

  constructor(private readonly tokens: Tokens) {
    const handle = (names: readonly string[], handler: (at: number) => void): void => {
      for (const name of names) this.handlers.set(name, handler);
    };
    handle(requires, (at) => this.findRequire(at));
    handle(programStarts, (at) => this.findStart(at, this.commands));
    handle(scriptStarts, (at) => this.findStart(at, this.paths));
    handle(['from'], (at) => this.findText(at + 1, true));
    handle(['import'], (at) => this.findImport(at));
    handle(['createRequire'], (at) => this.findAlias(at));
    handle(['__dirname'], (at) => this.findBeside(at, at));
    handle(['__filename'], (at) => this.findFileName(at));
    handle(['process'], (at) => this.findWorkingFolder(at));
  }

  run(): void {
    const { tokens } = this;
    for (let at = 0; at < tokens.count && this.mentions < limits.mentions; at++) {
      const kind = tokens.kindAt(at);
      if (kind === TokenKind.name) this.handlers.get(tokens.nameAt(at))?.(at);
      else if (kind === TokenKind.text) this.findPath(at);
    }
  }

  get isCut(): boolean {
    return this.mentions >= limits.mentions || this.tokens.isCut;
  }

  private addModule(specifier: string, isImport: boolean): void {
    if (specifier === '' || specifier.length > limits.textLength) return;
    this.mentions++;
    this.modules.set(`${isImport} ${specifier}`, { specifier, isImport });
  }

  private add(to: Set<string>, text: string): void {
    if (text.length > limits.textLength) return;
    this.mentions++;
    to.add(text);
  }

  /** `from 'x'`, `import 'x'` */
  private findText(at: number, isImport: boolean): void {
    if (this.tokens.kindAt(at) === TokenKind.text) this.addModule(this.tokens.textAt(at), isImport);
  }

  private findImport(at: number): void {
    const { tokens } = this;
    if (tokens.isMark(at - 1, '.')) return;
    if (tokens.isMark(at + 1, '(')) this.addArgument(at + 1, true);
    else if (tokens.isMark(at + 1, '.')) this.findMeta(at);
    else this.findText(at + 1, true);
  }

  private findRequire(at: number): void {
    const { tokens } = this;
    if (tokens.nameAt(at - 1) === 'function') return;
    const isResolve = tokens.isMark(at + 1, '.') && tokens.nameAt(at + 2) === 'resolve';
    const bracket = isResolve ? at + 3 : at + 1;
    if (!tokens.isMark(bracket, '(')) return;
    // Of other things' methods of this name, only plain texts count: `freeModule.require('util')`.
    const isOwn = !tokens.isMark(at - 1, '.') || /^module$/i.test(tokens.nameAt(at - 2));
    this.addArgument(bracket, false, isOwn);
  }

  /** `const load = createRequire(…)`: calls of this name are calls of require. */
  private findAlias(at: number): void {
    const { tokens } = this;
    for (let back = at - 1; back > at - 8; back--) {
      if (!tokens.isMark(back, '=')) continue;
      const name = tokens.nameAt(back - 1);
      if (name !== '' && !this.handlers.has(name)) this.handlers.set(name, (place) => this.findRequire(place));
      return;
    }
    const end = this.endOfBrackets(at + 1);
    if (end > 0 && tokens.isMark(end + 1, '(')) this.addArgument(end + 1, false);
  }

  private addArgument(bracket: number, isImport: boolean, mayBeUnknown = true): void {
    const argument = this.argumentAt(bracket);
    if (argument.kind === 'texts') for (const text of argument.texts) this.addModule(text, isImport);
    if (argument.kind === 'beginning') {
      this.mentions++;
      this.beginnings.set(`${isImport} ${argument.text}`, { specifier: argument.text, isImport });
    }
    if (argument.kind === 'unknown' && mayBeUnknown && this.unknownAt < 0)
      this.unknownAt = this.tokens.startOf(bracket);
  }

  /** The bracket that closes the one at `at`, where it is near; -1. */
  private endOfBrackets(at: number): number {
    let level = 0;
    for (let place = at; place < at + limits.argumentTokens; place++) {
      if (this.tokens.kindAt(place) === 0) return -1;
      if (this.tokens.isMark(place, '(')) level++;
      else if (this.tokens.isMark(place, ')') && --level === 0) return place;
    }
    return -1;
  }

  private argumentAt(bracket: number): Argument {
    const { tokens } = this;
    const first = bracket + 1;
    const kind = tokens.kindAt(first);
    if (tokens.isMark(first, ')')) return { kind: 'none' };
    const isOnly = tokens.isMark(first + 1, ')') || tokens.isMark(first + 1, ',');
    if (kind === TokenKind.text && isOnly) return { kind: 'texts', texts: [tokens.textAt(first)] };
    const isBeginning = kind === TokenKind.head || (kind === TokenKind.text && tokens.isMark(first + 1, '+'));
    const text = isBeginning ? tokens.textAt(first) : '';
    if (text !== '') return { kind: 'beginning', text };
    return this.longArgumentAt(bracket);
  }

  private longArgumentAt(bracket: number): Argument {
    const { tokens } = this;
    const end = this.endOfBrackets(bracket);
    // `require(id) {` is a method that is called so.
    if (end > 0 && tokens.isMark(end + 1, '{')) return { kind: 'none' };
    const last = end < 0 ? bracket + limits.argumentTokens : end;
    const chosen: string[] = [];
    for (let at = bracket + 1; at < last; at++) {
      // What is found beside the module is found for itself.
      if (/^(?:__dirname|dirname|cwd)$/.test(tokens.nameAt(at))) return { kind: 'beside' };
      const isChoice = tokens.isMark(at - 1, '?') || tokens.isMark(at - 1, ':');
      if (tokens.kindAt(at) === TokenKind.text && isChoice) chosen.push(tokens.textAt(at));
    }
    return chosen.length > 1 ? { kind: 'texts', texts: chosen } : { kind: 'unknown' };
  }

  /** `import.meta`: its folder, its address, its way of resolving. */
  private findMeta(at: number): void {
    const { tokens } = this;
    const property = tokens.isMark(at + 3, '.') ? tokens.nameAt(at + 4) : '';
    if (property === 'dirname') this.findBeside(at, at + 4);
    if (property === 'resolve' && tokens.isMark(at + 5, '(')) this.addArgument(at + 5, true);
    if (property === 'filename') this.findFileName(at);
    if (property !== 'url') return;
    // `new URL('./x', import.meta.url)`
    if (tokens.isMark(at - 1, ',') && tokens.kindAt(at - 2) === TokenKind.text)
      this.add(this.beside, tokens.textAt(at - 2));
    else if (tokens.isMark(at - 1, ',') && tokens.isMark(at - 3, '(')) this.add(this.beside, '');
    else this.findFileName(at);
  }

  /** `dirname(__filename)` is the folder, but where `__dirname` is what it is kept as. */
  private findFileName(at: number): void {
    const { tokens } = this;
    for (let back = at - 1; back > at - 8; back--) {
      if (tokens.nameAt(back) !== 'dirname') continue;
      for (let place = back - 1; place > back - 8; place--)
        if (tokens.isMark(place, '=') && tokens.nameAt(place - 1) === '__dirname') return;
      const end = this.endOfBrackets(back + 1);
      this.findBeside(back, end < 0 ? at : end);
      return;
    }
  }

  /** What follows the folder of the module, whose tokens are those from `first` to `last`. */
  private findBeside(first: number, last: number): void {
    const { tokens } = this;
    const isParameter = tokens.nameAt(first - 2) === '__filename';
    const isSet = tokens.isMark(last + 1, '=') && !tokens.isMark(last + 2, '=');
    if (isParameter || isSet || tokens.nameAt(first - 1) === 'typeof') return;
    this.addPath(last, this.beside, this.besideBeginnings);
  }

  /** The path that goes on behind a folder: `, 'a', 'b')`, `+ '/a'`, or the rest of a template. */
  private addPath(folder: number, whole: Set<string>, beginnings: Set<string>): void {
    const { tokens } = this;
    const kind = tokens.kindAt(folder + 1);
    if (kind === TokenKind.tail || kind === TokenKind.middle)
      this.add(kind === TokenKind.tail ? whole : beginnings, tokens.textAt(folder + 1));
    else if (tokens.isMark(folder + 1, '+') && tokens.kindAt(folder + 2) === TokenKind.text)
      this.add(tokens.isMark(folder + 3, '+') ? beginnings : whole, tokens.textAt(folder + 2));
    else this.addJoined(folder + 1, whole, beginnings);
  }

  private addJoined(from: number, whole: Set<string>, beginnings: Set<string>): void {
    const { tokens } = this;
    const parts: string[] = [];
    let at = from;
    while (tokens.isMark(at, ',') && tokens.kindAt(at + 1) === TokenKind.text && parts.length < limits.pathParts) {
      parts.push(tokens.textAt(at + 1));
      at += 2;
    }
    if (!tokens.isMark(at, ',')) this.add(whole, parts.join('/'));
    else {
      const rest = tokens.kindAt(at + 1) === TokenKind.head ? tokens.textAt(at + 1) : '';
      this.add(beginnings, [...parts, rest].join('/'));
    }
  }

  private findWorkingFolder(at: number): void {
    const { tokens } = this;
    if (!tokens.isMark(at + 1, '.') || tokens.nameAt(at + 2) !== 'cwd' || !tokens.isMark(at + 4, ')')) return;
    this.usesWorkingFolder = true;
    const isFollowed =
      [',', '+'].some((mark) => tokens.isMark(at + 5, mark)) || tokens.kindAt(at + 5) >= TokenKind.middle;
    if (isFollowed) this.addPath(at + 4, this.fromWorkingFolder, this.fromWorkingFolder);
  }

  private findStart(at: number, to: Set<string>): void {
    const { tokens } = this;
    const argument = tokens.isMark(at + 1, '(') ? at + 2 : at;
    const kind = tokens.kindAt(argument);
    if (kind === TokenKind.text || kind === TokenKind.head) this.add(to, tokens.textAt(argument));
  }

  /** `./x`, `/opt/x`, `src/*.js`: as it may be handed to something that reads files. */
  private findPath(at: number): void {
    const { tokens } = this;
    const length = tokens.endOf(at) - tokens.startOf(at);
    if (length < 3 || length > limits.textLength) return;
    const text = tokens.textAt(at);
    if (/^\.{0,2}\/[^\s/]/.test(text) || /^[^\s:]*(?:\/[^\s:]*\*|\.[cm]?js$)/.test(text)) this.add(this.paths, text);
  }
}

/** The line of a place in a text. */
function lineOf(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

export function mentionsOf(source: string): Mentions {
  const finder = new MentionFinder(tokensOf(source));
  finder.run();
  const { beside, besideBeginnings, fromWorkingFolder, usesWorkingFolder, paths, commands, isCut, unknownAt } = finder;
  const [modules, beginnings] = [[...finder.modules.values()], [...finder.beginnings.values()]];
  const unknownLine = unknownAt < 0 ? 0 : lineOf(source, unknownAt);
  const files = { beside, besideBeginnings, fromWorkingFolder, usesWorkingFolder, paths };
  return { modules, beginnings, unknownLine, ...files, commands, isCut };
}
