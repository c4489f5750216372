import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';

export type Libc = 'glibc' | 'musl';

/** The C library that a loader belongs to, by its name; null where that tells none. */
export function libcOf(loader: string): Libc | null {
  if (/^ld-musl-/.test(loader)) return 'musl';
  return /^ld(?:-linux\b|64\.so|\.so\.)/.test(loader) ? 'glibc' : null;
}

/** The C libraries whose loaders are in the final tree. */
export function libcsIn(rootfs: Rootfs): ReadonlySet<Libc> {
  const found = new Set<Libc>();
  for (const directory of ['/lib', '/lib64']) {
    const { node } = resolvePath(rootfs, directory);
    for (const child of node === null ? [] : rootfs.childrenOf(node)) {
      const libc = libcOf(rootfs.nameOf(child));
      if (libc && resolvePath(rootfs, rootfs.pathOf(child)).node !== null) found.add(libc);
    }
  }
  return found;
}
