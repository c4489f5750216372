// What is known of base images, in one place: families, variants, what they hold, how large they are, how long they are cared
// for. Every entry says where it is from and on which day it was so. Sizes are those of one named image for amd64, so that
// they are about right for its neighbours and wrong for none by much; whoever shows one says that it is approximate, and of when.
// docs/base-images.md is made from this file.
import type { Bytes } from '../../bytes/units.ts';
import { lastDayOf } from '../../packages/end-of-life.ts';

/** Where a fact is from, and the day on which it was so: where nothing tells, the day of noting it down. */
export interface Noted {
  /** A place to look it up. */
  readonly source: string;
  /** `2026-09-09`. */
  readonly date: string;
}

export type Libc = 'glibc' | 'musl' | 'none';
export type BaseShell = 'bash' | 'busybox sh' | 'none';
export type PackageManager = 'apt' | 'apk' | 'dnf' | 'none';
export type VariantKind = 'full' | 'slim' | 'alpine' | 'jre' | 'chiseled' | 'distroless' | 'empty';

export interface BaseUser {
  readonly name: string;
  readonly id: number;
}

export interface BaseSizes {
  /** What is transferred. */
  readonly compressed: Bytes;
  /** What it takes on a disk. */
  readonly uncompressed: Bytes;
  /** The image that was looked at. */
  readonly of: string;
}

export interface BaseVariant extends Noted {
  readonly kind: VariantKind;
  /**
   * What a tag says of it, behind the version and without the name of a release: `slim`, `jre-alpine`; empty for nothing. The
   * first is the one to write; it alone may name a release, where no tag goes without.
   */
  readonly tags: readonly string[];
  readonly libc: Libc;
  readonly shell: BaseShell;
  /** Null where it depends on the version. */
  readonly packages: PackageManager | null;
  /** As whom a container runs that is told nothing else. */
  readonly user: BaseUser;
  /** What the family's first variant has and this one has not, for a sentence; empty of the first. */
  readonly lacks: string;
  /** Variants of another use do not stand in for it: php’s `fpm` for its `apache`. */
  readonly use: string;
  readonly sizes: BaseSizes | null;
}

export interface VersionEnd {
  /** `18`, `3.12`: a version is of it where it begins with these parts. */
  readonly version: string;
  /** The last day on which it was cared for. */
  readonly endOfLife: string;
}

export interface Lifecycle extends Noted {
  readonly product: string;
  readonly ends: readonly VersionEnd[];
}

/** A release of a distribution, which tags name. */
export interface Release extends VersionEnd, Noted {
  /** As a tag names it: `bookworm`. */
  readonly word: string;
  readonly distribution: 'Debian' | 'Ubuntu' | 'Alpine';
  /** What is to be added to the day; empty where there is nothing. */
  readonly note: string;
}

export interface DistrolessBase {
  readonly version: string;
  readonly debian: number;
  readonly name: string;
}

export interface BaseFamily {
  /** Names of the repository, as FROM writes them. */
  readonly names: readonly string[];
  /** What it is, in two or three words. */
  readonly title: string;
  /** The variable that holds the version, and how many parts of it make a tag. */
  readonly version: { readonly variable: string; readonly parts: number } | null;
  /** What is put behind the version for the variant without compilers; null where there is none. */
  readonly slim: string | null;
  /** A user without privileges that comes with the image, and its number. */
  readonly user: BaseUser | null;
  /** Programs run as root without harm to come as another user. */
  readonly runsAsUser: boolean;
  /** Largest first. */
  readonly variants: readonly BaseVariant[];
  /** `20-bookworm-slim` as node and debian write it, instead of `3.12-slim-bookworm`. */
  readonly releaseFirst: boolean;
  /** Null where nothing is known of its versions. */
  readonly lifecycle: Lifecycle | null;
  /** Images without shell and packages that run the same programs, by version and the Debian release that they are made of. */
  readonly distroless: readonly DistrolessBase[];
  /** Why it is not to be used any more, and what is instead; null where it may be. */
  readonly deprecated: ({ readonly why: string; readonly instead: string } & Noted) | null;
}

const today = '2026-11-26';
const repoInfo = 'github.com/docker-library/repo-info: repos';

/** Both sizes; the day is the one of what it takes on a disk. */
const seen = (repository: string, date: string, transferred = date): Noted => ({
  source: `${repoInfo}/${repository}${transferred === date ? '' : ` (what is transferred: of ${transferred})`}`,
  date,
});
const seenAt = (source: string, date: string): Noted => ({ source, date });
/** Images that repo-info has no page of any more: forks of it, maxmood96/repo-info among them, still do. */
const seenInForks = (repository: string, date: string, transferred = date): Noted => {
  const { source } = seen(repository, date, transferred);
  return { source: `a fork of ${source}: github.com/thomascherickal/docker-image-repo-info`, date };
};

