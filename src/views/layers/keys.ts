import { treeKeyHelp } from '../../components/tree-key-help.ts';

export const keys = treeKeyHelp({
  largest: 'go to the largest file; again, to the next smaller one',
  enter: 'open what you are at: a folder, or the contents of a file',
});
