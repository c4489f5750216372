// Libraries that a module loads by itself (docs.python.org/3/library/ctypes.html).
import { libraryFolders } from '../library-search.ts';
import type { Tracing } from '../tracing.ts';

const mostNames = 100;

/** `libmagic.so.1`, or `magic` as find_library is given it. */
function needIn(folder: string, name: string, tracing: Tracing): void {
  const node = tracing.find(folder);
  if (node === null || !tracing.isDirectory(node)) return;
  if (name.includes('.so')) {
    tracing.need(`${folder}/${name}`, `loads ${name}`);
    return;
  }
  for (const child of tracing.children(node)) {
    const found = tracing.rootfs.nameOf(child);
    if (found.startsWith(`lib${name}.so`)) tracing.need(`${folder}/${found}`, `looks for the library ${name}`);
  }
}

/** `names`: what `CDLL` and `find_library` are given. */
export async function needLibraries(names: ReadonlySet<string>, tracing: Tracing): Promise<void> {
  if (names.size === 0) return;
  const folders = await libraryFolders(tracing);
  for (const name of [...names].slice(0, mostNames)) {
    if (name.includes('/')) tracing.need(name, `loads ${name}`);
    else for (const folder of folders) needIn(folder, name, tracing);
  }
  // ctypes.util.find_library asks it where libraries are.
  const ldconfig = tracing.find('/sbin/ldconfig');
  if (ldconfig !== null) tracing.unsure(ldconfig, 'may ask it where libraries are (ctypes.util)');
}