type System = Pick<BaseVariant, 'libc' | 'shell' | 'packages'>;
const debian: System = { libc: 'glibc', shell: 'bash', packages: 'apt' };
const alpine: System = { libc: 'musl', shell: 'busybox sh', packages: 'apk' };
const redHat: System = { libc: 'glibc', shell: 'bash', packages: 'dnf' };
const bareGlibc: System = { libc: 'glibc', shell: 'none', packages: 'none' };
const bare: System = { libc: 'none', shell: 'none', packages: 'none' };

const root: BaseUser = { name: 'root', id: 0 };
const megabyte = 1_000_000;

const sized = (of: string, compressed: number, uncompressed: number): BaseSizes => ({
  of,
  compressed: Math.round(compressed * megabyte),
  uncompressed: Math.round(uncompressed * megabyte),
});

function variant(
  kind: VariantKind,
  tags: readonly string[],
  system: System,
  sizes: BaseSizes | null,
  noted: Noted,
  given: Partial<Pick<BaseVariant, 'user' | 'lacks' | 'use'>> = {},
): BaseVariant {
  return { user: root, lacks: '', use: '', ...given, kind, tags, ...system, sizes, ...noted };
}

const noTools = 'compilers, headers and version control';
const noGlibc = 'glibc, bash and apt';
const noJdk = 'the compiler and tools of the JDK';

const family = (
  names: readonly string[],
  title: string,
  variants: readonly BaseVariant[],
  given: Partial<Omit<BaseFamily, 'names' | 'title' | 'variants'>> = {},
): BaseFamily => ({
  version: null,
  slim: null,
  user: null,
  runsAsUser: true,
  releaseFirst: false,
  lifecycle: null,
  distroless: [],
  deprecated: null,
  ...given,
  names,
  title,
  variants,
});

const ends = (product: string, noted: Noted, days: Readonly<Record<string, string>>): Lifecycle => ({
  product,
  ends: Object.entries(days).map(([version, endOfLife]) => ({ version, endOfLife })),
  ...noted,
});

const nodeEnds = ends(
  'Node.js',
  seenAt('github.com/endoflife-date/endoflife.date: products/nodejs.md; from 22 on copies of nodejs/Release: schedule.json', '2026-09-18'),
  {
    '10': '2021-04-30', '12': '2022-04-30', '14': '2023-04-30', '16': '2023-09-11', '17': '2022-06-01', '18': '2025-04-30',
    '19': '2023-06-01', '20': '2026-04-30', '21': '2024-06-01', '22': '2027-04-30', '24': '2028-04-30', '25': '2026-06-01',
    '26': '2029-04-30',
  },
); // prettier-ignore

/** A product’s page of endoflife.date, as a copy of its repository has it. */
const productPage = (name: string): string => `github.com/endoflife-date/endoflife.date: products/${name}.md`;

const pythonEnds = ends(
  'Python',
  seenAt(`${productPage('python')}; 3.13 and 3.14 endoflife.date/api on 2026-09-10`, '2025-02-04'),
  {
    '2.7': '2020-01-01', '3.6': '2021-12-23', '3.7': '2023-06-27', '3.8': '2024-10-07', '3.9': '2025-10-31',
    '3.10': '2026-10-31', '3.11': '2027-10-31', '3.12': '2028-10-31', '3.13': '2029-10-31', '3.14': '2030-10-31',
  },
); // prettier-ignore

const goEnds = ends(
  'Go',
  // A version ends on the day of the second next one: 1.26.0 is of 2026-02-10, 1.27.0 of 2026-08-19.
  seenAt(`${productPage('go')}; from 1.23 on the second next version’s day in pkg.go.dev/std?tab=versions`, '2025-02-11'),
  {
    '1.18': '2023-02-01', '1.19': '2023-09-06', '1.20': '2024-02-06', '1.21': '2024-08-13', '1.22': '2025-02-11',
    '1.23': '2025-08-12', '1.24': '2026-02-10', '1.25': '2026-08-19',
  },
); // prettier-ignore

const rubyEnds = ends('Ruby', seenAt(productPage('ruby'), '2026-01-14'), {
  '2.7': '2023-03-31', '3.0': '2024-04-23', '3.1': '2025-03-31', '3.2': '2026-03-31', '3.3': '2027-03-31', '3.4': '2028-03-31',
  '4.0': '2029-03-31',
}); // prettier-ignore

const phpEnds = ends('PHP', seenAt(productPage('php'), '2026-02-12'), {
  '7.4': '2022-11-28', '8.0': '2023-11-26', '8.1': '2025-12-31', '8.2': '2026-12-31', '8.3': '2027-12-31', '8.4': '2028-12-31',
  '8.5': '2029-12-31',
}); // prettier-ignore

