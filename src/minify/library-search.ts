// Where shared libraries are looked for (ld.so(8)): glibc's loader by /etc/ld.so.conf, musl's by /etc/ld-musl-*.path.
import { directoriesOf } from '../hardening/program-search.ts';
import { pathsByGlob } from './find-by-glob.ts';
import type { Tracing } from './tracing.ts';

const limits = { folders: 500, files: 200 } as const;

const usual = ['/lib', '/usr/lib', '/usr/local/lib', '/lib64', '/usr/lib64', '/usr/local/lib64'];
/** Debian's folders by machine: `x86_64-linux-gnu`. */
const ofMachine = /^[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9_]*$/;

function usualFolders(tracing: Tracing): string[] {
  return usual.flatMap((folder) => {
    const node = tracing.find(folder);
    const names = node === null ? [] : tracing.children(node).map((child) => tracing.rootfs.nameOf(child));
    return [...names.filter((name) => ofMachine.test(name)).map((name) => `${folder}/${name}`), folder];
  });
}

async function configuredFolders(tracing: Tracing): Promise<string[]> {
  const folders: string[] = [];
  const waiting = ['/etc/ld.so.conf'];
  for (let read = 0; waiting.length > 0 && read < limits.files; read++) {
    const node = tracing.find(waiting.shift()!);
    const text = node === null ? null : await tracing.textOf(node);
    for (const line of (text ?? '').split('\n')) {
      const [words = ''] = line.split('#', 1);
      const word = words.trim();
      if (word.startsWith('include ')) waiting.unshift(...pathsByGlob(word.slice('include '.length).trim(), tracing));
      else if (word.startsWith('/')) folders.push(word);
    }
  }
  return folders.slice(0, limits.folders);
}

async function muslFolders(tracing: Tracing): Promise<string[]> {
  for (const path of pathsByGlob('/etc/ld-musl-*.path', tracing)) {
    const node = tracing.find(path);
    const text = node === null ? null : await tracing.textOf(node);
    if (text !== null) return text.split(/[\n:]/).filter((line) => line.startsWith('/'));
  }
  return [];
}

async function findFolders(tracing: Tracing): Promise<readonly string[]> {
  const preferred = directoriesOf(tracing.variable('LD_LIBRARY_PATH') ?? '', tracing.config);
  const configured = [...(await configuredFolders(tracing)), ...(await muslFolders(tracing))];
  return [...new Set([...preferred, ...configured, ...usualFolders(tracing)])];
}

/** In the order of looking. */
export const libraryFolders = (tracing: Tracing): Promise<readonly string[]> =>
  tracing.kept('elf folders', () => findFolders(tracing));
