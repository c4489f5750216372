import { treeKeyHelp } from '../../components/tree-key-help.ts';

export const keys = treeKeyHelp({
  largest: 'go to the file that changed most; again, to the next one',
  enter: 'open what you are at: a folder, or what changed in a file, line by line',
});
