import type { HardenedImage } from '../../../src/hardening/hardened-image.ts';
import { checkCompatibility, type Compatibility } from '../../../src/optimize/compatibility/compatibility.ts';
import { collectProgramFacts } from '../../../src/optimize/compatibility/program-facts.ts';
import type { CompatibilityInput } from '../../../src/optimize/compatibility/subject.ts';
import type { TargetKind } from '../../../src/optimize/compatibility/target-kinds.ts';

type Asked = Partial<Pick<CompatibilityInput, 'base' | 'baseLayers' | 'programs'>>;

/** What is said of an image, as the page asks; nothing is known of its base where the test says nothing. */
export function askedOf(image: HardenedImage, asked: Asked = {}): Compatibility[] {
  const input = {
    image: image.image,
    rootfs: image.rootfs,
    base: null,
    baseLayers: 0,
    programs: collectProgramFacts(image),
  };
  return checkCompatibility({ ...input, ...asked });
}

/** The verdicts in the order of `targetKinds`, each by one letter: fits, does not fit, can't tell. */
export const lettersOf = (all: readonly Compatibility[]): string =>
  all.map(({ verdict }) => ({ fits: 'f', 'does not fit': 'n', "can't tell": '?' })[verdict]).join('');

/** `against native code: 1 program built …`. */
export const reasonsOf = (all: readonly Compatibility[], kind: TargetKind): string[] =>
  all.flatMap(({ target, reasons }) =>
    target === kind ? reasons.map(({ weight, aspect, message }) => `${weight} ${aspect}: ${message}`) : [],
  );
