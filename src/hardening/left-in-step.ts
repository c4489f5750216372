import type { ShellCommand } from '../dockerfile/shell.ts';
import type { CacheUse } from '../lint/left-cache.ts';
import { isScratch } from '../lint/mounts.ts';
import type { HistoryStep } from './history-steps.ts';

/** The first command of a step that fills a cache, where nothing behind it empties the cache. */
export function leftInStep(step: HistoryStep, { folders, fills, empties }: CacheUse): ShellCommand | null {
  if (folders.some((folder) => isScratch(step, folder))) return null;
  const first = step.commands.findIndex(fills);
  const command = step.commands[first];
  return !command || step.commands.slice(first + 1).some(empties) ? null : command;
}
