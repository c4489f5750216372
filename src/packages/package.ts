import type { Bytes } from '../bytes/units.ts';

/** The types of purl (package-url/purl-spec, PURL-TYPES) that catalogers tell of. */
export type PackageType =
  'deb' | 'apk' | 'rpm' | 'pypi' | 'npm' | 'golang' | 'maven' | 'gem' | 'composer' | 'nuget' | 'cargo';

/** What a distribution built a package from. */
export interface SourcePackage {
  readonly name: string;
  readonly version: string;
}

/** A package as a file of a layer tells of it. */
export interface FoundPackage {
  readonly type: PackageType;
  /** As its package manager writes it: `Flask`, `@scope/name`, `group:artifact`, `golang.org/x/net`, `vendor/name`. */
  readonly name: string;
  /** As written there, the release of rpm behind a hyphen; null where none is told, as of a Go program's own module. */
  readonly version: string | null;
  /** As they are worded there: expressions of SPDX, names, or what an author wrote. Empty where none are told. */
  readonly licences: readonly string[];
  /** As the distribution names it: `amd64`, `all`, `x86_64`. */
  readonly architecture?: string;
  /** rpm's; its version is written without. Those of dpkg stand in the version. */
  readonly epoch?: number;
  /** rpm's label of a module stream: `nodejs:18:8090020231…`. */
  readonly module?: string;
  /** deb, apk and rpm; left out where it is not told. */
  readonly source?: SourcePackage;
  /** Where it lies in the file that tells of it: `BOOT-INF/lib/a.jar`; with `!/` between archives in each other. */
  readonly inside?: string;
  /** Absolute paths of what belongs to it, where the file says it; folders may be among them. */
  readonly files?: readonly string[];
  /** The folder that is all of it: that of an npm package without its own node_modules. */
  readonly folder?: string;
  /** The program that was built, not something that it uses. */
  readonly isApplication?: true;
  /** Installed for development: what Composer's `--no-dev` leaves out. Only its newer lists say so. */
  readonly isDevelopment?: true;
  /** Guessed, as of a jar without a pom.properties: told, and never looked up among vulnerabilities. */
  readonly isGuess?: true;
}

/** What /etc/os-release says (os-release(5)). */
export interface SystemRelease {
  /** `debian`, `alpine`, `rocky`; lower case. */
  readonly id: string;
  readonly idLike: readonly string[];
  /** `12`, `3.19.1`; null for Debian testing, Arch. */
  readonly versionId: string | null;
  readonly prettyName: string;
  readonly codename: string | null;
  readonly cpeName: string | null;
  /** The day after which nothing is mended any more, `2028-06-10`, where it says so. */
  readonly supportEnd: string | null;
}

/** What one file says. */
export interface Cataloged {
  readonly packages: readonly FoundPackage[];
  /** What could not be read of it, each a clause that goes on from its path: `is cut off after 12 packages`. */
  readonly unknowns: readonly string[];
  readonly system?: SystemRelease;
  /** Of a list of files that stands beside what tells of the package: the path of that, and theirs; all absolute. */
  readonly listing?: { readonly of: string; readonly paths: readonly string[] };
  /** Of a file that stands for the licences of a package that another tells of: worded as those of `FoundPackage`. */
  readonly licences?: readonly string[];
}

/** A package of an image, once for every file that tells of it. */
export interface ImagePackage extends Omit<FoundPackage, 'files' | 'folder'> {
  /** Without the qualifier `distro`. */
  readonly purl: string;
  /** Which cataloger found it. */
  readonly cataloger: string;
  /** The file that tells of it, absolute. */
  readonly path: string;
  /** The layer that brought it: of a database, the first that has this version and all since. */
  readonly layer: number;
  /** Not in the final tree: stored in a lower layer alone. Null where it is there. */
  readonly hidden: { readonly how: 'deleted' | 'overwritten'; readonly in: number } | null;
  /** The package of the distribution that its files came with: then that mends it, without a new version. */
  readonly osPackage: string | null;
  /** Of what belongs to it in the final tree; null where that is not known. */
  readonly files: number | null;
  readonly bytes: Bytes | null;
}

/** A part of an image that catalogers could not read: it is not empty, but unknown. */
export interface UnknownPackages {
  readonly cataloger: string;
  readonly path: string;
  readonly layer: number;
  /** A clause that goes on from the path. */
  readonly reason: string;
}

/** All packages of an image. */
export interface ImagePackages {
  /** In the order of their types, then names. */
  readonly packages: readonly ImagePackage[];
  readonly system: SystemRelease | null;
  readonly unknowns: readonly UnknownPackages[];
  /** Layers that were not read to their end. */
  readonly unreadLayers: readonly number[];
}
