import { resolvePath } from '../rootfs/resolve-path.ts';
import type { ElfOfNode } from './image-bodies.ts';
import { perImage } from './per-image.ts';
import { isStartable, rightsOf } from './rights.ts';

/** Where programs lie in most images; besides, the directories `bin` of what is installed below /opt. */
const directories = ['/', '/app', '/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** All ELF files of the final tree. */
export const elfFiles = perImage(({ bodies }): readonly ElfOfNode[] => bodies.elves());

/** The ELF programs that lie in one of the usual directories and may be started, in the order of the tree. */
export const usualPrograms = perImage((image): readonly ElfOfNode[] => {
  const { rootfs } = image;
  const usual = new Set(directories.map((path) => resolvePath(rootfs, path).node));
  const opt = resolvePath(rootfs, '/opt').node;
  const isUsual = (directory: number): boolean =>
    usual.has(directory) ||
    (rootfs.nameOf(directory) === 'bin' && directory > 0 && rootfs.parentOf(rootfs.parentOf(directory)) === opt);
  return elfFiles(image).filter(({ node, elf }) => {
    return elf.isProgram && isUsual(rootfs.parentOf(node)) && isStartable(rightsOf(rootfs, node));
  });
});
