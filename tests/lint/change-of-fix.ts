import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import type { Instruction } from '../../src/dockerfile/model.ts';
import type { FindingFix } from '../../src/lint/index.ts';
import { applyEdits, placeEdits, type Edit } from '../../src/lint/fix.ts';

/** What fixes do to the instructions, by the rule: all others leave every keyword where it is. */
const meant: Readonly<Record<string, readonly string[]>> = {
  DL1000: ['EXPOES>EXPOSE'],
  DL3012: ['HEALTHCHECK>'],
  DL3020: ['ADD>COPY'],
  DL3059: ['RUN>'],
  DL4000: ['MAINTAINER>LABEL'],
  DL4003: ['CMD>'],
  DL4004: ['ENTRYPOINT>'],
  DL4005: ['RUN>SHELL'],
  DL4006: ['>SHELL'],
  MaintainerDeprecated: ['MAINTAINER>LABEL'],
  MultipleInstructionsDisallowed: ['CMD>', 'ENTRYPOINT>', 'HEALTHCHECK>'],
  PL1014: ['ENV>'],
};

/** `ADD>COPY`: what stands between the keywords that both begin and end with; '' where they are the same. */
function changeOf(before: readonly string[], after: readonly string[]): string {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const middle = (words: readonly string[]): string => words.slice(start, words.length - end).join(' ');
  return before.length === after.length && start === shorter ? '' : `${middle(before)}>${middle(after)}`;
}

const meets = ({ start, end }: Instruction, edit: Edit): boolean => edit.start <= end && edit.end >= start;

const moved = (at: number, edits: readonly Edit[]): number =>
  edits.reduce((sum, edit) => (edit.end < at ? sum + edit.text.length - (edit.end - edit.start) : sum), at);

/** What a fix does to a Dockerfile beside what it is meant to: to other instructions, to keywords, to the syntax. */
export function unmeantOfFix(text: string, codes: readonly string[], fix: FindingFix): string[] {
  const before = parseDockerfile(text);
  const edits = placeEdits(before.lines, fix);
  const after = parseDockerfile(applyEdits(text, edits));
  const there = new Map(after.instructions.map((instruction) => [instruction.start, instruction]));
  const source = (file: typeof before, { start, end }: Instruction): string => file.text.slice(start, end);
  const untouched = before.instructions.filter((instruction) => !edits.some((edit) => meets(instruction, edit)));
  const gone = untouched.filter((instruction) => {
    const same = there.get(moved(instruction.start, edits));
    return !same || same.keyword !== instruction.keyword || source(after, same) !== source(before, instruction);
  });
  const keywords = ({ instructions }: typeof before): string[] => instructions.map(({ keyword }) => keyword);
  const change = changeOf(keywords(before), keywords(after));
  const allowed = codes.flatMap((code) => meant[code] ?? []);
  return [
    ...gone.map(({ line }) => `the instruction of line ${line} is another one`),
    ...(change === '' || allowed.includes(change) ? [] : [`keywords change: ${change}`]),
    ...(after.problems.length > before.problems.length ? ['there is more wrong with the syntax'] : []),
  ];
}
