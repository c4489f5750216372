import type { Bytes } from '../bytes/units.ts';

/** An entry of a layer that nobody has dropped. */
export interface RehearsedEntry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'whiteout';
  readonly path: string;
  readonly link: string;
  readonly size: Bytes;
}

const directories = 120;
const filesPerDirectory = 20;

/**
 * What most layers are made of, for workers to work on before there is anything to do: directories and small files, some
 * links and whiteouts; half of the directories lie in the layer before, too. A browser compiles code well only once it has
 * run for a while, and anew where it meets a kind of entry for the first time: without this, two processors spend as much
 * on compiling as on the first 100,000 entries.
 */
export function rehearsedEntries(layer: number): RehearsedEntry[] {
  const entries: RehearsedEntry[] = [];
  const add = (kind: RehearsedEntry['kind'], path: string, link = '', size = 0): void =>
    void entries.push({ kind, path, link, size });
  const first = (layer * directories) / 2;
  for (let module = first; module < first + directories; module++) {
    const path = `opt/part${module >> 4}/module${module}`;
    const deletes = (module + layer) % 8 === 0;
    add('directory', path);
    for (let file = deletes ? 1 : 0; file < filesPerDirectory; file++)
      add('file', `${path}/file${file}.js`, '', (file * 97) % 1400);
    if (deletes) add('whiteout', `${path}/file0.js`);
    if (module % 4 === 0) add('symlink', `${path}/current.js`, 'file1.js');
    if (module % 8 === 0) add('hardlink', `${path}/same.js`, `${path}/file2.js`);
  }
  return entries;
}
