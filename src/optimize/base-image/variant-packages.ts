// Which packages the smaller variants of base images have beside those of the distribution itself, and which distroless images
// have at all. Noted are those that matter: what they need is looked up in the image. Each list says where it is from, and when.
// golang and php have no smaller variants of Debian; that Alpine’s have none of Debian’s packages needs no list.
import type { Noted } from './base-image-facts.ts';

export interface VariantPackages extends Noted {
  readonly names: ReadonlySet<string>;
}

/** A list, and the releases of a distribution that it holds for. */
export interface ReleasePackages extends VariantPackages {
  /** As /etc/os-release has it: `debian`. */
  readonly system: string;
  readonly releases: readonly string[];
  /** `Debian 12 and 13`. */
  readonly title: string;
}

type Of = Pick<ReleasePackages, 'system' | 'releases' | 'title'>;

const debian: Of = { system: 'debian', releases: ['12', '13'], title: 'Debian 12 and 13' };
const ubuntu: Of = {
  system: 'ubuntu',
  releases: ['22.04', '24.04', '26.04'],
  title: 'Ubuntu 22.04, 24.04 and 26.04',
};
const alpine: Of = { system: 'alpine', releases: ['3.21', '3.22', '3.23', '3.24'], title: 'Alpine 3.21 to 3.24' };

const list = (source: string, date: string, names: string): VariantPackages => ({
  source,
  date,
  names: new Set(names.split(/\s+/)),
});
const listOf = (of: Of, source: string, date: string, names: string): ReleasePackages => ({
  ...list(source, date, names),
  ...of,
});

/** By the family’s first name, and the word in the tag. */
const smaller: Readonly<Record<string, ReleasePackages>> = {
  // What is installed there to download Node.js goes again, but for libraries that it loads.
  'node slim': listOf(
    debian,
    'github.com/nodejs/docker-node: 22/bookworm-slim/Dockerfile',
    '2026-11-27',
    'libatomic1 libstdc++6 libgcc-s1',
  ),
  'python slim': listOf(
    debian,
    'github.com/docker-library/repo-info: repos/python/local/3.13-slim-bookworm.md',
    '2026-08-25',
    'ca-certificates netbase tzdata openssl libssl3 libbz2-1.0 libdb5.3 libffi8 libgdbm6 liblzma5 libncursesw6 libreadline8 readline-common libsqlite3-0 libtinfo6 libuuid1 libcrypt1 libzstd1 zlib1g',
  ),
  // The libraries are those of the packages that it is built with.
  'ruby slim': listOf(
    debian,
    'github.com/docker-library/ruby: 3.3/slim-bookworm/Dockerfile',
    '2026-11-27',
    'ca-certificates openssl libssl3 libffi8 libgmp10 libyaml-0-2 libcrypt1 zlib1g',
  ),
  // wget, which downloads Rust, goes again.
  'rust slim': listOf(
    debian,
    'github.com/rust-lang/docker-rust: stable/trixie/slim/Dockerfile',
    '2026-11-28',
    'ca-certificates gcc libc6-dev',
  ),
  // The JDK’s has binutils as well, which jlink runs.
  'eclipse-temurin jre': listOf(
    ubuntu,
    'github.com/adoptium/containers: 21/jre/ubuntu/resolute/Dockerfile, docker_templates/ubuntu.Dockerfile.j2',
    '2026-11-28',
    'curl wget gnupg fontconfig ca-certificates p11-kit tzdata locales',
  ),
  'eclipse-temurin jre-alpine': listOf(
    alpine,
    'github.com/adoptium/containers: 21/jre/alpine/3.23/Dockerfile, docker_templates/alpine-linux.Dockerfile.j2',
    '2026-11-28',
    'fontconfig ttf-dejavu font-dejavu gnupg ca-certificates p11-kit-trust musl-locales musl-locales-lang tzdata coreutils openssl',
  ),
  // nginx:alpine is built on it.
  'nginx alpine-slim': listOf(
    alpine,
    'github.com/docker-library/repo-info: repos/nginx/local/1.30.4-alpine-slim.md',
    '2026-09-02',
    'nginx gettext-envsubst tzdata pcre2 zlib libssl3 libcrypto3',
  ),
};

const distrolessSource = 'github.com/GoogleContainerTools/distroless: base, cc and java/config.bzl';
const day = '2026-11-27';
/** Of Debian 12 and 13 alike: the names that either has. */
const base = 'base-files netbase tzdata tzdata-legacy media-types ca-certificates libc6 libssl3 libzstd1 zlib1g';
const cc = `${base} libgomp1 libstdc++6 libgcc-s1 gcc-12-base gcc-14-base`;

const distroless: Readonly<Record<string, VariantPackages>> = {
  python: list(
    'github.com/GoogleContainerTools/distroless: base, cc and python3/config.bzl',
    '2026-11-28',
    `${cc} libbz2-1.0 libdb5.3 libexpat1 liblzma5 libsqlite3-0 libuuid1 libncursesw6 libtinfo6 python3-distutils libcom-err2 libcrypt1 libgssapi-krb5-2 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 libnsl2 libreadline8 libtirpc3 libffi8 libpython3.11-minimal libpython3.11-stdlib python3.11-minimal libpython3.13-minimal libpython3.13-stdlib python3.13-minimal python3.13-venv`,
  ),
  node: list(distrolessSource, day, cc),
  'eclipse-temurin': list(
    distrolessSource,
    day,
    `${cc} libjpeg62-turbo liblcms2-2 libfreetype6 fonts-dejavu-core fontconfig-config libexpat1 libfontconfig1 libuuid1 libbrotli1 libcrypt1 libpng16-16 libbz2-1.0 libharfbuzz0b libgraphite2-3 libpcre2-8-0 libglib2.0-0`,
  ),
};

/** Debian 13 gave libraries with another time type other names: `libssl3t64`. */
export const withoutTimeMark = (name: string): string => name.replace(/t64$/, '');

/** Null where it is not noted. `word`: what the variant’s tag says. */
export const smallerPackagesOf = (family: string, word: string): ReleasePackages | null =>
  smaller[`${family} ${word}`] ?? null;
export const distrolessPackagesOf = (family: string): VariantPackages | null => distroless[family] ?? null;

/** Whether a list holds for a system as /etc/os-release names it: `3.23.4` is of `3.23`. */
export const holdsFor = ({ system, releases }: ReleasePackages, id: string, version: string | null): boolean =>
  id === system && releases.some((release) => version === release || version?.startsWith(`${release}.`) === true);
