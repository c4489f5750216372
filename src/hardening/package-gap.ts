import { resolvePath } from '../rootfs/resolve-path.ts';
import type { HardenedImage } from './hardened-image.ts';

/** Databases of packages whose lists of files are not read, by the folders where they lie. */
const unreadDatabases = [
  { path: '/var/lib/rpm', of: 'rpm' },
  { path: '/usr/lib/sysimage/rpm', of: 'rpm' },
  { path: '/usr/share/rpm', of: 'rpm' },
  { path: '/var/lib/pacman/local', of: 'pacman' },
  { path: '/var/db/pkg', of: 'Portage' },
  { path: '/usr/lib/opkg/info', of: 'opkg' },
  { path: '/var/lib/dpkg/status.d', of: 'distroless' },
];

/** Why it is not known whether a package brought a file, in a sentence; null where it is. */
export function gapOfPackages({ rootfs, bodies }: HardenedImage): string | null {
  if (bodies.unread.length > 0)
    return 'The lists of files that packages keep may lie in a layer that could not be read.';
  const found = unreadDatabases.find(({ path }) => {
    const { node } = resolvePath(rootfs, path);
    return node !== null && rootfs.childrenOf(node).some((child) => rootfs.isThere(child));
  });
  return found ? `Which files packages of ${found.of} brought is not known: ${found.path} is not read.` : null;
}
