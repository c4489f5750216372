// What of a base image’s packages another one does not have. That Alpine has none of Debian’s is certain; what slim and distroless
// images have is noted, so that what they lack is an estimate. What packages need is read in the image.
import type { BaseVariant, KnownBase } from '../../optimize/base-image/base-images.ts';
import {
  distrolessPackagesOf,
  holdsFor,
  smallerPackagesOf,
  withoutTimeMark,
  type VariantPackages,
} from '../../optimize/base-image/variant-packages.ts';
import type { InstalledPackage } from '../../optimize/compatibility/package-facts.ts';
import { withNeeds } from '../../optimize/removal-guard.ts';
import type { ImagePackage, SystemRelease } from '../../packages/package.ts';

/** The image’s packages as far as another base is concerned. */
export interface PackagesOfBase {
  /** Those of the base image in the final tree. */
  readonly base: readonly ImagePackage[];
  /** Those that came above it. */
  readonly yours: readonly ImagePackage[];
  /** All that came with the lowest layer, by name: the distribution itself. */
  readonly lowest: ReadonlySet<string>;
  /** What packages of the system need; null where no database tells. */
  readonly installed: readonly InstalledPackage[] | null;
  /** Of the image; null where nothing tells it. */
  readonly system: SystemRelease | null;
}

export type Gone =
  | { readonly packages: readonly ImagePackage[]; readonly kind: 'measured' | 'estimated'; readonly basis: string }
  | { readonly packages: null; readonly reason: string };

const unknown = (reason: string): Gone => ({ packages: null, reason });
const said = ({ source, date }: VariantPackages): string => `${source}, ${date}`;

/** The language itself, where a distribution’s package brings it: every variant has it in some way. */
const isLanguage = ({ type, name }: ImagePackage): boolean =>
  type === 'deb' && (name === 'nodejs' || /^libnode\d+$/.test(name));

function onAlpine({ base }: PackagesOfBase): Gone {
  const others = base.filter(({ type }) => type === 'deb' || type === 'rpm');
  if (others.length === 0) return unknown('No packages of its distribution were found in the base.');
  return {
    packages: others.filter((one) => !isLanguage(one)),
    kind: 'measured',
    basis: 'Counted in the image: Alpine has none of these packages. Its own take the place of some.',
  };
}

const ofSystem = ({ type }: ImagePackage): boolean => type === 'deb' || type === 'apk';

/** What the base’s own distribution brought, what the variant has, what the user’s packages are, and what all of these need. */
function stayingWith(listed: VariantPackages, { base, yours, lowest }: PackagesOfBase): Iterable<string> {
  const own = yours.filter(ofSystem).map(({ name }) => name);
  const language = base.filter(isLanguage).map(({ name }) => name);
  const noted = base.map(({ name }) => name).filter((name) => listed.names.has(withoutTimeMark(name)));
  return [...lowest, ...own, ...language, ...noted];
}

/** With a variant of the same distribution. */
function onSmaller(packages: PackagesOfBase, family: string, { kind, tags }: BaseVariant): Gone {
  const { base, installed, system } = packages;
  const called = kind === 'jre' ? 'JRE variant' : tags[0]?.endsWith('slim') ? 'slim variant' : 'smaller image';
  const listed = smallerPackagesOf(family, tags[0] ?? '');
  if (!listed) return unknown(`Which packages the ${called} has is not noted here.`);
  if (!system || !holdsFor(listed, system.id, system.versionId))
    return unknown(`Which packages the ${called} has is noted of ${listed.title} alone.`);
  if (!installed)
    return unknown('The image’s list of packages could not be read, so that nobody knows what needs what.');
  if (base.every(({ layer }) => layer === 0))
    return unknown(
      'The base lies in one layer, which does not tell the distribution’s own packages from what was added.',
    );
  const needs = new Map(installed.map((one) => [one.name, one.needs]));
  const stays = withNeeds(stayingWith(listed, packages), needs);
  return {
    packages: base.filter((one) => ofSystem(one) && !stays.has(one.name)),
    kind: 'estimated',
    basis: `Left out are packages of the base above its lowest layer, but for what the ${called} has (${said(listed)}), what yours need, and what these need.`,
  };
}

function onDistroless({ base }: PackagesOfBase, family: string): Gone {
  const listed = distrolessPackagesOf(family);
  if (!listed) return unknown('Which packages the distroless image has is not noted here.');
  const isManager = ({ type }: ImagePackage): boolean => type === 'npm' || type === 'pypi' || type === 'gem';
  const isLacking = (one: ImagePackage): boolean =>
    isManager(one) || (one.type === 'deb' && !isLanguage(one) && !listed.names.has(withoutTimeMark(one.name)));
  return {
    packages: base.filter(isLacking),
    kind: 'estimated',
    basis: `All but what the distroless image has (${said(listed)}); those it has in another version.`,
  };
}

/** Debian’s own. */
const withoutDocumentation: Gone = {
  packages: [],
  kind: 'estimated',
  basis: 'The slim variant has the same packages, without their documentation.',
};

/** What of the base’s packages another variant of its family does not have. */
export function goneWith({ family }: KnownBase, to: BaseVariant, packages: PackagesOfBase): Gone {
  const [name = ''] = family.names;
  const isAlpine = packages.base.some(({ type }) => type === 'apk');
  if (to.kind === 'distroless' || to.kind === 'chiseled') return onDistroless(packages, name);
  if (to.packages === 'apk' && to.libc === 'musl' && !isAlpine) return onAlpine(packages);
  if (to.kind === 'slim' && name === 'debian') return withoutDocumentation;
  return onSmaller(packages, name, to);
}
