import { architectureOf, wrongMachine } from '../architecture.ts';
import { notApplicable, type Failure, type HardeningCheck } from '../check.ts';
import { whereIs } from '../rights.ts';
import { subjectOf, verdictOfSome, verdictOnFound } from '../started.ts';

export const startedArchitecture: HardeningCheck = {
  code: 'PL2052',
  source: 'plimsoll',
  also: [],
  severity: 'error',
  group: 'start',
  title: 'What the image starts is built for the image’s architecture',
  why: 'A processor runs programs of its own architecture only; the start of another ends with “exec format error”.',
  fix: 'Build or download the program for the platform that is built for: in a Dockerfile, ARG TARGETARCH says which it is.',
  check(image) {
    const architecture = architectureOf(image.image.platform);
    if (architecture === null) return notApplicable('The image does not say for which architecture it is.');
    return verdictOnFound(image, (programs) => {
      const reasons: string[] = [];
      const failures: Failure[] = [];
      let elves = 0;
      for (const program of programs) {
        const elf = image.bodies.elfOf(program.place.node);
        if (!elf) continue;
        elves++;
        const wrong = wrongMachine(elf.machine, architecture);
        if (wrong !== null) {
          failures.push({ message: `${subjectOf(program)} ${wrong}`, ...whereIs(image.rootfs, program.place.node) });
        } else if (elf.machine === 'unknown') {
          reasons.push(elf.damage ?? 'The file does not say for which machine it is.');
        }
      }
      if (elves === 0) return notApplicable('What the image starts is no ELF program.');
      return verdictOfSome(failures, reasons);
    });
  },
};
