// Everything that a script may start, read or test for, wherever it stands in it: what only one of two ways comes to counts as well.
import type { Word } from 'unbash';
import { baseName } from '../../hardening/start-command.ts';
import { shellBuiltins } from '../../hardening/shell-start.ts';
import { isGlob, pathsByGlob } from '../find-by-glob.ts';
import { mayReadPath, pathsIn } from '../paths-in-text.ts';
import { needGiven, startOther } from '../start-other.ts';
import type { Tracing } from '../tracing.ts';
import { withoutComments } from '../words-in-text.ts';
import { readShellFacts, type PlacedCommand, type PlacedRedirect, type ShellFacts } from './shell-facts.ts';
import { ShellScriptFacts, type ScriptOrigin } from './shell-script.ts';
import { anyName, hole, variants } from './shell-values.ts';

const limits = { texts: 4, words: 500, longest: 60, calls: 64, allCalls: 3000, plainWords: 20_000 } as const;

/** A word of a command; null where only the running script knows it. */
type StartWord = string | null;

/** What a word may come to, each as a list of words. */
type Lists = readonly string[][];

interface Call {
  readonly words: readonly StartWord[];
  readonly directory: string;
  readonly script: ShellScriptFacts;
  readonly depth: number;
}

/** With what is not known, and what the shell fills in, as a pattern. */
const asPattern = (value: string): string => value.replaceAll(hole, '*').replaceAll(anyName, '*');

const isPlain = (value: string): boolean => !value.includes(hole) && !value.includes(anyName);

/** Patterns are of use where they begin with a folder. */
const isPattern = (value: string): boolean => !isPlain(value) && /^\/[^*/]+\/[^*]/.test(asPattern(value));

/** What comes with a system tries programs of others: none of them is missed. */
const ofPackages = /^\/(?:usr\/)?(?:s?bin|lib|libexec|share)\//;

class ShellFollow {
  private readonly tested = new Set<string>();
  private calls = 0;

  constructor(
    private readonly tracing: Tracing,
    private readonly subject: string,
  ) {}

  async text(text: string, origin: ScriptOrigin, depth: number): Promise<void> {
    const facts = readShellFacts(text);
    if (!facts) return this.longText(text);
    const script = new ShellScriptFacts(facts, origin, this.tracing);
    await script.takeSourced();
    script.share();
    for (const one of facts.commands) this.noteTested(one);
    for (const one of facts.commands) await this.command(one, script, depth);
    for (const { word, at } of facts.tested) this.needValues(script.values.of(word, at), 'tests for', origin.directory);
    for (const one of facts.redirects) this.redirect(one, script);
    this.literalFolders(facts);
    this.filesIn(text);
  }