const javaEnds = ends('Java', seenAt(`${productPage('eclipse-temurin')}: “at least until”; 8, 24 and 25 copies of adoptium.net/support of 2026-07-17`, '2025-01-23'), {
  '8': '2030-12-31', '11': '2027-10-31', '17': '2027-10-31', '18': '2022-09-30', '19': '2023-03-31', '20': '2023-09-19',
  '21': '2029-12-31', '22': '2024-09-17', '23': '2025-03-18', '24': '2025-09-16', '25': '2031-09-30',
}); // prettier-ignore

const dotnetEnds = ends('.NET', seenAt(`${productPage('dotnet')}; from 9.0 on, of which the time was made longer, github.com/dotnet/core: release-notes/releases-index.json of 2026-02-10`, '2025-02-11'), {
  '3.1': '2022-12-13', '5.0': '2022-05-10', '6.0': '2024-11-12', '7.0': '2024-05-14', '8.0': '2026-11-10', '9.0': '2026-11-10',
  '10.0': '2028-11-14',
}); // prettier-ignore

const postgresEnds = ends('PostgreSQL', seenAt(`${productPage('postgresql')}; 18 copies of www.postgresql.org/support/versioning of 2026-09-25`, '2025-02-17'), {
  '11': '2023-11-09', '12': '2024-11-21', '13': '2025-11-13', '14': '2026-11-12', '15': '2027-11-11', '16': '2028-11-09',
  '17': '2029-11-08', '18': '2030-11-14',
}); // prettier-ignore

const distroInfo = seenAt('salsa.debian.org/debian/distro-info-data: debian.csv and ubuntu.csv', '2026-11-27');
const alpineData = seenAt('github.com/endoflife-date/endoflife.date: products/alpine-linux.md', '2026-01-27');
/** Its change “add EOL date for Alpine 3.24 and fix 3.21/3.22 dates (#11308)”. */
const newestAlpine = seenAt('github.com/aquasecurity/trivy: pkg/detector/ospkg/alpine/alpine.go', '2026-09-29');

/** The day is the one that an image of the release is shown with (packages/end-of-life.ts). */
function release(
  word: string,
  distribution: Release['distribution'],
  version: string,
  told: Noted & { note: string },
): Release {
  const endOfLife = lastDayOf(distribution.toLowerCase(), version);
  if (endOfLife === null) throw new Error(`The end of ${distribution} ${version} is not known`);
  return { word, distribution, version, endOfLife, ...told };
}

/** The day is the last one of LTS: until then Debian’s images get corrections. */
const debianRelease = (word: string, version: string, regular: string): Release =>
  release(word, 'Debian', version, {
    note: `from ${regular} on by Debian’s LTS team, for a part of its packages`,
    ...distroInfo,
  });

const ubuntuRelease = (word: string, version: string): Release =>
  release(word, 'Ubuntu', version, { note: 'longer with Ubuntu Pro', ...distroInfo });

const alpineRelease = (version: string, noted = alpineData): Release =>
  release(`alpine${version}`, 'Alpine', version, { note: '', ...noted });

export const releases: readonly Release[] = [
  debianRelease('stretch', '9', '2020-07-18'),
  debianRelease('buster', '10', '2022-09-10'),
  debianRelease('bullseye', '11', '2024-08-14'),
  debianRelease('bookworm', '12', '2026-07-11'),
  debianRelease('trixie', '13', '2028-08-09'),
  ubuntuRelease('bionic', '18.04'),
  ubuntuRelease('focal', '20.04'),
  ubuntuRelease('jammy', '22.04'),
  ubuntuRelease('noble', '24.04'),
  ubuntuRelease('resolute', '26.04'),
  ...['3.14', '3.15', '3.16', '3.17', '3.18', '3.19', '3.20', '3.21', '3.22', '3.23'].map((version) =>
    alpineRelease(version),
  ),
  alpineRelease('3.24', newestAlpine),
];

/** Releases of which nothing but the name is known here. */
export const otherReleaseWords: readonly string[] = ['jessie', 'wheezy', 'sid', 'forky', 'xenial'];

const nonroot: BaseUser = { name: 'nonroot', id: 65532 };
const distrolessReadme = 'github.com/GoogleContainerTools/distroless: README.md';
const measuredDay = '2026-11-28';
/** What the packages of Debian 12 that the named file lists take unpacked, and packed again with gzip -9; `more` is what comes with them. */
const measured = (file: string, more = ''): Noted => ({
  source: `${distrolessReadme}; sizes measured: ${file}, Debian 12${more}`,
  date: measuredDay,
});

/**
 * Those of Debian 12 were to get corrections until September 2026 (github.com/dexidp/dex/pull/4453, by a maintainer of distroless), so
 * that those of 13 are taken.
 */
const distrolessBase = (name: string, version: string): DistrolessBase => ({
  version,
  debian: 13,
  name: `gcr.io/distroless/${name}-debian13`,
});

