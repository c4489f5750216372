import { clean } from './clean.mjs';
import { cleanMemory } from './clean-memory.mjs';
import { compare } from './compare.mjs';
import { context } from './context.mjs';
import { contextChanges } from './context-changes.mjs';
import { dockerfileEdits } from './dockerfile-edits.mjs';
import { dockerignore } from './dockerignore.mjs';
import { duplicates } from './duplicates.mjs';
import { editor } from './editor.mjs';
import { firstTable } from './first-table.mjs';
import { gzip } from './gzip.mjs';
import { hardening } from './hardening.mjs';
import { history } from './history.mjs';
import { layerMap } from './layer-map.mjs';
import { lint } from './lint.mjs';
import { lintAll } from './lint-all.mjs';
import { manyFilesStructure } from './many-files.mjs';
import { memory } from './memory.mjs';
import { millionEntries } from './million-entries.mjs';
import { nodeBloatedStructure } from './node-bloated.mjs';
import { openFile } from './open-file.mjs';
import { packages } from './packages.mjs';
import { packageViews } from './package-views.mjs';
import { reach } from './reach.mjs';
import { save } from './save.mjs';
import { secrets } from './secrets.mjs';
import { structure1gb } from './structure-1gb.mjs';
import { tree } from './tree.mjs';
import { vulnerabilities } from './vulnerabilities.mjs';
import { zstd } from './zstd.mjs';

/**
 * What `npm run bench` measures: each case has a name to call it by, and gives its rows of the table.
 * @type {readonly { name: string, run: (lab: import('../lab.mjs').Lab) => Promise<import('../rows.mjs').Row[]> }[]}
 */
export const cases = [
  firstTable,
  structure1gb,
  nodeBloatedStructure,
  secrets,
  hardening,
  history,
  manyFilesStructure,
  gzip,
  zstd,
  duplicates,
  lint,
  lintAll,
  compare,
  context,
  contextChanges,
  dockerignore,
  dockerfileEdits,
  editor,
  tree,
  openFile,
  save,
  clean,
  cleanMemory,
  reach,
  memory,
  millionEntries,
  layerMap,
  packages,
  packageViews,
  vulnerabilities,
];