  /** By its words only. */
  private longText(text: string): void {
    this.tracing.note(`${this.subject} is longer than 64 kB: what it starts was looked for word by word.`);
    const words = new Set(text.split(/[\s;|&()'"`$={}]+/).slice(0, limits.plainWords));
    for (const word of words) if (/^[\w./+-]{2,200}$/.test(word)) this.mayStart([word], `names ${word}`);
    for (const path of pathsIn(text)) mayReadPath(path, `names ${path}`, this.tracing);
  }

  /** A program that it looks for may be missing. */
  private noteTested({ node }: PlacedCommand): void {
    if (!/^(?:command|which|type|hash)$/.test(node.name?.value ?? '')) return;
    for (const one of node.args) if (one.type === 'Word') this.tested.add(one.value);
  }

  private async command(one: PlacedCommand, script: ShellScriptFacts, depth: number): Promise<void> {
    const { node } = one;
    const at = one.isInFunction ? Infinity : one.at;
    const directory = script.directoryAt(one.at, one.subshell);
    if (!node.name) return;
    const words = [node.name, ...node.args.filter((word): word is Word => word.type === 'Word')];
    const lists = words.slice(0, limits.words).map((word) => script.values.listOf(word, at));
    const [names = [], ...others] = lists;
    const programs = names.filter(([name = hole]) => isPlain(name));
    if (programs.length === 0) this.unknownProgram(names[0]?.[0] ?? hole, node.name);
    for (const call of this.callsOf(programs, others, directory))
      await this.call({ words: call, directory, script, depth });
    for (const values of lists.flat()) for (const value of values) this.mayReadPattern(value);
  }

  /** Each program that it may be with all that its words may come to, each call once. */
  private callsOf(programs: Lists, words: readonly Lists[], directory: string): readonly StartWord[][] {
    const calls = new Map<string, StartWord[]>();
    for (const program of programs) {
      for (const list of listsOf([[program], ...words])) {
        const call = list.flatMap((word) => this.filledIn(word, directory));
        calls.set(call.join('\0'), call);
      }
    }
    return [...calls.values()].slice(0, limits.calls);
  }

  /** The names that the shell puts in place of a pattern. */
  private filledIn(word: string, directory: string): StartWord[] {
    if (isPlain(word)) return [word];
    if (word.includes(hole)) return [null];
    const pattern = asPattern(word);
    const paths = pathsByGlob(pattern.startsWith('/') ? pattern : `${directory}/${pattern}`, this.tracing);
    return paths.length > 0 ? paths : [null];
  }

  /** `/etc/app/$MODE.conf`: any of these may be read, or started. */
  private mayReadPattern(value: string): void {
    if (!isPattern(value)) return;
    for (const path of pathsByGlob(asPattern(value), this.tracing)) this.tracing.mayNeed(path, `may use ${path}`);
  }

  private unknownProgram(value: string, name: Word): void {
    if (isPattern(value)) return;
    // What it is given itself is started by whoever starts it.
    if (/^"?\$\{?[@*\d]/.test(name.text)) return;
    this.tracing.note(
      `${this.subject} starts what only the running container knows: ${name.text.slice(0, limits.longest)}.`,
    );
  }

  private redirect({ operator, word, at, subshell }: PlacedRedirect, script: ShellScriptFacts): void {
    const values = script.values.of(word, at);
    const directory = script.directoryAt(at, subshell);
    if (operator === '<' || operator === '<>') return this.needValues(values, 'reads', directory);
    // It writes into a folder that has to be there.
    const folders = values
      .filter((value) => value.includes('/'))
      .map((value) => value.slice(0, value.lastIndexOf('/')));
    this.needValues(folders, 'writes into', directory);
  }

  /** Folders that a variable is set to are read by whatever is started. */
  private literalFolders(facts: ShellFacts): void {
    for (const { words, as } of [...facts.variables.values()].flat()) {
      const [word] = words ?? [];
      if (as === 'value' && word && !word.parts && word.value.startsWith('/'))
        mayReadPath(word.value, `sets a variable to ${word.value}`, this.tracing);
    }
  }

  /** Paths in words that hold more than that, and in documents. */
  private filesIn(text: string): void {
    for (const path of pathsIn(withoutComments(text))) {
      const node = isGlob(path) ? null : this.tracing.find(path);
      if (node !== null && !this.tracing.isDirectory(node)) this.tracing.mayNeed(path, `names ${path}`);
    }
  }

  private needValues(values: readonly string[], verb: string, directory: string): void {
    for (const value of values) if (isPlain(value) && value !== '') this.needPath(value, `${verb} ${value}`, directory);
  }

  private needPath(path: string, why: string, directory: string, as?: 'shell'): number | null {
    return this.tracing.need(path.startsWith('/') ? path : `${directory}/${path}`, why, as);
  }

  private async call(call: Call): Promise<void> {
    const { words, directory, script } = call;
    const [word] = words;
    if (word == null || word === '') return;
    if (++this.calls > limits.allCalls) {
      this.tracing.note(`${this.subject} may start more than is looked at: what stands at its end was not followed.`);
      return;
    }
    if (script.facts.functions.has(word)) return this.functionCall(call);
    if (shellBuiltins.has(word)) return this.builtin(word, call);
    const programs = this.programsNamed(word, script, directory);
    for (const program of programs) this.tracing.start([program, ...words.slice(1)], this.starts(word), directory);
    if (programs.length === 0 && script.isFunction(word)) return this.functionCall(call);
    if (programs.length === 0) this.missing(word);
    if (word === 'which') for (const one of words.slice(1)) this.mayStart([one], `looks for ${one ?? ''}`);
    if (baseName(word) === 'run-parts') this.runParts(call);
  }

  private starts(word: string): string {
    return `starts ${baseName(word)}`;
  }

  /** By the search path of the image, then by what the script makes of it. */
  private programsNamed(word: string, script: ShellScriptFacts, directory: string): string[] {
    if (this.tracing.findProgram(word, directory) !== null) return [word];
    if (word.includes('/')) return [];
    const lists = script.values.named('PATH', Infinity, 0).flatMap((value) => value.split(':'));
    const places = lists
      .filter((folder) => folder.startsWith('/') && isPlain(folder))
      .map((folder) => `${folder}/${word}`);
    const found = places.find((place) => this.tracing.findProgram(place) !== null);
    return found === undefined ? [] : [found];
  }

  private missing(word: string): void {
    if (ofPackages.test(this.subject) || this.tested.has(word) || !/^[\w./+-]{1,200}$/.test(word) || isGlob(word))
      return;
    this.tracing.note(`${this.subject} starts ${word}, which is not found.`);
  }

  private mayStart(words: readonly StartWord[], why: string): void {
    if (words[0] != null && words[0] !== '') this.tracing.mayStart(words, why);
  }

  /** What a function is given it may start, or read. */
  private async functionCall({ words, directory }: Call): Promise<void> {
    await startOther({ words, name: '', directory }, this.tracing);
  }

  private runParts({ words, directory }: Call): void {
    for (const word of words.slice(1)) {
      const node = word === null || word.startsWith('-') ? null : this.tracing.find(word, directory);
      if (node === null || !this.tracing.isDirectory(node)) continue;
      for (const child of this.tracing.children(node))
        this.tracing.need(this.tracing.rootfs.pathOf(child), `runs what lies in ${word ?? ''}`);
    }
  }

  private async builtin(name: string, call: Call): Promise<void> {
    const { words, directory } = call;
    const given = words.slice(1);
    switch (name) {
      case '.':
      case 'source':
        return this.source(given[0] ?? null, call);
      case 'exec':
      case 'builtin':
      case 'time':
        return this.call({ ...call, words: withoutOptions(given, name === 'exec' ? ['-a'] : []) });
      case 'command':
      case 'type':
      case 'hash':
        return this.lookUp(name, call);
      case 'eval':
        return this.inner(given.filter((word) => word !== null).join(' '), call);
      case 'trap':
        return this.inner(given[0] ?? '', call);
      case 'alias':
        for (const word of given) await this.inner(word?.slice(word.indexOf('=') + 1) ?? '', call);
        return;
      case 'cd':
      case 'pushd':
      case 'test':
      case '[':
        return this.needValues(
          given.filter((word) => word !== null),
          name.startsWith('[') || name === 'test' ? 'tests for' : 'goes to',
          directory,
        );
      default:
        return needGiven({ words, name: 'test', directory }, this.tracing);
    }
  }

  private async lookUp(name: string, call: Call): Promise<void> {
    const given = call.words.slice(1);
    const isLookUp = name !== 'command' || given.some((word) => word !== null && /^-[a-z]*[vV]/.test(word));
    if (!isLookUp) return this.call({ ...call, words: withoutOptions(given, []) });
    for (const word of given) this.mayStart([word], `looks for ${word ?? ''}`);
  }

  private source(word: StartWord, { directory, script }: Call): void {
    if (word === null) return;
    const places = word.includes('/')
      ? [word]
      : [`${directory}/${word}`, ...this.programsNamed(word, script, directory)];
    if (places.some((place) => this.needPath(place, `reads in ${word}`, directory, 'shell') !== null)) return;
    const near = script.origin.path.slice(0, script.origin.path.lastIndexOf('/'));
    if (near !== '' && !word.startsWith('/')) this.needPath(`${near}/${word}`, `reads in ${word}`, directory, 'shell');
  }

  /** Text that the script runs as one. */
  private async inner(text: string, { directory, script, depth }: Call): Promise<void> {
    if (depth >= limits.texts || text.trim() === '' || text === '-') return;
    await this.text(text, { ...script.origin, directory }, depth + 1);
  }
}

/** `-a name` and others in front of the command. */
function withoutOptions(words: readonly StartWord[], valued: readonly string[]): readonly StartWord[] {
  let at = 0;
  for (; words[at]?.startsWith('-'); at++) {
    if (words[at] === '--') return words.slice(at + 1);
    if (valued.includes(words[at] ?? '')) at++;
  }
  return words.slice(at);
}

/** Commands by what each word may come to. */
function listsOf(lists: readonly Lists[]): string[][] {
  const numbers = lists.map((options) => options.map((_, which) => String(which)));
  return variants(numbers).map((chosen) => lists.flatMap((options, at) => options[Number(chosen[at])] ?? []));
}

/** `subject`: the script for notes. */
export const followShell = (text: string, origin: ScriptOrigin, subject: string, tracing: Tracing): Promise<void> =>
  new ShellFollow(tracing, subject).text(text, origin, 0);
