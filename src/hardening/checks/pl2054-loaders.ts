import { notApplicable, unknown, verdictOf, type HardeningCheck } from '../check.ts';
import { missingLoader } from '../loaders.ts';
import { whereIs } from '../rights.ts';
import { gapOfLayers } from '../judge.ts';
import { atSamePath } from '../same-place.ts';
import { usualPrograms } from '../usual-programs.ts';

export const loaders: HardeningCheck = {
  code: 'PL2054',
  source: 'plimsoll',
  also: [],
  toldBy: [
    { code: 'PL2052', same: atSamePath },
    { code: 'PL2053', same: atSamePath },
    { code: 'PL2055', same: atSamePath },
  ],
  severity: 'warning',
  group: 'start',
  title: 'What loads the programs of the usual directories is there',
  why: 'A program whose loader is missing cannot be started: the shell says “not found”, although the file is there.',
  fix: 'Build the program for this base image or statically, or leave it out.',
  check(image) {
    const programs = usualPrograms(image);
    const failures = programs.flatMap(({ node, elf }) => {
      const message = missingLoader(image, elf.interpreter);
      return message === null ? [] : [{ message, ...whereIs(image.rootfs, node) }];
    });
    const incomplete = gapOfLayers(image.bodies.unread);
    if (incomplete && (failures.length > 0 || programs.length === 0)) return unknown(incomplete);
    return programs.length === 0 ? notApplicable('No ELF program lies in the usual directories.') : verdictOf(failures);
  },
};
