import { architectureOf, wrongMachine } from '../architecture.ts';
import { notApplicable, unknown, verdictOf, type HardeningCheck } from '../check.ts';
import { whereIs } from '../rights.ts';
import { gapOfLayers } from '../judge.ts';
import { isFound, startedPrograms } from '../started.ts';
import { usualPrograms } from '../usual-programs.ts';

export const architectures: HardeningCheck = {
  code: 'PL2055',
  source: 'plimsoll',
  also: [],
  severity: 'warning',
  group: 'start',
  title: 'The other programs of the usual directories are built for the image’s architecture',
  why: 'A processor runs programs of its own architecture only; the start of another ends with “exec format error”.',
  fix: 'Download or build the program for the platform that is built for: in a Dockerfile, ARG TARGETARCH says which it is.',
  check(image) {
    const architecture = architectureOf(image.image.platform);
    if (architecture === null) return notApplicable('The image does not say for which architecture it is.');
    // Of what is started, a check of its own tells.
    const started = new Set(
      startedPrograms(image)
        .filter(isFound)
        .map(({ place }) => place.node),
    );
    const others = usualPrograms(image).filter(({ node }) => !started.has(node));
    const failures = others.flatMap(({ node, elf }) => {
      const wrong = wrongMachine(elf.machine, architecture);
      return wrong === null ? [] : [{ message: `It ${wrong}`, ...whereIs(image.rootfs, node) }];
    });
    if (others.length > 0) return verdictOf(failures);
    const incomplete = gapOfLayers(image.bodies.unread);
    return incomplete ? unknown(incomplete) : notApplicable('No other ELF program lies in the usual directories.');
  },
};
