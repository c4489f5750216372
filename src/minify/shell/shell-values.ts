// What words of a script may come to, without running it: variables that are set plainly, parameters, and the few commands by
// which scripts find their own folder. All values that a variable is given anywhere before count, the last first.
import type { CommandNode, ParameterExpansionPart, ParsedScript, PipelineNode, Word, WordPart } from 'unbash';
import { usualPath } from '../../hardening/program-search.ts';
import { baseName } from '../../hardening/start-command.ts';
import { pathsByGlob } from '../find-by-glob.ts';
import type { Tracing } from '../tracing.ts';
import type { Assigned } from './shell-facts.ts';

/** Stands for what only the running script knows. */
export const hole = '\uFDD0';
/** Stands for what the shell fills in by the names of files. */
export const anyName = '\uFDD1';

const limits = { values: 64, variants: 64, length: 8192, steps: 5000, depth: 24, listed: 500 } as const;

export interface ScriptContext {
  /** What the script is called by; '' where that is not known. */
  readonly path: string;
  readonly variables: Map<string, Assigned[]>;
  /** Values that other scripts of the image set a variable to. */
  readonly shared: Map<string, Set<string>>;
  /** The arguments that are surely given; null where they are not known. */
  readonly given: readonly string[] | null;
  directoryAt(at: number, depth: number): string;
}

const unique = (values: readonly string[], most: number): string[] => [...new Set(values)].slice(0, most);

function parentOf(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : trimmed.slice(0, slash);
}

/** `${name%pattern}` and the like, for patterns of plain text with a star at one end. */
export function removed(value: string, operator: '#' | '##' | '%' | '%%', pattern: string): string {
  const isEnd = operator.startsWith('%');
  const hasStar = isEnd ? pattern.endsWith(anyName) : pattern.startsWith(anyName);
  const text = pattern.replaceAll(anyName, '');
  if (pattern.includes(hole)) return hole;
  if (text === '') return hasStar && operator.length === 2 ? '' : value;
  if (!hasStar) {
    if (isEnd) return value.endsWith(text) ? value.slice(0, -text.length) : value;
    return value.startsWith(text) ? value.slice(text.length) : value;
  }
  const at = operator === '%' || operator === '##' ? value.lastIndexOf(text) : value.indexOf(text);
  if (at < 0) return value;
  return isEnd ? value.slice(0, at) : value.slice(at + text.length);
}

export class ShellValues {
  private steps = 0;
  private readonly known = new Map<string, string[]>();

  constructor(
    readonly tracing: Tracing,
    readonly context: ScriptContext,
  ) {}

  /** Texts that a word may come to, as one word. */
  of(word: Word, at: number, depth = 0): string[] {
    if (this.steps++ > limits.steps || depth > limits.depth) return [hole];
    if (!word.parts) return [word.value.startsWith('~/') ? `${this.home()}${word.value.slice(1)}` : word.value];
    return this.ofParts(word.parts, at, depth);
  }

  /** Words that a word may come to: a list for `"$@"`, and for a variable without quotes. */
  listOf(word: Word, at: number, depth = 0): string[][] {
    const [part, ...others] = word.parts ?? [];
    const inner = part?.type === 'DoubleQuoted' && part.parts.length === 1 ? part.parts[0] : part;
    if (others.length > 0 || !inner) return this.of(word, at, depth).map((value) => [value]);
    const list = this.listNamed(inner);
    if (list !== null) return this.elements(list, at, depth);
    const values = this.of(word, at, depth);
    const splits = part?.type === 'SimpleExpansion' || part?.type === 'ParameterExpansion';
    return values.map((value) => (splits ? value.split(/\s+/).filter((one) => one !== '') : [value]));
  }

