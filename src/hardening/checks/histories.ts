import { formatBytes } from '../../bytes/units.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { byPath, gapOf, judge } from '../judge.ts';
import { historyFiles } from '../wanted-names.ts';

function failureOf({ rootfs }: HardenedImage, node: number): Failure | null {
  const program = historyFiles.get(rootfs.nameOf(node).toLowerCase());
  const found = program === undefined ? null : finalNode(rootfs, node);
  if (!found || !isFile(found) || found.size === 0) return null;
  const message = `What was typed into ${program} is kept here (${formatBytes(found.size)}).`;
  return { message, path: rootfs.pathOf(node), layer: found.layer };
}

export const historiesCheck: HardeningCheck = {
  code: 'PL2032',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'leftovers',
  title: 'No histories of what was typed',
  why: 'Such a file tells how the image was made by hand, and often holds passwords that were typed.',
  fix: 'Look through it for passwords, change those, and build without it: by a Dockerfile, not by committing a container.',
  check(image) {
    const { named } = image.tree;
    const failures = named.nodes.flatMap((node) => failureOf(image, node) ?? []).sort(byPath);
    return judge(image, failures, { gap: gapOf(named, 'files and folders with names that are looked for') });
  },
};
