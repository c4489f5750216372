import { notApplicable, unknown, verdictOf, type HardeningCheck } from '../check.ts';
import { whereIs } from '../rights.ts';
import { gapOfLayers } from '../judge.ts';
import { elfFiles } from '../usual-programs.ts';

export const damagedPrograms: HardeningCheck = {
  code: 'PL2056',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'start',
  title: 'Programs and libraries can be read as such',
  why: 'A file that is cut short or contradicts itself may not start, and what could not be read of it was not checked.',
  fix: 'Compare the file with the one that it was copied from, and build or download it again where they differ.',
  check(image) {
    const files = elfFiles(image);
    // What lies behind the head of a large file was not looked at: that is no damage.
    const failures = files.flatMap(({ node, elf, isWhole }) =>
      elf.damage === null || !isWhole ? [] : [{ message: elf.damage, ...whereIs(image.rootfs, node) }],
    );
    if (files.length > 0) return verdictOf(failures);
    const incomplete = gapOfLayers(image.bodies.unread);
    return incomplete ? unknown(incomplete) : notApplicable('The image has no ELF file.');
  },
};
