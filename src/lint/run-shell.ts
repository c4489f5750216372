import type { Comment, Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { readShellPragma } from './pragmas.ts';

/** The shell that each instruction gets: SHELL's words, or a pragma's; null where the image's default is not known. */
export type ShellByInstruction = ReadonlyMap<Instruction, readonly string[] | null>;

type Event = { readonly start: number } & (
  | { readonly kind: 'instruction'; readonly instruction: Instruction }
  | { readonly kind: 'pragma'; readonly shell: readonly string[] }
);

function eventsOf(dockerfile: Dockerfile): Event[] {
  const toPragma = (comment: Comment): Event[] => {
    const shell = readShellPragma(comment);
    return shell ? [{ kind: 'pragma', start: comment.start, shell }] : [];
  };
  const instructions = dockerfile.instructions.map((instruction): Event => ({
    kind: 'instruction',
    start: instruction.start,
    instruction,
  }));
  return [...instructions, ...dockerfile.comments.flatMap(toPragma)].sort((a, b) => a.start - b.start);
}

/** Follows SHELL through the stages. A stage begins with the shell of the stage that it is built from. */
export function shellByInstruction(dockerfile: Dockerfile): ShellByInstruction {
  const shells = new Map<Instruction, readonly string[] | null>();
  const atEnd = new Map<Stage['index'], readonly string[] | null>();
  let current: readonly string[] | null = null;
  let pragma: readonly string[] | null = null;
  for (const event of eventsOf(dockerfile)) {
    if (event.kind === 'pragma') {
      // Above a FROM it speaks of that stage, below of the one it stands in.
      pragma = event.shell;
      continue;
    }
    const { instruction } = event;
    const base = dockerfile.stages[instruction.stage]?.baseStage ?? null;
    if (instruction.keyword === 'FROM') current = pragma ?? (base === null ? null : (atEnd.get(base) ?? null));
    else if (pragma) current = pragma;
    pragma = null;
    if (instruction.keyword === 'SHELL') current = (instruction.json ?? instruction.words).map((word) => word.value);
    shells.set(instruction, current);
    atEnd.set(instruction.stage, current);
  }
  return shells;
}
