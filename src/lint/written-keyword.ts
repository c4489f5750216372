import { knownKeywords } from '../dockerfile/keywords.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { perFile } from '../dockerfile/per-file.ts';

/** Neither all in capitals nor all in lower case. */
export const isMixedCase = (word: string): boolean => word !== word.toLowerCase() && word !== word.toUpperCase();

/** An instruction with its keyword as written. */
export interface WrittenKeyword {
  readonly instruction: Instruction;
  readonly word: string;
}

/** A keyword as another one is written: in lower case where that is. */
export function writtenLike({ text }: Dockerfile, { keywordSpan }: Instruction, keyword: string): string {
  const written = text.slice(keywordSpan.start, keywordSpan.end);
  return written === written.toLowerCase() ? keyword.toLowerCase() : keyword;
}

/** The keywords that BuildKit compares: those of the stages, what ONBUILD registers left out. */
export function writtenKeywords({ text, instructions }: Dockerfile): WrittenKeyword[] {
  return instructions
    .filter(({ keyword, stage }) => stage >= 0 && knownKeywords.has(keyword))
    .map((instruction) => {
      const { start, end } = instruction.keywordSpan;
      return { instruction, word: text.slice(start, end) };
    });
}

/** More of them are in lower case than in capitals. */
export function isMostlyLower(written: readonly WrittenKeyword[]): boolean {
  const plain = written.filter(({ word }) => !isMixedCase(word));
  const lower = plain.filter(({ word }) => word === word.toLowerCase()).length;
  return lower > plain.length - lower;
}

const isLowerFile = perFile((dockerfile) => isMostlyLower(writtenKeywords(dockerfile)));

/** A keyword as the file writes its own: in lower case where most of them are. */
export const keywordFor = (dockerfile: Dockerfile, keyword: string): string =>
  isLowerFile(dockerfile) ? keyword.toLowerCase() : keyword;
