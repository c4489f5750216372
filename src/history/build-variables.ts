import { expandWord } from '../dockerfile/expand.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';

/** Stands in an expanded text for what nobody knows: a build argument without a value, a variable of the base image. */
export const anyText = '\0';

/** A variable in a variable in a variable: longer than this, and its text is taken for unknown. */
const longest = 4_000;

/** With more gaps than these a text says nothing. */
const mostUnknown = 8;

/** Names that ARG declares anywhere. */
export function declaredArguments({ instructions }: Dockerfile): Set<string> {
  const names = new Set<string>();
  for (const { keyword, words } of instructions) {
    if (keyword !== 'ARG') continue;
    for (const { value } of words) names.add(value.split('=', 1)[0] ?? '');
  }
  return names;
}

/** The variables of a build as it goes on: what ARG and ENV have set so far, and the directory. */
export class BuildVariables {
  private readonly values = new Map<string, string>();
  private readonly globals = new Map<string, string>();
  private readonly escape: string;
  private path: string | null;
  /** What runs a command in shell form, joined by blanks. */
  shell = '/bin/sh -c';

  /** `given`: what the history says of build arguments. `directory`: the base image's, or null where it is not known. */
  constructor(
    dockerfile: Dockerfile,
    private readonly given: ReadonlyMap<string, string>,
    directory: string | null,
  ) {
    this.escape = dockerfile.escape;
    this.path = directory;
    for (const instruction of dockerfile.instructions) {
      if (instruction.stage >= 0) break;
      if (instruction.keyword === 'ARG') this.declare(instruction, this.globals, this.globals);
    }
  }

  /** The text with its variables; what is unknown is `anyText`. */
  expand(text: string): string {
    return this.expandBy(text, this.values);
  }

  private expandBy(text: string, values: ReadonlyMap<string, string>): string {
    const lookup = (name: string): string => values.get(name) ?? anyText;
    const value = expandWord(text, lookup, { escape: this.escape }).value;
    if (value === null || value.length > longest) return anyText;
    if (!value.includes(anyText)) return value;
    const parts = value.split(/\0+/);
    return parts.length > mostUnknown ? anyText : parts.join(anyText);
  }

  private declare({ words }: Instruction, into: Map<string, string>, seen: ReadonlyMap<string, string>): void {
    for (const { raw } of words) {
      const equals = raw.indexOf('=');
      const name = equals < 0 ? raw : raw.slice(0, equals);
      const fallback = equals < 0 ? this.globals.get(name) : this.expandBy(raw.slice(equals + 1), seen);
      const value = this.given.get(name) ?? fallback;
      if (value !== undefined) into.set(name, value);
    }
  }

  private setAll({ words }: Instruction): void {
    const [first] = words;
    const set: [string, string][] = [];
    if (first && !first.raw.includes('=')) {
      set.push([first.value, words.slice(1).map(({ raw }) => this.expand(raw)).join(' ')]); // prettier-ignore
    } else {
      for (const { raw } of words) {
        const equals = raw.indexOf('=');
        if (equals > 0) set.push([raw.slice(0, equals), this.expand(raw.slice(equals + 1))]);
      }
    }
    // The values of one instruction are made of those before it.
    for (const [name, value] of set) this.values.set(name, value);
  }

  /** Where WORKDIR leads; null where that is not known. */
  resolve(path: string): string | null {
    if (path.includes(anyText)) return null;
    if (path.startsWith('/')) return path;
    return this.path === null ? null : `${this.path.replace(/\/$/, '')}/${path.replace(/^\.\//, '')}`;
  }

  /** What an instruction changes for those behind it. */
  pass(instruction: Instruction): void {
    const { keyword, words, json } = instruction;
    if (keyword === 'ARG') this.declare(instruction, this.values, this.values);
    else if (keyword === 'ENV') this.setAll(instruction);
    else if (keyword === 'WORKDIR') this.path = this.resolve(this.expand(words.map(({ raw }) => raw).join(' ')));
    else if (keyword === 'SHELL' && json) this.shell = json.map(({ value }) => value).join(' ');
  }
}
