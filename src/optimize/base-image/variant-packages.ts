// Which of Debian’s packages a slim variant has beside those of Debian itself, and which a distroless one has at all. Noted are
// those that matter: what they need is looked up in the image (`Depends`). Each list says where it is from, and when.
import type { Noted } from './base-image-facts.ts';

export interface VariantPackages extends Noted {
  readonly names: ReadonlySet<string>;
}

const list = (source: string, date: string, names: string): VariantPackages => ({
  source,
  date,
  names: new Set(names.split(/\s+/)),
});

/** By the family’s first name; of the slim images of Debian 12 and 13. */
const slim: Readonly<Record<string, VariantPackages>> = {
  // What is installed there to download Node.js goes again, but for libraries that it loads.
  node: list(
    'github.com/nodejs/docker-node: 22/bookworm-slim/Dockerfile',
    '2026-11-27',
    'libatomic1 libstdc++6 libgcc-s1',
  ),
  python: list(
    'github.com/docker-library/repo-info: repos/python/local/3.13-slim-bookworm.md',
    '2026-08-25',
    'ca-certificates netbase tzdata openssl libssl3 libbz2-1.0 libdb5.3 libffi8 libgdbm6 liblzma5 libncursesw6 libreadline8 readline-common libsqlite3-0 libtinfo6 libuuid1 libcrypt1 libzstd1 zlib1g',
  ),
  // The libraries are those of the packages that it is built with.
  ruby: list(
    'github.com/docker-library/ruby: 3.3/slim-bookworm/Dockerfile',
    '2026-11-27',
    'ca-certificates openssl libssl3 libffi8 libgmp10 libyaml-0-2 libcrypt1 zlib1g',
  ),
  // The same packages, without their documentation.
};

const distrolessSource = 'github.com/GoogleContainerTools/distroless: base, cc and java/config.bzl';
const day = '2026-11-27';
/** Of Debian 12 and 13 alike: the names that either has. */
const base = 'base-files netbase tzdata tzdata-legacy media-types ca-certificates libc6 libssl3 libzstd1 zlib1g';
const cc = `${base} libgomp1 libstdc++6 libgcc-s1 gcc-12-base gcc-14-base`;

const distroless: Readonly<Record<string, VariantPackages>> = {
  node: list(distrolessSource, day, cc),
  'eclipse-temurin': list(
    distrolessSource,
    day,
    `${cc} libjpeg62-turbo liblcms2-2 libfreetype6 fonts-dejavu-core fontconfig-config libexpat1 libfontconfig1 libuuid1 libbrotli1 libcrypt1 libpng16-16 libbz2-1.0 libharfbuzz0b libgraphite2-3 libpcre2-8-0 libglib2.0-0`,
  ),
};

/** Debian 13 gave libraries with another time type other names: `libssl3t64`. */
export const withoutTimeMark = (name: string): string => name.replace(/t64$/, '');

/** Null where it is not noted. */
export const slimPackagesOf = (family: string): VariantPackages | null => slim[family] ?? null;
export const distrolessPackagesOf = (family: string): VariantPackages | null => distroless[family] ?? null;

/** What is noted of slim variants holds for these releases of Debian. */
export const slimReleases: ReadonlySet<string> = new Set(['12', '13']);