  /** What a variable may be at a place of the script. */
  named(name: string, at: number, depth: number): string[] {
    if (this.steps++ > limits.steps || depth > limits.depth) return [hole];
    const own = this.parameter(name, at, depth);
    if (own) return own;
    const all = this.context.variables.get(name) ?? [];
    const before = all.filter((one) => one.at < at);
    // `A="$A"more`, where nothing has set it before: the image does, or it is empty.
    if (before.length === 0 && all.some((one) => one.at === at)) return [this.tracing.variable(name) ?? ''];
    const key = `${name} ${before.length} ${all.length}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.valuesOf(name, before, all, depth);
    this.known.set(key, found);
    return found;
  }

  private valuesOf(name: string, before: readonly Assigned[], all: readonly Assigned[], depth: number): string[] {
    const values = (before.length > 0 ? before : all).toReversed().flatMap((one) => this.assigned(one, depth));
    const outer = this.tracing.variable(name);
    const shared = values.length === 0 && outer === null ? [...(this.context.shared.get(name) ?? [])] : [];
    const found = unique([...values, ...(outer === null ? [] : [outer]), ...shared], limits.values);
    // What is known comes first; one stands for all that is not.
    const isOpen = (value: string): boolean => value.includes(hole);
    const known = found.filter((value) => !isOpen(value));
    const open = found.filter(isOpen);
    return known.length === found.length && known.length > 0 ? known : [...known, open[0] ?? hole];
  }

  private home(): string {
    return this.tracing.variable('HOME') ?? hole;
  }

  private parameter(name: string, at: number, depth: number): string[] | null {
    if (name === '0' || name === 'BASH_SOURCE') return [this.context.path === '' ? hole : this.context.path];
    if (name === 'PWD') return [this.context.directoryAt(at, depth + 1)];
    if (/^[1-9]$/.test(name)) return [this.context.given?.[Number(name) - 1] ?? hole];
    return /^[@*#?$!-]$/.test(name) ? [hole] : null;
  }

  private assigned(assigned: Assigned, depth: number): string[] {
    const { at, words, as } = assigned;
    if (words === null) return [hole];
    if (as === 'list') return this.elements([assigned], at, depth).map((list) => list.join(' '));
    return words.slice(0, limits.listed).flatMap((word) => {
      const values = this.of(word, at, depth + 1);
      return as === 'loop' ? values.flatMap((value) => this.filledIn(value)) : values;
    });
  }

  /** A loop goes over the names that a pattern comes to. */
  private filledIn(value: string): string[] {
    if (!value.includes(anyName) || value.includes(hole) || !value.startsWith('/')) return [value];
    const paths = pathsByGlob(value.replaceAll(anyName, '*'), this.tracing);
    return paths.length > 0 ? paths : [value];
  }

  private listNamed(part: WordPart): readonly Assigned[] | null {
    if (part.type === 'SimpleExpansion' && /^\$[@*]$/.test(part.text)) return this.context.variables.get('@') ?? [];
    if (part.type !== 'ParameterExpansion' || part.operation) return null;
    const isAll = part.index?.value === '@' || part.index?.value === '*';
    return isAll ? (this.context.variables.get(part.parameter) ?? []) : null;
  }

  /** Of arguments that are set several times, each time in front of those before, the last come first. */
  private elements(list: readonly Assigned[], at: number, depth: number): string[][] {
    const before = list.filter((one) => one.at < at);
    const words = (before.length > 0 ? before : list)
      .toReversed()
      .flatMap((one) => (one.words ?? []).map((word) => ({ word, at: one.at })));
    if (words.length === 0) return [[...(this.context.given ?? [hole])]];
    const values = words
      .slice(0, limits.listed)
      .map((one) => (/^"?\$[@*]"?$/.test(one.word.text) ? [] : this.of(one.word, one.at, depth + 1)));
    return variants(values.filter((value) => value.length > 0));
  }

  /** The same expansion has the same value wherever it stands in a word. */
  private ofParts(parts: readonly WordPart[], at: number, depth: number): string[] {
    let made: { text: string; chosen: ReadonlyMap<string, string> }[] = [{ text: '', chosen: new Map() }];
    for (const part of parts) {
      const values = this.ofPart(part, at, depth);
      made = made
        .flatMap(({ text, chosen }) => {
          const known = chosen.get(part.text);
          const options = known === undefined ? values : [known];
          return options.map((value) => ({
            text: text + value,
            chosen: values.length > 1 ? new Map(chosen).set(part.text, value) : chosen,
          }));
        })
        .filter(({ text }) => text.length <= limits.length)
        .slice(0, limits.variants);
    }
    return made.length === 0
      ? [hole]
      : unique(
          made.map(({ text }) => text),
          limits.variants,
        );
  }

  private ofPart(part: WordPart, at: number, depth: number): string[] {
    if (this.steps++ > limits.steps || depth > limits.depth) return [hole];
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return [part.value];
      case 'DoubleQuoted':
      case 'LocaleString':
        return this.ofParts(part.parts, at, depth + 1);
      case 'SimpleExpansion':
        return this.named(part.text.slice(1), at, depth + 1);
      case 'ParameterExpansion':
        return this.expansion(part, at, depth + 1);
      case 'CommandExpansion':
        return part.script ? this.output(part.script, at, depth + 1) : [hole];
      case 'Glob':
      case 'ExtendedGlob':
      case 'BraceExpansion':
        return [anyName];
      case 'ArithmeticExpansion':
      case 'ProcessSubstitution':
        return [hole];
    }
  }

  private expansion(part: ParameterExpansionPart, at: number, depth: number): string[] {
    if (part.prefix !== undefined) return [hole];
    const values = this.named(part.parameter, at, depth);
    const { operation } = part;
    if (!operation) return values;
    if (operation.type === 'Default') return this.withDefault(values, operation.operator, operation.operand, at, depth);
    if (operation.type === 'Remove') return this.withRemoved(values, operation.operator, operation.operand, at, depth);
    return [hole];
  }

  private withDefault(values: string[], operator: string, operand: Word, at: number, depth: number): string[] {
    if (operator.endsWith('?')) return values;
    const known = values.filter((value) => value !== hole && value !== '');
    const other = this.of(operand, at, depth);
    if (operator.endsWith('+')) return unique([...other, ''], limits.values);
    return unique([...known, ...other], limits.values);
  }

  private withRemoved(
    values: string[],
    operator: '#' | '##' | '%' | '%%',
    operand: Word,
    at: number,
    depth: number,
  ): string[] {
    const patterns = this.of(operand, at, depth);
    return unique(
      values.flatMap((value, which) => {
        if (value.includes(hole)) return [hole];
        return [removed(value, operator, patterns[which] ?? patterns[0] ?? '')];
      }),
      limits.values,
    );
  }

  /** What `$( … )` prints, of the commands that print a path. */
  private output(script: ParsedScript, at: number, depth: number): string[] {
    const commands = script.commands.flatMap(({ command }) => simpleCommands(command));
    let from = [this.context.directoryAt(at, depth)];
    let printed = [hole];
    for (const { name, args } of commands) {
      const words = args.map((word) => this.of(word, at, depth + 1));
      const given = words.filter(([first = '']) => !first.startsWith('-'));
      if (name === 'cd') from = (given[0] ?? [hole]).flatMap((to) => from.map((base) => this.absolute(to, base)));
      else if (args.at(-1)?.text.includes('$PWD')) printed = from;
      else printed = this.printed(name, given, from);
    }
    return unique(printed, limits.values);
  }

  private printed(name: string, given: readonly string[][], from: readonly string[]): string[] {
    const first = given[0] ?? [hole];
    const [base = '/'] = from;
    switch (name) {
      case 'pwd':
        return [...from];
      case 'dirname':
        return first.map((path) => (path.includes(hole) ? hole : parentOf(path)));
      case 'basename':
        return first.map((path) => baseName(path));
      case 'readlink':
      case 'realpath':
        return first.map((path) => this.absolute(path, base));
      case 'which':
      case 'command':
        return first.map((word) => this.placeOf(word));
      case 'echo':
        return first;
      case 'printf':
        return given[1] ?? [hole];
      default:
        return [hole];
    }
  }

  private placeOf(word: string): string {
    if (word.includes('/') || word.includes(hole)) return word;
    const folders = (this.tracing.variable('PATH') ?? usualPath).split(':').filter((one) => one.startsWith('/'));
    const places = folders.slice(0, limits.values).map((folder) => `${folder}/${word}`);
    return places.find((place) => this.tracing.find(place) !== null) ?? hole;
  }

  /** Of what is there, the path without links and dots. */
  private absolute(path: string, base: string): string {
    if (path.includes(hole) || base.includes(hole)) return hole;
    const node = this.tracing.find(path === '' ? '.' : path, base);
    return node === null ? hole : this.tracing.rootfs.pathOf(node);
  }
}

interface SimpleCommand {
  readonly name: string;
  readonly args: readonly Word[];
}

function simpleCommands(node: PipelineNode | { type: 'AndOr'; commands: readonly PipelineNode[] }): SimpleCommand[] {
  const links: readonly (PipelineNode | CommandNode)[] = node.type === 'AndOr' ? node.commands : [node];
  return links.slice(0, 16).flatMap((link) => {
    // Of a pipeline, what comes out at its end is not known, unless it only passes on.
    const first = link.type === 'Redirected' ? link.command : link;
    if (first.type !== 'Command') return [];
    return [{ name: first.name?.value ?? '', args: first.args.filter((one) => one.type === 'Word') }];
  });
}

/** Lists of words, from the values of each: as many as the most that one has, others repeat their last. */
export function variants(values: readonly (readonly string[])[]): string[][] {
  const count = Math.min(limits.values, Math.max(1, ...values.map((one) => one.length)));
  return Array.from({ length: count }, (_, which) => values.map((one) => one[which] ?? one.at(-1) ?? hole));
}
