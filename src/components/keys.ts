import type { KeyHelp } from '../app/view.ts';

/** What the keyboard does everywhere; what it does in a view stands in `views/<name>/keys.ts`. */
export const keys: readonly KeyHelp[] = [
  { keys: ['1', '…', '9', '0'], does: 'go to a view: the list shows which' },
  { keys: ['Tab'], does: 'go to the next control' },
  { keys: ['↑', '↓'], does: 'go through the rows of a table' },
  { keys: ['Home', 'End', 'Page Up', 'Page Down'], does: 'go further through them' },
  { keys: ['→', '←'], does: 'open and close a folder or a row' },
  { keys: ['Enter'], does: 'open what is chosen' },
  { keys: ['Ctrl', 'V'], does: 'paste a Dockerfile or files, anywhere on the page' },
  { keys: ['Esc'], does: 'close a dialog, or the contents of a file' },
  { keys: ['?'], does: 'show this list' },
];
