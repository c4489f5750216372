import type { KeyHelp } from '../app/view.ts';

/** The keys of a tree; what differs from tree to tree is said by whoever shows it. */
export const treeKeyHelp = ({ largest, enter }: { largest: string; enter: string }): readonly KeyHelp[] => [
  { keys: ['/'], does: 'filter the files' },
  { keys: ['>'], does: largest },
  { keys: ['a', '…', 'z'], does: 'go to the next name that begins with what you type' },
  { keys: ['→', '←'], does: 'open and close a folder, or go into it and out of it' },
  { keys: ['Space'], does: 'open or close a folder' },
  { keys: ['*'], does: 'open all folders beside the one you are at' },
  { keys: ['Enter'], does: enter },
  { keys: ['Ctrl', 'C'], does: 'copy its path' },
  { keys: ['Esc'], does: 'close its details' },
];