function distroless(
  names: readonly string[],
  title: string,
  system: System,
  sizes: BaseSizes,
  noted: Noted,
): BaseFamily {
  const read = seenAt(distrolessReadme, measuredDay);
  return family(
    names,
    title,
    [
      variant('distroless', ['debug'], { ...system, shell: 'busybox sh' }, null, read, { use: 'debugging' }),
      variant('distroless', ['debug-nonroot'], { ...system, shell: 'busybox sh' }, null, read, {
        use: 'debugging',
        user: nonroot,
        lacks: 'root as its user',
      }),
      variant('distroless', [''], system, sizes, noted),
      variant('distroless', ['nonroot'], system, sizes, noted, {
        user: nonroot,
        lacks: 'root as its user',
      }),
    ],
    { user: nonroot, runsAsUser: false },
  );
}

/**
 * `locked_config.json` lists the packages of the image that is free to pull, and of its `-dev` (`devConfigs`); its newest package has the
 * date. One with BusyBox has a shell, but no apk.
 */
function chainguard(
  name: string,
  title: string,
  date: string,
  given: { system?: System; shell?: BaseShell; user?: BaseUser; runsAs?: BaseUser; dev?: boolean } = {},
): BaseFamily {
  const { system = bareGlibc, shell = 'none', user = nonroot, runsAs = user, dev = true } = given;
  const noted = seenAt(`github.com/chainguard-images/images: images/${name}/locked_config.json; no sizes there`, date);
  const withoutShell = shell === 'none' ? 'a shell and apk' : 'bash and apk';
  return family(
    [`cgr.dev/chainguard/${name}`],
    title,
    [
      ...(dev
        ? [variant('full', ['dev'], { ...system, shell: 'bash', packages: 'apk' }, null, noted, { user: runsAs })]
        : []),
      variant('distroless', [''], { ...system, shell }, null, noted, { user: runsAs, lacks: dev ? withoutShell : '' }),
    ],
    { user, runsAsUser: false },
  );
}

/** The day is the one on which .NET 8.0 came out, of which it speaks. */
const dotnetReport = seenAt(
  'github.com/dotnet/dotnet-docker: documentation/sample-image-size-report.md (with a small program in it)',
  '2023-11-14',
);
/** Docker lists 1.29 GB of disk, of which 318 MB are what was transferred. */
const dotnetCourse = seenAt('kurse.richter.consulting/docs/container/multi_stage: docker image ls', '2026-11-28');
/** No size of those on Alpine was to be seen, transferred and on disk. */
const dotnetVariants = seenAt('github.com/dotnet/dotnet-docker: documentation/image-variants.md', '2026-11-28');
const dotnetUser: BaseUser = { name: 'app', id: 1654 };
const nginxUser: BaseUser = { name: 'nginx', id: 101 };
/** Its README says that it is a port of nginx; its own sizes were not to be seen. */
const likeNginx = (date: string): Noted =>
  seenAt(`github.com/nginx/docker-nginx-unprivileged: README.md; sizes are those of nginx, ${repoInfo}/nginx`, date);

