import { formatBytes } from '../../bytes/units.ts';
import type { Failure, HardeningCheck } from '../check.ts';
import { finalNode, isFile } from '../final-node.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { gapOf, judge } from '../judge.ts';

/** A core file has a header, notes and at least one page of memory: what is smaller is called so by chance. */
const leastBytes = 4096;

function failureOf({ rootfs, bodies }: HardenedImage, node: number): { failure: Failure; size: number } | null {
  const found = finalNode(rootfs, node);
  if (!found || !isFile(found) || found.size < leastBytes) return null;
  // Where the file itself could be looked into, it tells: a core dump is of the ELF format and no program.
  const elf = bodies.elfOf(node);
  if (elf ? elf.isProgram : !bodies.unread.includes(found.layer)) return null;
  const path = rootfs.pathOf(node);
  if (bodies.packageOf(path) !== null) return null;
  const message = `Its name is that of a core dump, the memory of a program that crashed (${formatBytes(found.size)}).`;
  return { failure: { message, path, layer: found.layer }, size: found.size };
}

export const coreDumpsCheck: HardeningCheck = {
  code: 'PL2031',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'leftovers',
  title: 'No core dumps',
  why: 'A core dump is what a program had in memory when it crashed, keys and passwords among it.',
  fix: 'Remove it in the RUN that makes it, and find out what crashed; .dockerignore keeps those of your folder out.',
  check(image) {
    const { cores } = image.tree;
    const found = cores.nodes.flatMap((node) => failureOf(image, node) ?? []);
    found.sort((a, b) => b.size - a.size);
    return judge(
      image,
      found.map(({ failure }) => failure),
      { gap: gapOf(cores, 'files with the name of a core dump') },
    );
  },
};
