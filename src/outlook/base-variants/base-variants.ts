// What another base image of the same family would take away: packages and known flaws as the image shows them, sizes by the
// dated facts. Nothing is advised that the image speaks against.
import { originOf } from '../../analysis/vulnerabilities/affected.ts';
import type { Bytes } from '../../bytes/units.ts';
import {
  findBase,
  pastEnds,
  smallerBases,
  type BaseVariant,
  type KnownBase,
} from '../../optimize/base-image/base-images.ts';
import { newerBase } from '../../optimize/base-image/newer-base.ts';
import { targetKindOf } from '../../optimize/compatibility/base-choices.ts';
import type { Compatibility } from '../../optimize/compatibility/compatibility.ts';
import type { InstalledPackage } from '../../optimize/compatibility/package-facts.ts';
import type { ImagePackage, ImagePackages } from '../../packages/package.ts';
import { estimated, measured, notKnown, type Figure } from '../figure.ts';
import { flawsFixed, flawsGone, flawsAmong, severityWords, type KnownFlaws } from './gone-flaws.ts';
import { goneWith, type PackagesOfBase } from './gone-packages.ts';
import { toldBase, type ToldBase } from './told-base.ts';
import type { ImageConfig } from '../../image/model.ts';

export interface BaseVariantsInput {
  readonly config: ImageConfig;
  readonly packages: ImagePackages;
  /** Where the base image ends, as the report has it, and what its layers store. */
  readonly base: {
    readonly layers: number;
    readonly name: string | null;
    readonly from: string;
    readonly estimate: boolean;
    readonly reason: string;
    readonly stored: Bytes;
  };
  /** What the layers above it store. */
  readonly yours: { readonly stored: Bytes };
  readonly flaws: KnownFlaws;
  /** What packages of the system need; null where it was not read. */
  readonly installed: readonly InstalledPackage[] | null;
  /** Whether the image’s program runs on other kinds of bases; empty where nobody looked. */
  readonly compatibility: readonly Compatibility[];
  /** `2026-11-27`. */
  readonly day: string;
}

export type VariantKindOfAdvice = 'same' | 'newer' | BaseVariant['kind'];

export interface OtherBase {
  readonly kind: VariantKindOfAdvice;
  /** `node:18-slim`; what to write behind FROM. */
  readonly reference: string;
  /** What its layers store. */
  readonly size: Figure;
  /** Packages of the base that it does not have, and the known flaws that go with them. */
  readonly packages: Figure;
  readonly flaws: Figure;
  readonly gone: readonly ImagePackage[];
  /** What the image says to it; null where that was not looked at. */
  readonly compatibility: Compatibility | null;
  /** What is to be known of it, in a sentence or two. */
  readonly note: string;
}

/** What some layers bring into the image. */
export interface Brought {
  readonly size: Figure;
  readonly packages: Figure;
  readonly flaws: Figure;
}

export interface BaseToday extends Brought {
  readonly base: ToldBase;
  /** Whose time is over, in a sentence each. */
  readonly past: readonly string[];
}

export type BaseVariants =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'told'; readonly today: BaseToday; readonly others: readonly OtherBase[] };

const none = (reason: string): BaseVariants => ({ kind: 'none', reason });

function packagesOf({ packages, base, installed }: BaseVariantsInput): PackagesOfBase {
  const all = packages.packages;
  const of = (origin: 'base' | 'yours'): ImagePackage[] => all.filter((one) => originOf(one, base.layers) === origin);
  const isLowest = ({ type, layer }: ImagePackage): boolean => (type === 'deb' || type === 'apk') && layer === 0;
  const lowest = new Set(all.filter(isLowest).map(({ name }) => name));
  return { base: of('base'), yours: of('yours'), lowest, installed, system: packages.system };
}

function sizeThen({ sizes, date }: BaseVariant): Figure {
  if (!sizes) return notKnown('Its size was not looked up.');
  return estimated(sizes.uncompressed, `That of ${sizes.of} on a disk, for amd64, on ${date}.`, {
    detail: `as of ${date}`,
  });
}

/** The base of today is no image that its name stands for: one that was made from it, or built by hand. */
const notSmaller = 'By that size it is not smaller than the base that this image has.';

function noteOn({ lacks, sizes }: BaseVariant, { base }: BaseVariantsInput): string {
  const isSmaller = !sizes || sizes.uncompressed < base.stored;
  return [lacks === '' ? '' : `It lacks ${lacks}.`, isSmaller ? '' : notSmaller]
    .filter((text) => text !== '')
    .join(' ');
}

const compatibilityWith = (variant: BaseVariant, all: readonly Compatibility[]): Compatibility | null =>
  all.find(({ target }) => target === targetKindOf(variant)) ?? null;

function smaller(input: BaseVariantsInput, base: KnownBase, reference: string, of: PackagesOfBase): OtherBase[] {
  return smallerBases(reference).map(({ reference: to, variant }) => {
    const gone = goneWith(base, variant, of);
    const make = gone.packages && gone.kind === 'measured' ? measured : estimated;
    return {
      kind: variant.kind,
      reference: to,
      size: sizeThen(variant),
      packages: gone.packages ? make(gone.packages.length, gone.basis) : notKnown(gone.reason),
      flaws: flawsGone(input.flaws, gone),
      gone: gone.packages ?? [],
      compatibility: compatibilityWith(variant, input.compatibility),
      note: noteOn(variant, input),
    };
  });
}

