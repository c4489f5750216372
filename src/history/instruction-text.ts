// Whether a history entry says what an instruction says. Builders write it in their own ways: docker's classic builder
// and BuildKit with variables replaced, buildah and kaniko as the Dockerfile has it; shell forms with their shell or
// without; the sources of a COPY, or a digest in their place.
import { joinLines } from '../dockerfile/logical-text.ts';
import type { Dockerfile, Heredoc, Instruction, Word } from '../dockerfile/model.ts';
import { anyText, type BuildVariables } from './build-variables.ts';
import { collapse, namesIn, plainText, settingOf, type EntryText } from './entry-text.ts';

/** How much an entry says for an instruction: all of it, its destination alone, or nothing. */
export type Likeness = 'same' | 'hidden' | 'other';

/** An instruction as it can be compared with entries. */
export interface InstructionText {
  readonly keyword: string;
  /** For telling how much it has in common with an entry that is not the same. */
  readonly text: string;
  compare(entry: EntryText): Likeness;
}

/** The text of a pattern in which `anyText` stands for anything; it needs something that is no blank to go by. */
function fits(pattern: string, text: string): boolean {
  if (!pattern.includes(anyText)) return pattern === text;
  const parts = pattern.split(anyText);
  if (parts.join('').trim().length < 2) return false;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

const oneOf = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => fits(pattern, text));

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '');

const argumentsOf = (dockerfile: Dockerfile, { args }: Instruction): string =>
  joinLines(dockerfile.text, args.start, args.end, dockerfile.escape).text;

const flagsOf = (dockerfile: Dockerfile, { flags }: Instruction): string =>
  flags.map(({ start, end }) => dockerfile.text.slice(start, end)).join(' ');

const withoutTabs = (text: string): string => text.replace(/^\t+/gm, '');

/** What a heredoc of RUN becomes in a history. */
function heredocTexts(line: string, heredocs: readonly Heredoc[]): string[] {
  const [first, ...others] = heredocs;
  if (!first) return [];
  const bodies = heredocs.map(({ text, stripsTabs }) => (stripsTabs ? withoutTabs(text) : text));
  const texts = [
    // BuildKit, where the shell reads it: line, body and end as they stand.
    [line, ...heredocs.map(({ text, name }) => `${text}${name}`)].join('\n'),
    // buildah: the bodies without their ends.
    [line, ...bodies].join('\n'),
  ];
  // BuildKit, where it is all there is: the body is the command, or a script of its own.
  if (others.length === 0 && /^\d*<<-?\s*["']?[^\s<"']+["']?$/.test(line.trim())) {
    texts.push(bodies[0]?.startsWith('#!') ? `/dev/pipes/${first.name}` : (bodies[0] ?? ''));
  }
  return texts;
}

const mountDigests = /^(?::(?:sha256:)?[0-9a-f]{64})+$/;

function runText(dockerfile: Dockerfile, instruction: Instruction): InstructionText {
  const { json, heredocs } = instruction;
  const line = argumentsOf(dockerfile, instruction);
  const flags = flagsOf(dockerfile, instruction);
  const bare = heredocs.length > 0 ? heredocTexts(line, heredocs) : [line];
  const exec = json ? [json.map(({ value }) => value).join(' ')] : [];
  const texts = unique([...bare, ...exec, ...(flags ? bare.map((text) => `${flags} ${text}`) : [])].map(collapse));
  const binds = flags.includes('--mount');
  const isText = (text: string): boolean =>
    texts.includes(text) ||
    // buildah puts the digests of what was mounted behind the command.
    (binds && texts.some((own) => text.startsWith(own) && mountDigests.test(text.slice(own.length))));
  const isWhole = (entry: EntryText): boolean => exec.length > 0 && texts.includes(entry.whole);
  return {
    keyword: 'RUN',
    text: texts[0] ?? '',
    compare: (entry) => (entry.keyword === 'RUN' && (isText(entry.text) || isWhole(entry)) ? 'same' : 'other'),
  };
}

/** BuildKit names the paths before the heredocs, and every heredoc as `<<NAME`. */
function inOrder(sources: readonly string[]): string[] {
  const isHeredoc = (source: string): boolean => source.startsWith('<<');
  return [
    ...sources.filter((source) => !isHeredoc(source)),
    ...sources.filter(isHeredoc).map((source) => source.replace(/^<<-\s*/, '<<')),
  ];
}