export const baseFamilies: readonly BaseFamily[] = [
  family(
    ['node'],
    'Node.js',
    [
      variant('full', [''], debian, sized('node:24-bookworm', 409.7, 1130), seen('node', '2026-07-14')),
      variant('slim', ['slim'], debian, sized('node:24-bookworm-slim', 80.3, 229.9), seen('node', '2026-09-09'), {
        lacks: noTools,
      }),
      variant('alpine', ['alpine'], alpine, sized('node:24-alpine', 58, 166.9), seen('node', '2026-08-03'), {
        lacks: `${noTools}, ${noGlibc}`,
      }),
    ],
    {
      version: { variable: 'NODE_VERSION', parts: 1 },
      slim: '-slim',
      user: { name: 'node', id: 1000 },
      releaseFirst: true,
      lifecycle: nodeEnds,
      distroless: ['20', '22', '24', '26'].map((version) => distrolessBase(`nodejs${version}`, version)),
    },
  ),
  family(
    ['python'],
    'Python',
    [
      variant(
        'full',
        [''],
        debian,
        sized('python:3.13-bookworm', 382.7, 1020),
        seen('python', '2026-07-14', '2026-09-19'),
      ),
      variant('slim', ['slim'], debian, sized('python:3.13-slim-bookworm', 44.3, 121), seen('python', '2026-08-25'), {
        lacks: noTools,
      }),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        sized('python:3.13-alpine', 16.9, 45.6),
        seen('python', '2026-08-10', '2026-09-17'),
        {
          lacks: `${noTools}, ${noGlibc}`,
        },
      ),
    ],
    {
      version: { variable: 'PYTHON_VERSION', parts: 2 },
      slim: '-slim',
      lifecycle: pythonEnds,
      distroless: [distrolessBase('python3', '3.13')],
    },
  ),
  family(
    ['golang'],
    'Go, to build with',
    [
      variant(
        'full',
        [''],
        debian,
        sized('golang:1.26-bookworm', 296.8, 833.5),
        seen('golang', '2026-08-19', '2026-07-14'),
      ),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        sized('golang:1.26-alpine', 71.4, 241.4),
        seen('golang', '2026-08-19', '2026-09-01'),
        {
          lacks: `a C compiler, git, ${noGlibc}`,
        },
      ),
    ],
    { version: { variable: 'GOLANG_VERSION', parts: 2 }, lifecycle: goEnds },
  ),
  family(
    ['rust'],
    'Rust, to build with',
    [
      variant('full', [''], debian, sized('rust:1-bookworm', 566.5, 1560), seen('rust', '2026-09-19', '2026-08-05')),
      variant(
        'slim',
        ['slim'],
        debian,
        sized('rust:1-slim-bookworm', 312.9, 910.4),
        seen('rust', '2026-07-16', '2026-09-19'),
        {
          lacks: 'headers of libraries and version control',
        },
      ),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        null,
        // Larger than the slim one on a disk, so that no size stands here to choose it by.
        {
          source: `${repoInfo}/rust: 998 MB on a disk (rust:1-alpine3.22); what is transferred was not looked up`,
          date: '2026-09-17',
        },
        {
          lacks: `headers of libraries, version control, ${noGlibc}`,
        },
      ),
    ],
    { version: { variable: 'RUST_VERSION', parts: 2 }, slim: '-slim' },
  ),
  family(
    ['ruby'],
    'Ruby',
    [
      variant('full', [''], debian, sized('ruby:3.3-bookworm', 386.5, 996.3), seen('ruby', '2026-09-17', '2026-08-25')),
      variant('slim', ['slim'], debian, sized('ruby:3.3-slim-bookworm', 69.9, 149.7), seen('ruby', '2026-09-17'), {
        lacks: noTools,
      }),
      variant('alpine', ['alpine'], alpine, sized('ruby:3.3-alpine', 41.9, 69.7), seen('ruby', '2026-09-17'), {
        lacks: `${noTools}, ${noGlibc}`,
      }),
    ],
    { version: { variable: 'RUBY_VERSION', parts: 2 }, slim: '-slim', lifecycle: rubyEnds },
  ),
  family(
    ['php'],
    'PHP',
    [
      variant(
        'full',
        ['cli', ''],
        debian,
        sized('php:8.3-cli-bookworm', 181.5, 535.5),
        seen('php', '2026-08-25', '2026-07-14'),
        {
          use: 'cli',
        },
      ),
      variant(
        'full',
        ['apache'],
        debian,
        sized('php:8.3-apache-bookworm', 177.1, 505.8),
        seen('php', '2026-09-19', '2026-07-14'),
        { use: 'apache' },
      ),
      variant(
        'full',
        ['fpm'],
        debian,
        sized('php:8.3-fpm-bookworm', 173.2, 497.6),
        seen('php', '2026-09-19', '2026-07-14'),
        { use: 'fpm' },
      ),
      variant(
        'alpine',
        ['cli-alpine', 'alpine'],
        alpine,
        sized('php:8.3-cli-alpine', 37.6, 107),
        seen('php', '2026-07-02', '2026-09-17'),
        {
          use: 'cli',
          lacks: `compilers and headers, ${noGlibc}`,
        },
      ),
      variant(
        'alpine',
        ['fpm-alpine'],
        alpine,
        sized('php:8.3-fpm-alpine', 33.5, 86.1),
        seen('php', '2026-07-30', '2026-09-17'),
        {
          use: 'fpm',
          lacks: `compilers and headers, ${noGlibc}`,
        },
      ),
    ],
    { version: { variable: 'PHP_VERSION', parts: 2 }, runsAsUser: false, lifecycle: phpEnds },
  ),
  family(
    ['maven'],
    'Maven with a JDK, to build with',
    [
      variant(
        'full',
        ['eclipse-temurin', ''],
        debian,
        sized('maven:3.9-eclipse-temurin-21', 242.7, 539),
        seen('maven', '2026-07-02', '2026-08-21'),
      ),
      variant(
        'alpine',
        ['eclipse-temurin-alpine'],
        alpine,
        sized('maven:3.9-eclipse-temurin-21-alpine', 196.3, 382.5),
        seen('maven', '2026-08-04', '2026-09-17'),
        // bash is added to it, git is not.
        { lacks: 'git, glibc and apt' },
      ),
    ],
    { lifecycle: javaEnds },
  ),
  family(
    ['gradle'],
    'Gradle with a JDK, to build with',
    [
      variant(
        'full',
        ['jdk', ''],
        debian,
        sized('gradle:8-jdk21', 412.6, 795.1),
        seen('gradle', '2026-08-21', '2026-08-18'),
      ),
      variant(
        'alpine',
        ['jdk-alpine', 'alpine'],
        alpine,
        sized('gradle:9-jdk21-alpine', 379.2, 651.9),
        seen('gradle', '2026-09-17', '2026-08-21'),
        {
          lacks: noGlibc,
        },
      ),
    ],
    { user: { name: 'gradle', id: 1000 }, lifecycle: javaEnds },
  ),
  family(
    ['eclipse-temurin'],
    'Java (Temurin)',
    [
      variant(
        'full',
        ['jdk', ''],
        debian,
        sized('eclipse-temurin:21-jdk', 230.1, 474.8),
        seen('eclipse-temurin', '2026-07-02', '2026-09-09'),
      ),
      variant(
        'alpine',
        ['jdk-alpine', 'alpine'],
        alpine,
        sized('eclipse-temurin:17-jdk-alpine', 170.3, 335.4),
        seen('eclipse-temurin', '2026-08-21', '2026-09-25'),
        { lacks: noGlibc },
      ),
      variant(
        'jre',
        ['jre'],
        debian,
        sized('eclipse-temurin:21-jre', 121.1, 318.1),
        seen('eclipse-temurin', '2026-07-16', '2026-09-09'),
        { lacks: noJdk },
      ),
      variant(
        'jre',
        ['jre-alpine'],
        alpine,
        sized('eclipse-temurin:17-jre-alpine', 68, 183.9),
        seen('eclipse-temurin', '2026-09-17', '2026-09-25'),
        { lacks: `${noJdk}, ${noGlibc}` },
      ),
    ],
    {
      lifecycle: javaEnds,
      distroless: ['17', '21', '25'].map((version) => distrolessBase(`java${version}`, version)),
    },
  ),
  family(
    ['openjdk'],
    'Java (OpenJDK)',
    [
      variant(
        'full',
        ['jdk', ''],
        { ...debian, packages: null },
        sized('openjdk:17-jdk', 243.2, 471.4),
        seenInForks('openjdk', '2022-04-27'),
      ),
      variant(
        'slim',
        ['jdk-slim', 'slim'],
        debian,
        sized('openjdk:18-slim-buster', 219.5, 402.9),
        seen('openjdk', '2023-01-11'),
        {
          lacks: 'version control and curl',
        },
      ),
      variant(
        'alpine',
        ['jdk-alpine', 'alpine'],
        alpine,
        sized('openjdk:17-jdk-alpine', 190.5, 325.6),
        seenInForks('openjdk', '2021-04-14', '2021-04-01'),
        { lacks: noGlibc },
      ),
      variant(
        'jre',
        ['jre'],
        debian,
        sized('openjdk:11-jre-bullseye', 123.5, 306.9),
        seenInForks('openjdk', '2022-03-19', '2022-03-01'),
        { lacks: noJdk },
      ),
      variant(
        'jre',
        ['jre-slim'],
        debian,
        sized('openjdk:11-jre-slim-bullseye', 80.1, 227.9),
        seenInForks('openjdk', '2022-03-17'),
        { lacks: noJdk },
      ),
    ],
    {
      lifecycle: javaEnds,
      deprecated: {
        why: 'The image is deprecated: since July 2022 its finished releases get no corrections.',
        instead: 'eclipse-temurin or amazoncorretto',
        ...seenAt('github.com/docker-library/docs: openjdk/deprecated.md', '2022-07-31'),
      },
    },
  ),
  family(
    ['amazoncorretto'],
    'Java (Corretto)',
    [
      variant(
        'full',
        ['', 'jdk'],
        redHat,
        sized('amazoncorretto:21', 225, 486.8),
        seen('amazoncorretto', '2026-09-17', '2026-07-23'),
      ),
      variant(
        'alpine',
        ['alpine', 'alpine-jdk'],
        alpine,
        sized('amazoncorretto:21-alpine', 166, 325),
        seen('amazoncorretto', '2026-09-17', '2026-07-23'),
        {
          lacks: 'glibc, bash and dnf',
        },
      ),
    ],
    { lifecycle: javaEnds },
  ),
  family(
    ['nginx'],
    'Web server',
    [
      variant('full', [''], debian, sized('nginx:1.30', 66.1, 161.3), seen('nginx', '2026-08-05', '2026-09-02')),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        sized('nginx:1.30-alpine', 28.5, 62.3),
        seen('nginx', '2026-07-15', '2026-09-02'),
        {
          lacks: noGlibc,
        },
      ),
      variant(
        'alpine',
        ['alpine-slim'],
        alpine,
        sized('nginx:1.30-alpine-slim', 8.2, 18.8),
        seen('nginx', '2026-09-02'),
        {
          lacks: `most modules, curl, ${noGlibc}`,
        },
      ),
    ],
    { version: { variable: 'NGINX_VERSION', parts: 2 }, user: nginxUser, runsAsUser: false },
  ),
  family(
    ['nginxinc/nginx-unprivileged'],
    'Web server that runs as a user, on port 8080',
    [
      variant('full', [''], debian, sized('nginxinc/nginx-unprivileged:1.30', 66.1, 161.3), likeNginx('2026-08-05'), {
        user: nginxUser,
      }),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        sized('nginxinc/nginx-unprivileged:1.30-alpine', 28.5, 62.3),
        likeNginx('2026-07-15'),
        { user: nginxUser, lacks: noGlibc },
      ),
      variant(
        'alpine',
        ['alpine-slim'],
        alpine,
        sized('nginxinc/nginx-unprivileged:1.30-alpine-slim', 8.2, 18.8),
        likeNginx('2026-09-02'),
        { user: nginxUser, lacks: `most modules, curl, ${noGlibc}` },
      ),
    ],
    { user: nginxUser, runsAsUser: false },
  ),
  family(
    ['httpd'],
    'Web server (Apache)',
    [
      variant('full', [''], debian, sized('httpd:2.4', 45.3, 116.8), seen('httpd', '2026-07-14', '2026-09-19')),
      variant(
        'alpine',
        ['alpine'],
        alpine,
        sized('httpd:2.4-alpine', 20.7, 66.9),
        seen('httpd', '2026-09-17', '2026-06-16'),
        {
          lacks: noGlibc,
        },
      ),
    ],
    { version: { variable: 'HTTPD_VERSION', parts: 2 }, user: { name: 'www-data', id: 33 }, runsAsUser: false },
  ),
  family(
    ['caddy'],
    'Web server (Caddy)',
    [
      variant(
        'alpine',
        ['alpine', ''],
        alpine,
        sized('caddy:2-alpine', 23.9, 62.9),
        seen('caddy', '2026-09-17', '2026-06-22'),
      ),
    ],
    { runsAsUser: false },
  ),
  family(
    ['debian'],
    'Debian',
    [
      variant('full', [''], debian, sized('debian:bookworm', 48.5, 116.6), seen('debian', '2026-07-13', '2026-08-04')),
      variant('slim', ['slim'], debian, sized('debian:bookworm-slim', 28.2, 74.8), seen('debian', '2026-09-18'), {
        lacks: 'manual pages and other documentation',
      }),
    ],
    { slim: '-slim', releaseFirst: true },
  ),
  family(['ubuntu'], 'Ubuntu', [
    variant('full', [''], debian, sized('ubuntu:24.04', 29.8, 78.2), seen('ubuntu', '2026-08-17', '2026-09-11')),
  ]),
  family(['alpine'], 'Alpine', [
    variant('alpine', [''], alpine, sized('alpine:3.22', 3.8, 8.3), seen('alpine', '2026-09-17')),
  ]),
  family(['busybox'], 'BusyBox', [
    variant(
      'slim',
      ['', 'glibc'],
      { libc: 'glibc', shell: 'busybox sh', packages: 'none' },
      sized('busybox:1.38', 2.2, 4.5),
      seen('busybox', '2026-05-13'),
    ),
    variant(
      'slim',
      ['musl'],
      { libc: 'musl', shell: 'busybox sh', packages: 'none' },
      sized('busybox:1.38-musl', 0.9, 1.5),
      seen('busybox', '2026-05-13'),
      { lacks: 'glibc' },
    ),
  ]),
  family(['scratch'], 'Nothing at all', [
    variant(
      'empty',
      [''],
      bare,
      { of: 'scratch', compressed: 0, uncompressed: 0 },
      {
        source: 'docs.docker.com/build/building/base-images: “scratch” holds nothing',
        date: today,
      },
    ),
  ]),
  distroless(
    ['gcr.io/distroless/static-debian12', 'gcr.io/distroless/static-debian13', 'gcr.io/distroless/static'],
    'Certificates, time zones, /etc/passwd and /tmp',
    bare,
    sized('gcr.io/distroless/static-debian12', 0.7, 2),
    measured('base/base.bzl'),
  ),
  distroless(
    ['gcr.io/distroless/base-nossl-debian12', 'gcr.io/distroless/base-nossl-debian13', 'gcr.io/distroless/base-nossl'],
    'static, and glibc',
    bareGlibc,
    sized('gcr.io/distroless/base-nossl-debian12', 5.6, 14.8),
    measured('base/config.bzl'),
  ),
  distroless(
    ['gcr.io/distroless/base-debian12', 'gcr.io/distroless/base-debian13', 'gcr.io/distroless/base'],
    'static, glibc and libssl',
    bareGlibc,
    sized('gcr.io/distroless/base-debian12', 8.1, 20.8),
    measured('base/config.bzl'),
  ),
  distroless(
    ['gcr.io/distroless/cc-debian12', 'gcr.io/distroless/cc-debian13', 'gcr.io/distroless/cc'],
    'base, libgcc and libstdc++',
    bareGlibc,
    sized('gcr.io/distroless/cc-debian12', 9.1, 23.6),
    measured('cc/config.bzl'),
  ),
  distroless(
    [
      ...['17', '21', '25'].map((version) => `gcr.io/distroless/java${version}-debian13`),
      ...['17', '21'].map((version) => `gcr.io/distroless/java${version}-debian12`),
    ],
    'Java, to run',
    bareGlibc,
    sized('gcr.io/distroless/java17-debian12', 82.4, 226),
    measured('java/config.bzl', ' and openjdk-17-jre-headless'),
  ),
  distroless(
    [
      ...['20', '22', '24', '26'].map((version) => `gcr.io/distroless/nodejs${version}-debian13`),
      ...['18', '20', '22', '24'].map((version) => `gcr.io/distroless/nodejs${version}-debian12`),
    ],
    'Node.js, to run',
    bareGlibc,
    sized('gcr.io/distroless/nodejs22-debian12', 52.8, 148.6),
    measured('cc/config.bzl', ' and bin/node of Node.js 22.23.3'),
  ),
  distroless(
    ['gcr.io/distroless/python3-debian12', 'gcr.io/distroless/python3-debian13', 'gcr.io/distroless/python3'],
    'Python, to run',
    bareGlibc,
    sized('gcr.io/distroless/python3-debian12', 19.6, 52.9),
    measured('python3/config.bzl'),
  ),
  chainguard('static', 'Certificates, time zones, /etc/passwd', '2026-09-09', { system: bare, dev: false }),
  chainguard('glibc-dynamic', 'static, and glibc', '2026-09-05'),
  chainguard('node', 'Node.js', '2026-05-30', { shell: 'busybox sh', user: { name: 'node', id: 65532 } }),
  chainguard('python', 'Python', '2026-06-20'),
  chainguard('go', 'Go, to build with', '2026-09-26', { shell: 'busybox sh', runsAs: root }),
  chainguard('jre', 'Java, to run', '2026-07-04', { user: { name: 'java', id: 65532 } }),
  chainguard('jdk', 'Java, to build with', '2026-08-22', { shell: 'busybox sh', user: { name: 'java', id: 65532 } }),
  chainguard('nginx', 'Web server', '2026-09-05', { user: { name: 'nginx', id: 65532 } }),
  family(
    ['mcr.microsoft.com/dotnet/sdk'],
    '.NET, to build with',
    [
      variant('full', ['', 'slim'], debian, sized('mcr.microsoft.com/dotnet/sdk:10.0', 318, 972), dotnetCourse),
      variant('alpine', ['alpine'], alpine, null, dotnetVariants, { lacks: noGlibc }),
    ],
    { lifecycle: dotnetEnds, user: dotnetUser, runsAsUser: false },
  ),
  family(
    ['mcr.microsoft.com/dotnet/aspnet'],
    'ASP.NET Core, to run',
    [
      variant(
        'full',
        ['', 'slim'],
        debian,
        sized('mcr.microsoft.com/dotnet/aspnet:8.0-jammy', 90.9, 217),
        dotnetReport,
      ),
      variant(
        'chiseled',
        ['noble-chiseled', 'chiseled'],
        bareGlibc,
        sized('mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled', 49.3, 111),
        dotnetReport,
        { user: dotnetUser, lacks: 'a shell, apt, and root as its user' },
      ),
      variant('alpine', ['alpine'], alpine, null, dotnetVariants, { lacks: noGlibc }),
    ],
    { lifecycle: dotnetEnds, user: dotnetUser, runsAsUser: false },
  ),
  family(
    ['postgres'],
    'PostgreSQL',
    [
      variant(
        'full',
        [''],
        debian,
        sized('postgres:17-bookworm', 156.2, 437.7),
        seen('postgres', '2026-07-07', '2026-09-19'),
      ),
      variant('alpine', ['alpine'], alpine, sized('postgres:17-alpine', 117.2, 297.2), seen('postgres', '2026-09-17'), {
        lacks: 'glibc and apt',
      }),
    ],
    { lifecycle: postgresEnds, user: { name: 'postgres', id: 999 }, runsAsUser: false },
  ),
  family(
    ['redis'],
    'Redis',
    [
      variant('full', [''], debian, sized('redis:7-bookworm', 43.6, 112.9), seen('redis', '2026-08-18', '2026-09-19')),
      variant('alpine', ['alpine'], alpine, sized('redis:7-alpine', 16.3, 39.1), seen('redis', '2026-08-18'), {
        lacks: noGlibc,
      }),
    ],
    { user: { name: 'redis', id: 999 }, runsAsUser: false },
  ),
];

/** Node's libnode.so carries the number of its module interface: https://nodejs.org/en/about/previous-releases. */
export const nodeModuleVersions: Readonly<Record<string, string>> = {
  '72': '12', '83': '14', '93': '16', '108': '18', '115': '20', '127': '22', '137': '24',
}; // prettier-ignore

/** The C++ library of each Debian release: https://packages.debian.org/libstdc++6. */
export const debianReleases: Readonly<Record<string, string>> = {
  'libstdc++.so.6.0.28': 'bullseye',
  'libstdc++.so.6.0.30': 'bookworm',
  'libstdc++.so.6.0.33': 'trixie',
};
