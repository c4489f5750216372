// RUN as people write it: links of a chain on lines of their own, and a here-document for what one line can't hold.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { readScript } from '../../dockerfile/shell.ts';
import { shellTextOf } from '../../dockerfile/shell-text.ts';
import type { RunStep } from './read-step.ts';
import { cleanText, writeJson } from './write-words.ts';

/** A way of writing an instruction, and whether what is read of it says the same. */
export interface Draft {
  readonly text: string;
  says(instruction: Instruction, dockerfile: Dockerfile): boolean;
}

/** Short enough to be read on one line. */
const comfortableWidth = 80;

/** Where a chain may go on with the next line: the gaps around `&&` and `;` at the top of the script. */
function gapsOf(command: string): { start: number; end: number; text: string }[] {
  const script = command.length > comfortableWidth || command.includes('&&') ? readScript(command, (at) => at) : null;
  if (!script || (script.ast.errors?.length ?? 0) > 0) return [];
  const links = script.ast.commands.flatMap(({ command: node }) => (node.type === 'AndOr' ? node.commands : [node]));
  return links.slice(1).flatMap(({ pos }, index) => {
    const { end } = links[index]!;
    const gap = command.slice(end, pos);
    if (/^\s*&&\s*$/.test(gap)) return [{ start: end, end: pos, text: ' \\\n    && ' }];
    return /^\s*;\s*$/.test(gap) ? [{ start: end, end: pos, text: '; \\\n    ' }] : [];
  });
}

function overLines(command: string): string {
  let [text, from] = ['', 0];
  for (const gap of gapsOf(command)) {
    text += command.slice(from, gap.start) + gap.text;
    from = gap.end;
  }
  return text + command.slice(from);
}

const collapse = (text: string): string =>
  text
    .split(/[\s;]+/)
    .join(' ')
    .trim();

/** A name that no line of the body is. */
export function heredocName(body: string): string {
  const lines = new Set(body.split('\n').map((line) => line.trim()));
  let name = 'EOF';
  for (let number = 2; lines.has(name); number++) name = `EOF${number}`;
  return name;
}

function heredoc(command: string): Draft {
  const name = heredocName(command);
  return {
    text: `RUN <<${name}\n${command}\n${name}`,
    says: ({ heredocs, json }) => !json && heredocs.length === 1 && heredocs[0]?.text === `${command}\n`,
  };
}

const inShell = (command: string, text: string): Draft => ({
  text: `RUN ${text}`,
  says: (instruction, dockerfile) =>
    instruction.json === null &&
    instruction.heredocs.length === 0 &&
    collapse(shellTextOf(dockerfile, instruction).text) === collapse(command),
});

const inExecForm = (words: readonly string[]): Draft => ({
  text: `RUN ${writeJson(words)}`,
  says: ({ json }) => json !== null && json.map(({ value }) => value).join('\0') === words.join('\0'),
});

/** Ways to write a RUN, the best first. `current`: what the shell form runs in, joined by blanks. */
export function draftRun({ shell, command, byBuildkit }: RunStep, current: string, isTerse: boolean): Draft[] {
  const text = cleanText(command);
  // buildah writes /bin/sh whatever SHELL says.
  const isShellForm = shell === null ? !byBuildkit : shell === current || shell === '/bin/sh -c';
  if (!isShellForm) return [inExecForm(shell === null ? text.split(/\s+/) : [...shell.split(' '), text])];
  if (text === '') return [];
  if (text.includes('\n')) return [heredoc(text)];
  const inLine = [inShell(text, text), heredoc(text)];
  return isTerse ? inLine : [inShell(text, overLines(text)), ...inLine];
}
