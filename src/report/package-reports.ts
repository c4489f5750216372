import type { Lookup } from '../analysis/vulnerabilities/vulnerability.ts';
import type { Bytes } from '../bytes/units.ts';
import type { ImagePackage, PackageType, SourcePackage } from '../packages/package.ts';
import type { LayerReport } from './report.ts';

export interface PackageReport {
  type: PackageType;
  name: string;
  version: string | null;
  /** Without the qualifier `distro`; the report's `system` says what it would. */
  purl: string;
  /** As they are worded in the image. */
  licences: string[];
  /** Which cataloger found it. */
  cataloger: string;
  /** The file that tells of it. */
  path: string;
  /** Where in that file it lies: `BOOT-INF/lib/a.jar`. */
  inside: string | null;
  layer: number;
  /** It came with the base image. */
  base: boolean;
  visible: boolean;
  /** The layer that deleted or overwrote it; it is still stored. */
  removedIn: number | null;
  /** The package of the distribution that owns its files: then that one mends it. */
  osPackage: string | null;
  source: SourcePackage | null;
  /** Of what belongs to it in the final tree; null where that is not known. */
  files: number | null;
  bytes: Bytes | null;
  /** The program that was built, not something that it uses. */
  application: boolean;
  /** Installed for development only; told by Composer alone. */
  development: boolean;
  /** Name or version are guessed. */
  guess: boolean;
  /** What came of asking about it: only of `matched` an empty list of vulnerabilities says something. Null: nobody asked. */
  lookup: Lookup['kind'] | null;
  dockerfile: LayerReport['dockerfile'];
}

/** What of an image every package and vulnerability is told with. */
export interface PackagePlaces {
  /** How many of the lowest layers are the base image's. */
  readonly baseLayers: number;
  readonly layers: readonly LayerReport[];
}

/** Where a package stands in an image. */
export const placeOf = (
  { layer, hidden }: ImagePackage,
  { baseLayers, layers }: PackagePlaces,
): Pick<PackageReport, 'layer' | 'base' | 'visible' | 'removedIn' | 'dockerfile'> => ({
  layer,
  base: layer < baseLayers,
  visible: hidden === null,
  removedIn: hidden?.in ?? null,
  dockerfile: layers[layer]?.dockerfile ?? null,
});

function packageReport(found: ImagePackage, lookup: Lookup | null, places: PackagePlaces): PackageReport {
  const place = placeOf(found, places);
  // Field by field: there are thousands, and spreading objects took most of the time.
  return {
    type: found.type,
    name: found.name,
    version: found.version,
    purl: found.purl,
    licences: [...found.licences],
    cataloger: found.cataloger,
    path: found.path,
    inside: found.inside ?? null,
    layer: place.layer,
    base: place.base,
    visible: place.visible,
    removedIn: place.removedIn,
    osPackage: found.osPackage,
    source: found.source ?? null,
    files: found.files,
    bytes: found.bytes,
    application: found.isApplication ?? false,
    development: found.isDevelopment ?? false,
    guess: found.isGuess ?? false,
    lookup: lookup?.kind ?? null,
    dockerfile: place.dockerfile,
  };
}

/** Every package, in its order; `lookups` in the same, null where nothing was looked up. */
export const packageReports = (
  packages: readonly ImagePackage[],
  lookups: readonly Lookup[] | null,
  places: PackagePlaces,
): PackageReport[] => packages.map((found, index) => packageReport(found, lookups?.[index] ?? null, places));
