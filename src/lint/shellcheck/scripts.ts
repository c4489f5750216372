// The shell scripts of a Dockerfile, as ShellCheck is asked about them: behind a line that names the dialect, and one
// that declares the variables of ARG and ENV, which ShellCheck could not know of.
import type { Dockerfile, Instruction, Span } from '../../dockerfile/model.ts';
import { heredocMarker } from '../../dockerfile/heredocs.ts';
import { heredocText, shellTextOf, type ShellText } from '../../dockerfile/shell-text.ts';
import { shellTextLimit } from '../../dockerfile/shell.ts';
import { shellByInstruction } from '../run-shell.ts';
import { isWindowsImage } from '../windows-image.ts';
import { shebangOf, shellScriptShebang } from './dialect.ts';
import { KnownNames } from './known-names.ts';

export interface LintedScript {
  /** The instruction that holds it; of ONBUILD, what it registers. */
  readonly instruction: Instruction;
  /** Where findings are reported: the instruction, or the ONBUILD around it. */
  readonly owner: Instruction;
  /** What ShellCheck is asked; null for a text over the limit. */
  readonly question: string | null;
  /** The script alone: the end of the question. */
  readonly text: string;
  /** Lines of the question before the script. */
  readonly linesBefore: number;
  /** Position in the script to offset in the Dockerfile. */
  toSource(position: number): number;
}

const runtimeKeywords: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

function isShellForm({ keyword, json, words }: Instruction): boolean {
  const isRuntime = runtimeKeywords.has(keyword);
  // A broken exec form is told as such; the shell's view of it helps nobody.
  if (json || (isRuntime && words.some(({ raw }, at) => at < 2 && raw.startsWith('["')))) return false;
  if (keyword === 'HEALTHCHECK') return words[0]?.value.toUpperCase() === 'CMD' && words.length > 1;
  return (keyword === 'RUN' || isRuntime) && words.length > 0;
}

interface Script extends ShellText {
  readonly shebang: string;
}

/** `RUN <<EOF bash` or `RUN bash -e <<EOF`: the here-document is what a shell reads as its script. */
function readByShell(dockerfile: Dockerfile, { heredocs, words }: Instruction): Script | null {
  const [heredoc] = heredocs;
  const others = words.filter(({ raw }) => !heredocMarker(raw)).map(({ value }) => value);
  if (!heredoc || heredocs.length > 1 || others.length !== words.length - 1) return null;
  if (!others.slice(1).every((word) => /^-\w+$/.test(word))) return null;
  const shebang = shellScriptShebang(others);
  return shebang === null ? null : { ...heredocText(dockerfile, heredoc), shebang };
}

/** A script with the `#!` line of its own, or of the instruction's shell. */
function readByImage(dockerfile: Dockerfile, instruction: Instruction, shell: readonly string[] | null): Script | null {
  const text = shellTextOf(dockerfile, instruction);
  const ownLine = text.body && /^#![ \t]*(.*)/.exec(text.text)?.[1];
  if (typeof ownLine !== 'string') {
    const shebang = shebangOf(shell);
    return shebang === null ? null : { ...text, shebang };
  }
  const shebang = shellScriptShebang(ownLine.trim().split(/\s+/));
  // Behind ours, it is a comment like any other.
  return shebang === null ? null : { ...text, text: `##${text.text.slice(2)}`, shebang };
}

/** Every script in shell form, in order of the file. */
export function scriptsOf(dockerfile: Dockerfile): LintedScript[] {
  const shells = shellByInstruction(dockerfile);
  const names = new KnownNames(dockerfile);
  const scripts: LintedScript[] = [];
  for (const owner of dockerfile.instructions) {
    const instruction = owner.trigger ?? owner;
    const shell = shells.get(owner) ?? null;
    const stage = dockerfile.stages[owner.stage];
    if (!isShellForm(instruction) || (!shell && stage && isWindowsImage(dockerfile, stage))) continue;
    const script = readByShell(dockerfile, instruction) ?? readByImage(dockerfile, instruction, shell);
    if (!script || script.text.trim() === '') continue;
    const { text, shebang } = script;
    const known = text.length > shellTextLimit ? [] : names.usedIn(text, owner, instruction);
    const before = [shebang, ...(known.length > 0 ? [`export ${known.map((name) => `${name}=1`).join(' ')}`] : [])];
    scripts.push({
      instruction,
      owner,
      question: text.length > shellTextLimit ? null : [...before, text].join('\n'),
      text,
      linesBefore: before.length,
      toSource: (position) => script.toSource(position),
    });
  }
  return scripts;
}

/** Where a stretch of the script stands in the Dockerfile. */
export function spanInSource({ toSource }: LintedScript, start: number, end: number): Span {
  return end > start
    ? { start: toSource(start), end: toSource(end - 1) + 1 }
    : { start: toSource(start), end: toSource(start) };
}
