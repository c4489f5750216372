import { formatCount } from '../bytes/units.ts';
import type { Flag } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import { parseCreatedBy } from '../history/created-by.ts';
import type { ArchiveImage } from '../image/model.ts';
import type { Failure } from './check.ts';
import { readHistoryScript } from './history-script.ts';
import { shellsOf } from './history-shells.ts';

/** An entry of the history as the instruction that it tells of. */
export interface HistoryStep {
  /** Number of the history's entry. */
  readonly number: number;
  readonly layer: number | null;
  readonly keyword: string;
  /** Behind the keyword. It may hold secrets: no message repeats it. */
  readonly text: string;
  /** As the history has it, with the build arguments before a RUN. */
  readonly createdBy: string;
  /** What a RUN calls, in the order of its script; none for others. */
  readonly commands: readonly ShellCommand[];
  readonly flags: readonly Flag[];
}

export interface Steps {
  /** Of the entries that say something. */
  readonly steps: readonly HistoryStep[];
  /** Why some of what happened is not among them, in a sentence; null where all is. */
  readonly unread: string | null;
}

/** Characters of shell text that are read of one history, many times those of a long one. */
const shellLimit = 500_000;

function untold({ history, layers }: ArchiveImage): string | null {
  const told = new Set(history.filter(({ createdBy }) => createdBy.trim() !== '').map(({ layer }) => layer));
  const missing = layers.filter(({ index }) => !told.has(index)).length;
  if (missing === 0) return null;
  return `The history does not say how ${formatCount(missing)} of ${formatCount(layers.length)} layers were made.`;
}

function readSteps(image: ArchiveImage): Steps {
  const shells = shellsOf(image);
  const steps: HistoryStep[] = [];
  let room = shellLimit;
  let tooLong = 0;
  for (const [number, { createdBy, layer }] of image.history.entries()) {
    if (createdBy.trim() === '') continue;
    const { keyword, text } = parseCreatedBy(createdBy, shells);
    const script = keyword === 'RUN' ? readHistoryScript(text, room) : { flags: [], commands: [] };
    if (script.commands === null) tooLong++;
    else if (keyword === 'RUN') room -= text.length;
    steps.push({ number, layer, keyword, text, createdBy, commands: script.commands ?? [], flags: script.flags });
  }
  if (tooLong === 0) return { steps, unread: untold(image) };
  const what = tooLong === 1 ? 'script of the history is' : 'scripts of the history are';
  return { steps, unread: `${formatCount(tooLong)} ${what} too long to be read.` };
}

const cache = new WeakMap<ArchiveImage, Steps>();

export function stepsOf(image: ArchiveImage): Steps {
  const known = cache.get(image) ?? readSteps(image);
  cache.set(image, known);
  return known;
}

/** Where a failure stands. */
export function placeOf({ number, layer }: HistoryStep): Pick<Failure, 'history' | 'layer'> {
  return { history: number, ...(layer !== null && { layer }) };
}

/** Where what the config says was set last; nowhere in an image whose history does not tell. */
export function placeOfLast(image: ArchiveImage, keyword: string): Pick<Failure, 'history' | 'layer'> {
  const step = stepsOf(image).steps.findLast((candidate) => candidate.keyword === keyword);
  return step ? placeOf(step) : {};
}
