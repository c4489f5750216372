import { notApplicable, unknown, type Failure, type Verdict } from './check.ts';
import type { HardenedImage } from './hardened-image.ts';
import { whereIs } from './rights.ts';
import { shells } from './shell-start.ts';
import { baseName } from './start-command.ts';
import { subjectOf, verdictOfMissing, verdictOnFound } from './started.ts';

export interface StaticProgram {
  readonly subject: string;
  readonly where: { readonly path: string; readonly layer?: number };
}

/** The verdict on the last program that is started, where it is one that is linked statically and no shell. */
export function verdictOnStatic(image: HardenedImage, check: (program: StaticProgram) => readonly Failure[]): Verdict {
  return verdictOnFound(image, (programs) => {
    const program = programs.at(-1);
    const name = baseName(program?.word ?? '');
    const elf = program ? image.bodies.elfOf(program.place.node) : null;
    if (!program || !elf) return notApplicable('What the image starts is no ELF program.');
    if (shells.has(name) || name === 'busybox') return notApplicable('The image starts a shell.');
    if (elf.interpreter !== null) return notApplicable('What the image starts is not linked statically.');
    if (elf.damage !== null) return unknown(`How the program is linked could not be read. ${elf.damage}`);
    return verdictOfMissing(
      image,
      check({ subject: subjectOf(program), where: whereIs(image.rootfs, program.place.node) }),
    );
  });
}