function copyText(dockerfile: Dockerfile, instruction: Instruction, variables: BuildVariables): InstructionText {
  const { keyword, json } = instruction;
  const words: readonly Word[] = json ?? instruction.words;
  const expanded = words.map(({ raw, value }) => variables.expand(json ? value : raw));
  const values = words.map(({ value }) => value);
  const destinations = unique([
    values.at(-1) ?? '',
    words.at(-1)?.raw ?? '',
    expanded.at(-1) ?? '',
    variables.resolve(expanded.at(-1) ?? '') ?? '',
  ]).map(collapse);
  const operands = unique(
    [
      argumentsOf(dockerfile, instruction),
      ...[values, expanded].map((all) => [...inOrder(all.slice(0, -1)), all.at(-1) ?? ''].join(' ')),
    ].map(collapse),
  );
  const flags = instruction.flags.flatMap(({ name, value }) =>
    value === null ? [`--${name}`] : [`--${name}=${value}`, `--${name}=${variables.expand(value)}`],
  );
  const sources = values.slice(0, -1);
  const isSeveral = sources.length > 1 && !sources.some((source) => /[*?[$]/.test(source));
  return {
    keyword,
    text: operands[0] ?? '',
    compare(entry) {
      if (entry.keyword !== keyword) return 'other';
      // Builders leave flags out as they like; what an entry has, the instruction must have.
      if (!entry.flags.every((flag) => oneOf(flags, flag))) return 'other';
      if (oneOf(operands, entry.operands)) return 'same';
      if (!entry.hidden || (entry.hidden.kind === 'file' && isSeveral)) return 'other';
      return oneOf(destinations, entry.hidden.destination) ? 'hidden' : 'other';
    },
  };
}

/** What follows the keyword, in the forms that builders give it. */
function settingTexts(dockerfile: Dockerfile, instruction: Instruction, variables: BuildVariables): string[] {
  const { keyword, words, flags } = instruction;
  const line = argumentsOf(dockerfile, instruction);
  const texts = [line];
  if (flags.length > 0) texts.push(`${flagsOf(dockerfile, instruction)} ${line}`);
  const [first] = words;
  const isOldForm = (keyword === 'ENV' || keyword === 'LABEL') && first !== undefined && !first.raw.includes('=');
  const join = (all: readonly string[]): string =>
    isOldForm ? `${all[0] ?? ''}=${all.slice(1).join(' ')}` : all.join(' ');
  texts.push(join(words.map(({ value }) => value)), join(words.map(({ raw }) => variables.expand(raw))));
  return texts;
}

/** What BuildKit writes as Go prints it, `&{["CMD-SHELL" "curl …"] "30s" …}`, holds the command at least. */
function healthText(texts: readonly string[]): (entry: EntryText) => boolean {
  const commands = texts.map((text) => / ?\b(?:CMD|NONE)\b ?(.*)$/.exec(text)?.[1] ?? null);
  return ({ plain }) =>
    plain.startsWith('&{') && commands.some((command) => command !== null && plain.includes(command));
}

function settingText(dockerfile: Dockerfile, instruction: Instruction, variables: BuildVariables): InstructionText {
  const { keyword } = instruction;
  const texts = unique(
    unique(settingTexts(dockerfile, instruction, variables)).map((text) => settingOf(keyword, text)),
  );
  const isHealth = keyword === 'HEALTHCHECK' ? healthText(texts) : () => false;
  const names = keyword === 'ARG' ? texts.map(namesIn) : [];
  // BuildKit writes the value that was given, buildah every argument so far.
  const isDeclared = (entry: EntryText): boolean =>
    names.some((own) => own.length > 0 && own.every((name) => entry.names.has(name)));
  return {
    keyword,
    text: texts[0] ?? '',
    compare: (entry) =>
      entry.keyword === keyword && (oneOf(texts, entry.plain) || isDeclared(entry) || isHealth(entry))
        ? 'same'
        : 'other',
  };
}

function directoryText(dockerfile: Dockerfile, instruction: Instruction, variables: BuildVariables): InstructionText {
  const path = variables.expand(instruction.words.map(({ raw }) => raw).join(' '));
  const known = variables.resolve(path);
  // Below a directory that is not known: the end of the path has to do.
  const resolved = known ?? (path.startsWith('/') || path.startsWith(anyText) ? path : `${anyText}/${path}`);
  const texts = unique([argumentsOf(dockerfile, instruction), path, resolved].map(plainText));
  const withoutEnd = (text: string): string => (text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text);
  const patterns = unique([...texts, ...texts.map(withoutEnd)]);
  return {
    keyword: 'WORKDIR',
    text: texts[0] ?? '',
    compare: (entry) => (entry.keyword === 'WORKDIR' && oneOf(patterns, withoutEnd(entry.plain)) ? 'same' : 'other'),
  };
}

/** CMD and ENTRYPOINT: the shell form is a text where the builder keeps it, else the exec form of its shell. */
function commandText(dockerfile: Dockerfile, instruction: Instruction, variables: BuildVariables): InstructionText {
  const { keyword, json } = instruction;
  const line = plainText(argumentsOf(dockerfile, instruction));
  const exec = json ? line : plainText(`${variables.shell} ${line}`);
  return {
    keyword,
    text: line,
    compare(entry) {
      if (entry.keyword !== keyword) return 'other';
      const isExec = entry.text.startsWith('[');
      return (isExec && entry.plain === exec) || (!isExec && !json && entry.plain === line) ? 'same' : 'other';
    },
  };
}

/** The instruction as it stands among the others: `variables` are those before it. */
export function readInstructionText(
  dockerfile: Dockerfile,
  instruction: Instruction,
  variables: BuildVariables,
): InstructionText {
  switch (instruction.keyword) {
    case 'RUN':
      return runText(dockerfile, instruction);
    case 'COPY':
    case 'ADD':
      return copyText(dockerfile, instruction, variables);
    case 'WORKDIR':
      return directoryText(dockerfile, instruction, variables);
    case 'CMD':
    case 'ENTRYPOINT':
      return commandText(dockerfile, instruction, variables);
    default:
      return settingText(dockerfile, instruction, variables);
  }
}
