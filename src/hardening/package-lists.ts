import { resolvePath } from '../rootfs/resolve-path.ts';
import type { Rootfs } from '../rootfs/rootfs.ts';
import { readApkInstalled, readDpkgList, readMd5sums, readPacmanFiles, type PackagesByPath } from './package-files.ts';
import { readApkNeeds, readDpkgNeeds, type PackageNeeds } from './package-needs.ts';

/** A folder in which every package has a list of its files. */
interface PackageLists {
  readonly folder: string;
  /** Of the lists' names; one that begins with a slash is all of the name, in a folder of the package. */
  readonly ending: string;
  /** `name`: of the list, or of the package's folder. */
  readonly read: (packages: PackagesByPath, name: string, text: string) => void;
}

const table: readonly PackageLists[] = [
  { folder: '/var/lib/dpkg/info', ending: '.list', read: readDpkgList },
  { folder: '/var/lib/dpkg/status.d', ending: '.md5sums', read: readMd5sums },
  { folder: '/var/lib/pacman/local', ending: '/files', read: readPacmanFiles },
];

/** One list for all packages. */
const apkLists = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/** What dpkg says of all packages; it names no files. */
const dpkgStatus = '/var/lib/dpkg/status';

/** Every file of every layer is asked for: that nearly none of them is a list is soon told. */
export function isPackageList(path: string): boolean {
  if (!path.startsWith('/var/lib/')) return apkLists.includes(path);
  if (path === dpkgStatus) return true;
  return table.some(({ folder, ending }) => path.endsWith(ending) && path.startsWith(`${folder}/`));
}

interface FoundList {
  readonly node: number;
  readonly name: string;
}

/** The lists of a folder that are there. */
function listsIn(rootfs: Rootfs, { folder, ending }: PackageLists): FoundList[] {
  const there = (node: number): number[] => rootfs.childrenOf(node).filter((child) => rootfs.isThere(child));
  const { node } = resolvePath(rootfs, folder);
  return (node === null ? [] : there(node)).flatMap((child): FoundList[] => {
    const name = rootfs.nameOf(child);
    if (!ending.startsWith('/')) return name.endsWith(ending) ? [{ node: child, name }] : [];
    return there(child).flatMap((list) => (rootfs.nameOf(list) === ending.slice(1) ? [{ node: list, name }] : []));
  });
}

export interface Packages {
  readonly byPath: PackagesByPath;
  /** Lists that could not be read, as they are too large. */
  readonly unread: number;
  /** Null where no database tells it, or it could not be read. */
  readonly needs: PackageNeeds | null;
}

type TextOf = (node: number) => string | null | 'unread';

/** What the lists of the final tree say. `textOf`: the text of a node; null where it is none. */
export function readPackages(rootfs: Rootfs, textOf: TextOf): Packages {
  const byPath: PackagesByPath = new Map();
  let unread = 0;
  const read = (node: number, to: (text: string) => void): void => {
    const text = textOf(node);
    if (text === 'unread') unread++;
    else if (text !== null) to(text);
  };
  for (const lists of table) {
    for (const { node, name } of listsIn(rootfs, lists)) read(node, (text) => lists.read(byPath, name, text));
  }
  const apk = apkLists.map((path) => resolvePath(rootfs, path).node).find((node) => node !== null) ?? null;
  if (apk !== null) read(apk, (text) => readApkInstalled(byPath, text));
  return { byPath, unread, needs: readNeeds(rootfs, apk, textOf) };
}

function readNeeds(rootfs: Rootfs, apk: number | null, textOf: TextOf): PackageNeeds | null {
  const { node } = resolvePath(rootfs, dpkgStatus);
  const [from, parse] = node === null ? [apk, readApkNeeds] : [node, readDpkgNeeds];
  const text = from === null ? null : textOf(from);
  return text === null || text === 'unread' ? null : parse(text);
}
