import type { ContextFigures } from '../build-context/context-audit.ts';
import type { ComparedChange, SimulatedBuild } from '../build-cache/simulation.ts';
import { formatCount } from '../bytes/units.ts';
import { estimated, measured, notKnown, type Figure, type KnownFigure } from './figure.ts';
import type { OutlookFacts } from './outlook-facts.ts';

const noFolder = notKnown('No project folder is open.');

function figureOf({ files, bytes, unsized }: ContextFigures, what: 'files' | 'bytes', how: string): KnownFigure {
  if (what === 'files') return measured(files, how);
  if (unsized === 0) return measured(bytes, how);
  const basis = `${how} The sizes of ${formatCount(unsized)} files are not known and left out.`;
  return estimated(bytes, basis, { isPartial: true });
}

/** What of the folder is sent to the builder. */
export function sentToday({ context }: OutlookFacts, what: 'files' | 'bytes'): Figure {
  if (!context) return noFolder;
  const { now, ignoreFile } = context.audit;
  const how =
    ignoreFile === null
      ? 'Without a .dockerignore, all of the folder.'
      : 'The folder, less what its .dockerignore leaves out.';
  return figureOf(now, what, how);
}

export function sentThen(facts: OutlookFacts, what: 'files' | 'bytes'): Figure {
  if (!facts.context) return noFolder;
  const { proposed } = facts.context.audit;
  return proposed
    ? figureOf(proposed, what, 'The folder, less what the proposed .dockerignore leaves out.')
    : sentToday(facts, what);
}

/** How long the steps take that a build after a change runs again. */
export function rebuildTime({ running, reused, seconds, untimed }: SimulatedBuild): Figure {
  const steps = `${formatCount(running)} of ${formatCount(running + reused)} steps run again`;
  if (running === 0) return estimated(0, 'By BuildKit’s rules every step is taken from the cache.', { detail: steps });
  if (seconds === 0 && untimed > 0) return notKnown(`${steps}; no image tells how long they take.`);
  const basis = 'At most, by the times in the image’s history, for the steps that run again by BuildKit’s rules.';
  if (untimed === 0) return estimated(seconds, basis, { detail: steps });
  const left = `${basis} The times of ${formatCount(untimed)} of them are not known and left out.`;
  return estimated(seconds, left, { detail: steps, isPartial: true });
}

export const rebuildThen = ({ today, better }: ComparedChange): Figure => rebuildTime(better ?? today);
