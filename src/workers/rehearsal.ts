import type { Bytes } from '../bytes/units.ts';

/** An entry of a layer that nobody has dropped. */
export interface RehearsedEntry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'characterDevice' | 'whiteout';
  readonly path: string;
  readonly link: string;
  readonly size: Bytes;
  /** Of a file, as many bytes as its size says. */
  readonly contents?: Uint8Array;
}

const modules = 600;

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
  const first = (layer * modules) / 2;
  for (let module = first; module < first + modules; module++) {
    const path = `opt/part${module >> 6}/module${module}`;
    const inner = `${path}/lib${'/deep'.repeat(module % 6)}`;
    if ((module + layer) % 16 === 0) add('whiteout', path);
    add('directory', path);
    for (const file of ['package.json', 'README.md', 'license'])
      add('file', `${path}/${file}`, '', (module * 97) % 900);
    add('directory', inner);
    if ((module + layer) % 8 === 0) add('whiteout', `${inner}/index.js`);
    else add('file', `${inner}/index.js`, '', (module * 31) % 900);
    if (module % 8 === 0) add('symlink', `${inner}/current.js`, 'index.js');
    if (module % 16 === 0) add('hardlink', `${inner}/same.js`, `${path}/license`);
    if (module % 64 === 16) add('characterDevice', `${path}/null`);
    // Two that no header has room for in one field: ustar's second one is, and a record of PAX.
    if (module % 64 === 0) add('file', `${inner}/${'nested/'.repeat(12)}index.js`, '', module % 900);
    if (module % 64 === 32) add('file', `${inner}/${'generated-'.repeat(12)}.js`, '', module % 900);
  }
  return entries;
}
