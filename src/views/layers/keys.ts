import type { KeyHelp } from '../../app/view.ts';

export const keys: readonly KeyHelp[] = [
  { keys: ['/'], does: 'filter the files' },
  { keys: ['>'], does: 'go to the largest file; again, to the next smaller one' },
  { keys: ['a', '…', 'z'], does: 'go to the next name that begins with what you type' },
  { keys: ['→', '←'], does: 'open and close a folder, or go into it and out of it' },
  { keys: ['Space'], does: 'open or close a folder' },
  { keys: ['*'], does: 'open all folders beside the one you are at' },
  { keys: ['Enter'], does: 'open what you are at: a folder, or the contents of a file' },
  { keys: ['Ctrl', 'C'], does: 'copy its path' },
  { keys: ['Esc'], does: 'close its details' },
];
