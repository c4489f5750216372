import { formatCount } from '../bytes/units.ts';
import { resolvePath } from '../rootfs/resolve-path.ts';
import type { HardenedImage } from './hardened-image.ts';

/** Databases of packages whose lists of files are not read, by the folders where they lie. */
const unreadDatabases = [
  { path: '/var/lib/rpm', of: 'rpm' },
  { path: '/usr/lib/sysimage/rpm', of: 'rpm' },
  { path: '/usr/share/rpm', of: 'rpm' },
  { path: '/var/db/pkg', of: 'Portage' },
  { path: '/usr/lib/opkg/info', of: 'opkg' },
];

/** What distroless images have of dpkg: of each package a file, and mostly the sums of its files beside it. */
const distroless = '/var/lib/dpkg/status.d';

function packagesWithoutSums({ rootfs }: HardenedImage): number {
  const { node } = resolvePath(rootfs, distroless);
  const children = (node === null ? [] : rootfs.childrenOf(node)).filter((child) => rootfs.isThere(child));
  const names = new Set(children.map((child) => rootfs.nameOf(child)));
  return [...names].filter((name) => !name.endsWith('.md5sums') && !names.has(`${name}.md5sums`)).length;
}

/** Why it is not known whether a package brought a file, in a sentence; null where it is. */
export function gapOfPackages(image: HardenedImage): string | null {
  const { rootfs, bodies } = image;
  if (bodies.unread.length > 0)
    return 'The lists of files that packages keep may lie in a layer that could not be read.';
  const found = unreadDatabases.find(({ path }) => {
    const { node } = resolvePath(rootfs, path);
    return node !== null && rootfs.childrenOf(node).some((child) => rootfs.isThere(child));
  });
  if (found) return `Which files packages of ${found.of} brought is not known: ${found.path} is not read.`;
  const unlisted = packagesWithoutSums(image);
  if (unlisted > 0) {
    const packages = unlisted === 1 ? '1 package' : `${formatCount(unlisted)} packages`;
    return `Which files ${packages} brought is not known: ${distroless} has no list of them.`;
  }
  if (bodies.unreadLists === 0) return null;
  const lists = bodies.unreadLists === 1 ? '1 list is' : `${formatCount(bodies.unreadLists)} lists are`;
  return `Which files packages brought is not known in full: ${lists} too large to be read.`;
}
