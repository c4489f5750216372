import { commonFolder } from '../common-folder.ts';
import type { Tracing } from '../tracing.ts';

const mostEntries = 5000;
const archive = /\.(?:jar|JAR|war|zip)$/;

function needArchivesIn(folder: number, entry: string, tracing: Tracing): void {
  for (const child of tracing.children(folder)) {
    const path = tracing.rootfs.pathOf(child);
    if (archive.test(path)) tracing.need(path, `has ${entry} on its class path`, 'java');
  }
}

function needEntry(entry: string, directory: string, tracing: Tracing): void {
  const isAll = entry === '*' || entry.endsWith('/*');
  const named = isAll ? entry.slice(0, -1) || '.' : entry === '' ? '.' : entry;
  const path = named.startsWith('/') ? named : `${directory}/${named}`;
  const node = tracing.need(path, `has ${entry} on its class path`, isAll ? undefined : 'java');
  if (node === null || node === 0 || !tracing.isDirectory(node)) return;
  if (isAll) needArchivesIn(node, entry, tracing);
  else if (commonFolder.test(tracing.rootfs.pathOf(node))) tracing.note(`Java looks for classes in all of ${path}.`);
  else tracing.needAll(node, `has ${entry} on its class path`);
}

/** `/opt/app` of `/opt/app/lib/app.jar` and of `/opt/app/repo/org/x.jar`. */
function homeOf(path: string): string | null {
  if (/^\/usr\/(?:share|lib)\//.test(path)) return null;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return /^(.*?)\/(?:libs?|repo|repository|jars|modules|classes)(?:\/|$)/.exec(folder)?.[1] ?? folder;
}

/** Programs find their settings and data by the place of their archives. */
function mayReadHomes(entries: Iterable<string>, directory: string, tracing: Tracing): void {
  const homes = new Set<string>();
  for (const entry of entries) {
    const node = tracing.find(entry.replace(/\*$/, '') || '.', directory);
    const home =
      node === null ? null : homeOf(`${tracing.rootfs.pathOf(node)}${tracing.isDirectory(node) ? '/x' : ''}`);
    if (home) homes.add(home);
  }
  for (const home of homes) tracing.mayNeed(home, 'may read settings and data beside its classes');
}

/** Folders, archives, and `lib/*` for all archives in one. */
export function needClassPath(classPath: string, directory: string, tracing: Tracing): void {
  const entries = new Set(classPath.split(':').slice(0, mostEntries));
  for (const entry of entries) needEntry(entry, directory, tracing);
  mayReadHomes(entries, directory, tracing);
}

/** Folders hold modules, as archives or unpacked. */
export function needModulePath(entries: readonly string[], directory: string, tracing: Tracing): void {
  for (const entry of entries.slice(0, mostEntries)) {
    const node = tracing.need(
      entry.startsWith('/') ? entry : `${directory}/${entry}`,
      `has ${entry} on its module path`,
    );
    if (node !== null && node !== 0 && tracing.isDirectory(node))
      tracing.needAll(node, `has ${entry} on its module path`);
  }
}
