// Packages that commands of a Dockerfile ask for in one version, each with the place where that version is written.
import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import type { ShellWord } from '../../dockerfile/shell.ts';
import type { PackageType } from '../../packages/package.ts';
import { commandsOf } from '../commands.ts';
import type { TextRange } from '../finding.ts';
import { instructionsOf } from '../instructions.ts';
import { toRange } from '../to-range.ts';
import { askedBy, installOf, type AskedVersion, type PinForm } from './pin-forms.ts';
import { writtenValue } from './written-value.ts';

export interface PinnedPackage extends AskedVersion {
  readonly type: PackageType;
  /** The version alone, on a line of its command or of the ARG or ENV that it is taken from. */
  readonly at: TextRange;
}

interface Written extends AskedVersion {
  readonly span: Span;
}

/** Where a version is written in a stretch of the text; null where it is split by a continuation, or escaped. */
function placeIn({ text }: Dockerfile, { start, end }: Span, version: string): Span | null {
  const at = text.slice(start, end).lastIndexOf(version);
  return at < 0 ? null : { start: start + at, end: start + at + version.length };
}

const variable = /\$(?:(\w+)|\{(\w+)\})/g;

/** A word as the shell has it, and where to look for what it says; null where nobody knows that. */
function meant(dockerfile: Dockerfile, run: Instruction, word: ShellWord): { value: string; at: Span } | null {
  if (!word.expands) return { value: word.value, at: word };
  const [use, ...others] = word.value.matchAll(variable);
  if (!use || others.length > 0) return null;
  const given = writtenValue(dockerfile, run, use[1] ?? use[2] ?? '');
  if (!given) return null;
  const value = word.value.replace(use[0], () => given.value);
  return /[$`]/.test(value) ? null : { value, at: given.at };
}

function inWord(dockerfile: Dockerfile, run: Instruction, form: PinForm, word: ShellWord): Written[] {
  const said = meant(dockerfile, run, word);
  const asked = said && askedBy(form, said.value);
  const span = asked && placeIn(dockerfile, said.at, asked.version);
  return span ? [{ ...asked, span }] : [];
}

/** `gem install rails -v 7.1.2`, `--version=7.1.2`: where one package is named, the version is its own. */
function inOption(dockerfile: Dockerfile, { options = [] }: PinForm, words: readonly ShellWord[]): Written[] {
  const at = words.findIndex(({ value }) => options.includes(value.split('=', 1)[0] ?? ''));
  const option = words[at];
  if (!option) return [];
  const joined = option.value.includes('=');
  const word = joined ? option : words[at + 1];
  const names = words.filter((one) => one !== word && !one.value.startsWith('-'));
  const [name] = names;
  const version = word?.value.replace(/^--?\w+=/, '') ?? '';
  if (!word || !name || names.length > 1 || word.expands || name.expands || !/^\d[\w.]*$/.test(version)) return [];
  const span = placeIn(dockerfile, word, version);
  return span ? [{ name: name.value, version, span }] : [];
}

/** In order of the text; those whose version a variable holds that is not known, or used elsewhere, are left out. */
export function pinnedPackages(dockerfile: Dockerfile): PinnedPackage[] {
  return [...instructionsOf(dockerfile, 'RUN')].flatMap((run) =>
    commandsOf(dockerfile, run).flatMap((command) => {
      const install = installOf(command);
      if (!install) return [];
      const { form, words } = install;
      const written = [
        ...words.flatMap((word) => inWord(dockerfile, run, form, word)),
        ...inOption(dockerfile, form, words),
      ];
      return written.map(({ name, version, span }) => ({
        type: form.type,
        name,
        version,
        at: toRange(dockerfile, span),
      }));
    }),
  );
}