const otherVersions =
  'Build on it, and open that image beside this one: Compare tells which flaws are gone and which came. Run your tests: what was made for the one of today may need to change.';

function newer({ day }: BaseVariantsInput, reference: string): OtherBase[] {
  const found = newerBase(reference, day);
  if (!found) return [];
  const unknown = notKnown('It has other versions of the same packages.');
  const common = { packages: unknown, flaws: unknown, gone: [], compatibility: null } as const;
  return [
    {
      ...common,
      kind: 'newer',
      reference: found.reference,
      size: sizeThen(found.variant),
      note: `${found.said} ${otherVersions}`,
    },
  ];
}

/** The same tag, as it is built anew with the corrections of its release. */
function builtAnew({ flaws, base }: BaseVariantsInput, reference: string, of: PackagesOfBase): OtherBase[] {
  const fixed = flawsFixed(flaws, of.base);
  if (fixed.length === 0) return [];
  const packages = [...new Set(fixed.map((one) => one.package))];
  const basis =
    'The advisories name a version that ends them. Whether the image was built anew with it, only its registry tells.';
  const count = new Set(fixed.map(({ match }) => match.advisory.id)).size;
  const isPinned = base.name?.includes('@') === true;
  return [
    {
      kind: 'same',
      reference,
      size: estimated(base.stored, 'Newer versions of the same packages are about as large.', { detail: 'as today' }),
      packages: estimated(0, 'It has the same packages, some in newer versions.', {
        detail: `${packages.length} in newer versions`,
      }),
      flaws: estimated(count, basis, { detail: severityWords(fixed) }),
      gone: [],
      compatibility: null,
      note: isPinned
        ? 'FROM holds it at a digest: write that of today’s image.'
        : 'Build with --pull, so that the builder asks for the image of today.',
    },
  ];
}

const isUnknown = ({ from, layers }: BaseVariantsInput['base']): boolean => from === 'none' && layers === 0;

function broughtBy(
  input: BaseVariantsInput,
  where: string,
  { stored, packages }: { stored: Bytes; packages: readonly ImagePackage[] },
): Brought {
  const { estimate } = input.base;
  const make = estimate ? estimated : measured;
  const kind = estimate ? 'estimated' : 'measured';
  return {
    size: make(stored, where),
    packages: make(packages.length, where),
    flaws: flawsAmong(input.flaws, { packages, kind, basis: where }),
  };
}

function broughtByBase(input: BaseVariantsInput, { base: packages }: PackagesOfBase): Brought {
  const { layers, stored, reason } = input.base;
  const where = `Of the ${layers === 1 ? 'lowest layer' : `lowest ${layers} layers`}. ${reason}`;
  return broughtBy(input, layers === 0 ? reason : where, { stored, packages });
}

/** What the base image brings, and what you do. */
export function broughtByBoth(input: BaseVariantsInput): { readonly base: Brought; readonly yours: Brought } {
  const { base, yours } = input;
  if (isUnknown(base)) {
    const unknown = notKnown(base.reason);
    const nothing = { size: unknown, packages: unknown, flaws: unknown };
    return { base: nothing, yours: nothing };
  }
  const of = packagesOf(input);
  const where = `Of the layers above the base image. ${base.reason}`;
  return {
    base: broughtByBase(input, of),
    yours: broughtBy(input, where, { stored: yours.stored, packages: of.yours }),
  };
}

function todayOf(input: BaseVariantsInput, base: ToldBase, of: PackagesOfBase): BaseToday {
  return {
    base,
    ...broughtByBase(input, of),
    past: pastEnds(base.reference, input.day).map(({ what, endOfLife }) => `${what} ended on ${endOfLife}.`),
  };
}

function whyNone({ base, packages }: BaseVariantsInput): string {
  if (base.layers === 0 && base.from === 'dockerfile')
    return 'It is built from scratch: there is no base image to change.';
  if (base.layers === 0) return `${base.reason} Drop its Dockerfile, or set in Layers & files where the base ends.`;
  if (base.name !== null) return `Nothing is known here of ${base.name}, or of which version of it this is.`;
  const called = packages.system
    ? ` It is ${packages.system.prettyName}, of which no other base images are noted here.`
    : '';
  return `Nothing tells which image the lowest layers are.${called}`;
}

const rank = ({ kind, compatibility }: OtherBase): number => {
  if (kind === 'same') return 0;
  return compatibility?.verdict === 'does not fit' ? 2 : 1;
};

/** What is against it comes last; else the nearest first. */
export function baseVariants(input: BaseVariantsInput): BaseVariants {
  const of = packagesOf(input);
  const { config, packages, base } = input;
  const witness = { name: base.name, config, system: packages.system, packages: of.base };
  const told = base.layers === 0 ? null : toldBase(witness);
  const known = told && findBase(told.reference);
  if (!told || !known) return none(whyNone(input));
  const { reference } = told;
  const others = [
    ...builtAnew(input, reference, of),
    ...newer(input, reference),
    ...smaller(input, known, reference, of),
  ];
  return { kind: 'told', today: todayOf(input, told, of), others: others.toSorted((a, b) => rank(a) - rank(b)) };
}
