import { formatBytes } from '../../bytes/units.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, isDirectory, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { gapOf, judge } from '../judge.ts';
import { withAllContents } from '../same-place.ts';
import { contentsWords, isBelowAny, visibleContents } from '../visible-contents.ts';
import { needlessFiles, needlessFolders } from '../wanted-names.ts';

interface Needless {
  readonly failure: Failure;
  readonly bytes: number;
}

const isFolder = ({ rootfs }: HardenedImage, node: number): boolean => {
  const found = finalNode(rootfs, node);
  return found !== null && isDirectory(found) && needlessFolders.has(rootfs.nameOf(node).toLowerCase());
};

function describe(image: HardenedImage, node: number): Needless | null {
  const { rootfs } = image;
  const found = finalNode(rootfs, node);
  if (!found) return null;
  const name = rootfs.nameOf(node).toLowerCase();
  const path = rootfs.pathOf(node);
  const file = isFile(found) ? needlessFiles.get(name) : undefined;
  if (file !== undefined) {
    return {
      failure: { message: `${file} (${formatBytes(found.size)}).`, path, layer: found.layer },
      bytes: found.size,
    };
  }
  if (!isFolder(image, node)) return null;
  const contents = visibleContents(rootfs, node);
  const size = contents ? contentsWords(contents) : 'without a file';
  const message = `A folder for ${needlessFolders.get(name)}: ${size}.`;
  return { failure: { message, path, layer: contents?.layer ?? found.layer }, bytes: contents?.bytes ?? 0 };
}

export const needlessFilesCheck: HardeningCheck = {
  code: 'DKL-LI-0003',
  source: 'dockle',
  also: [],
  toldBy: [{ code: 'PL2028', same: withAllContents }],
  severity: 'info',
  group: 'leftovers',
  title: 'No needless files and folders',
  why: 'Repositories, caches and settings of editors or clouds came along with a build; nothing needs them at run time, and some tell more than they should.',
  fix: 'Name them in .dockerignore, or copy only what the program needs.',
  check(image) {
    const { named } = image.tree;
    const folders = new Set(named.nodes.filter((node) => isFolder(image, node)));
    const found = named.nodes.flatMap((node) =>
      isBelowAny(image.rootfs, node, folders) ? [] : (describe(image, node) ?? []),
    );
    found.sort((a, b) => b.bytes - a.bytes);
    return judge(
      image,
      found.map(({ failure }) => failure),
      { gap: gapOf(named, 'files and folders with names that are looked for') },
    );
  },
};
