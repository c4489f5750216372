// What is known of official base images: the variants, users and version variables that their published Dockerfiles have
// had for years. Noted down on 2026-11-23 without looking each up again: a proposal made from it says what in the dropped
// image speaks for it, and names no size.

export interface BaseFamily {
  /** Names of the repository, as FROM writes them. */
  readonly names: readonly string[];
  /** The variable that holds the version, and how many parts of it make a tag. */
  readonly version: { readonly variable: string; readonly parts: number } | null;
  /** What is put behind the version for the variant without compilers; null where there is none. */
  readonly slim: string | null;
  /** A user without privileges that comes with the image, and its number. */
  readonly user: { readonly name: string; readonly id: number } | null;
  /** Programs run as root without harm to come as another user. */
  readonly runsAsUser: boolean;
}

const family = (names: readonly string[], given: Partial<Omit<BaseFamily, 'names'>> = {}): BaseFamily => ({
  version: null,
  slim: null,
  user: null,
  runsAsUser: true,
  ...given,
  names,
});

export const baseFamilies: readonly BaseFamily[] = [
  family(['node'], {
    version: { variable: 'NODE_VERSION', parts: 1 },
    slim: '-slim',
    user: { name: 'node', id: 1000 },
  }),
  family(['python'], { version: { variable: 'PYTHON_VERSION', parts: 2 }, slim: '-slim' }),
  family(['ruby'], { version: { variable: 'RUBY_VERSION', parts: 2 }, slim: '-slim' }),
  family(['rust'], { version: { variable: 'RUST_VERSION', parts: 2 }, slim: '-slim' }),
  family(['golang'], { version: { variable: 'GOLANG_VERSION', parts: 2 } }),
  family(['php'], { version: { variable: 'PHP_VERSION', parts: 2 }, runsAsUser: false }),
  family(['debian'], { slim: '-slim' }),
  family(['ubuntu', 'alpine', 'busybox', 'maven', 'gradle', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'scratch']),
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

export interface ImageReference {
  readonly name: string;
  readonly tag: string | null;
  readonly pinned: boolean;
}

/** Reads `docker.io/library/node:18`; null for variables. */
export function parseReference(reference: string): ImageReference | null {
  if (reference.includes('$') || reference === '') return null;
  const [bare = '', digest] = reference.split('@', 2);
  const slash = bare.lastIndexOf('/');
  const colon = bare.indexOf(':', slash + 1);
  const name = colon < 0 ? bare : bare.slice(0, colon);
  return { name, tag: colon < 0 ? null : bare.slice(colon + 1), pinned: digest !== undefined };
}

/** The slim variant of a tag: `20` → `20-slim`, `20-bookworm` → `20-bookworm-slim`, of python `3.12-slim-bookworm`. */
export function slimTag(reference: string): string | null {
  const slim = familyOf(reference)?.slim ?? null;
  const [, version, release] =
    /^(\d+(?:\.\d+)*)(?:-(bullseye|bookworm|trixie))?$/.exec(parseReference(reference)?.tag ?? '') ?? [];
  if (slim === null || version === undefined) return null;
  if (release === undefined) return `${version}${slim}`;
  return familyOf(reference)?.names.includes('node') ? `${version}-${release}${slim}` : `${version}${slim}-${release}`;
}

const officialName = (name: string): string => name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');

export function familyOf(reference: string): BaseFamily | null {
  const parsed = parseReference(reference);
  return parsed ? (baseFamilies.find(({ names }) => names.includes(officialName(parsed.name))) ?? null) : null;
}
