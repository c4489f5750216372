// What was written is read as a builder reads it, before it is taken.
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseDockerfile } from '../../dockerfile/parse.ts';
import type { Limits } from './bounded-text.ts';
import type { Draft } from './write-run.ts';
import { cleanText } from './write-words.ts';
import type { Written } from './written.ts';

/** A little less than the 1 MB and the 20,000 lines that a Dockerfile may have. */
export const limits: Limits = { characters: 990_000, lines: 19_900 };
const nameLength = 1_000;

export const asWritten = ({ text, remarks }: Written): Draft => ({
  text: [...remarks.map((remark) => `# ${remark}`), text].join('\n'),
  says: ({ keyword }) => text.startsWith(`${keyword} `),
});

export interface ReadBack {
  readonly instruction: Instruction;
  readonly dockerfile: Dockerfile;
  /** The draft's line that the instruction begins at, from 0. */
  readonly line: number;
}

const follower = 'STOPSIGNAL 1';

/** What a builder reads in a draft; null where it would refuse it, or read another instruction or more than one. */
export function readBack({ text, says }: Draft): ReadBack | null {
  const isTooLarge = text.length > limits.characters || text.split('\n').length > limits.lines;
  if (isTooLarge || text !== cleanText(text)) return null;
  // What follows must stay what it is, whatever the draft ends with.
  const dockerfile = parseDockerfile(`FROM scratch\n${text}\n${follower}\n`);
  const [, instruction, next, ...more] = dockerfile.instructions;
  if (!instruction || next?.keyword !== 'STOPSIGNAL' || more.length > 0) return null;
  if (dockerfile.problems.length > 0 || !says(instruction, dockerfile)) return null;
  return { instruction, dockerfile, line: instruction.line - 2 };
}

/** Whether FROM can name it. */
export function isImage(name: string): boolean {
  if (name.length > nameLength || !/^[\w./:@-]+$/.test(name)) return false;
  return parseDockerfile(`FROM ${name}\n`).problems.length === 0;
}
