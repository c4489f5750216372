import { joinLines } from '../dockerfile/logical-text.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { finalStageOf, stageAncestry } from '../dockerfile/stages.ts';
import type { HistoryEntry } from '../image/model.ts';
import { defaultShells, parseCreatedBy, type CreatedBy } from './created-by.ts';

/** An instruction and the history entry that it made. */
export interface HistoryMatch {
  readonly instruction: Instruction;
  readonly entry: HistoryEntry;
}

const collapse = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

/** What builds the final image, in order: the stages it derives from, then its own instructions. */
function instructionsOfFinalImage(dockerfile: Dockerfile): Instruction[] {
  const last = finalStageOf(dockerfile);
  if (!last) return [];
  const stages = [...stageAncestry(dockerfile, last)].reverse();
  return stages.flatMap((stage) => stage.instructions.filter((instruction) => instruction.keyword !== 'FROM'));
}

function isSameRun(dockerfile: Dockerfile, instruction: Instruction, text: string): boolean {
  if (instruction.heredocs.length > 0) return false;
  const words = instruction.json
    ? instruction.json.map((word) => word.value).join(' ')
    : joinLines(dockerfile.text, instruction.args.start, instruction.args.end, dockerfile.escape).text;
  return collapse(words) === collapse(text);
}

/** `dir:<hash> in /dest` where the classic builder and buildah hide the sources; `a b /dest` from BuildKit. */
function isSameCopy(instruction: Instruction, text: string): boolean {
  const words = (instruction.json ?? instruction.words).map((word) => word.value);
  const destination = words.at(-1) ?? '';
  const hidden = /^(?:file|dir|multi):[0-9a-f]{64} in (.*)$/.exec(text);
  if (hidden) return hidden[1]?.trim() === destination;
  const shown = text.split(' ').filter((word) => word !== '' && !word.startsWith('--'));
  return collapse(shown.join(' ')) === collapse(words.join(' '));
}

function isSame(dockerfile: Dockerfile, instruction: Instruction, made: CreatedBy): boolean {
  switch (instruction.keyword) {
    case 'RUN':
      return isSameRun(dockerfile, instruction, made.text);
    case 'COPY':
    case 'ADD':
      return isSameCopy(instruction, made.text);
    case 'WORKDIR':
      return instruction.words[0]?.value === made.text;
    default:
      // These make no layer; their texts differ from builder to builder, the keyword is what aligns the lists.
      return true;
  }
}

function shellsOf(instructions: readonly Instruction[]): string[] {
  const own = instructions
    .filter((instruction) => instruction.keyword === 'SHELL' && instruction.json)
    .map((instruction) => (instruction.json ?? []).map((word) => word.value).join(' '));
  return [...own, ...defaultShells].sort((a, b) => b.length - a.length);
}

/** An instruction beside the entry at its place in the history. */
export interface HistoryPair extends HistoryMatch {
  /** The entry says the same. */
  readonly same: boolean;
  /** Their texts were compared; of the others only the keyword is. */
  readonly compared: boolean;
}

const compared = ({ keyword, heredocs }: Instruction): boolean =>
  ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(keyword) && heredocs.length === 0;

/**
 * Lays the final image's instructions beside its history, from the end, as far as the keywords are the same. Complete:
 * all of them found their place.
 */
export function alignHistory(
  dockerfile: Dockerfile,
  history: readonly HistoryEntry[],
): { pairs: HistoryPair[]; complete: boolean } {
  const instructions = instructionsOfFinalImage(dockerfile);
  const shells = shellsOf(instructions);
  const pairs: HistoryPair[] = [];
  for (let back = 1; back <= Math.min(instructions.length, history.length); back++) {
    const instruction = instructions[instructions.length - back]!;
    const entry = history[history.length - back]!;
    const made = parseCreatedBy(entry.createdBy, shells);
    if (made.keyword !== instruction.keyword) break;
    pairs.push({ instruction, entry, same: isSame(dockerfile, instruction, made), compared: compared(instruction) });
  }
  return { pairs: pairs.reverse(), complete: pairs.length === instructions.length };
}

/**
 * Pairs the final stage's instructions with the image's history, from the end. An instruction whose text differs (it
 * was edited since) is left out and the next one tried; where even the keywords differ, the pairing ends.
 */
export function matchHistory(dockerfile: Dockerfile, history: readonly HistoryEntry[]): HistoryMatch[] {
  const { pairs } = alignHistory(dockerfile, history);
  return pairs.filter(({ same }) => same).map(({ instruction, entry }) => ({ instruction, entry }));
}

/** By layer: the line of the instruction that made it, or null. */
export function layerLines(matches: readonly HistoryMatch[], layerCount: number): (number | null)[] {
  const lines: (number | null)[] = Array.from({ length: layerCount }, () => null);
  for (const { instruction, entry } of matches) if (entry.layer !== null) lines[entry.layer] = instruction.line;
  return lines;
}
