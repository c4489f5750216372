import type { KeyHelp } from '../../app/view.ts';

export const keys: readonly KeyHelp[] = [
  { keys: ['F8'], does: 'go to the next finding' },
  { keys: ['Ctrl', '.'], does: 'mend the line you are at, where a fix is known' },
  { keys: ['Ctrl', 'Space'], does: 'show what may be written here' },
  { keys: ['Ctrl', 'Z'], does: 'undo what was typed, mended or reset' },
  { keys: ['Ctrl', 'F'], does: 'find and replace' },
  { keys: ['Ctrl', 'Shift', '['], does: 'fold the stage you are at' },
  { keys: ['Tab'], does: 'leave the editor' },
];
