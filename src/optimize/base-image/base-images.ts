// What is known of the image that a FROM names. The facts are in base-image-facts.ts.
//
// - `familyOf(reference)`: its family, by its name alone.
// - `findBase(reference)`: family, variant, version and release; null where the tag says something that is not known.
// - `smallerBases(reference)`: what of the same family and version is smaller, and runs the same programs; whether the program
//   of an image fits there is another question (compatibility/).
// - `endsOfLife(reference)`, `pastEnds(reference, day)`: how long its version and its distribution are cared for.
import type { Bytes } from '../../bytes/units.ts';
import {
  baseFamilies,
  otherReleaseWords,
  releases,
  type BaseFamily,
  type BaseVariant,
  type Noted,
  type Release,
} from './base-image-facts.ts';

export { baseFamilies, debianReleases, nodeModuleVersions } from './base-image-facts.ts';
export type { BaseFamily, BaseVariant } from './base-image-facts.ts';

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
  return familyOf(reference)?.releaseFirst ? `${version}-${release}${slim}` : `${version}${slim}-${release}`;
}

const officialName = (name: string): string => name.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, '');

const byName: ReadonlyMap<string, BaseFamily> = new Map(
  baseFamilies.flatMap((family) => family.names.map((name) => [name, family])),
);

export function familyOf(reference: string): BaseFamily | null {
  const parsed = parseReference(reference);
  return parsed ? (byName.get(officialName(parsed.name)) ?? null) : null;
}

/** What a tag says. */
interface TagParts {
  /** Its first word that is a version: `3.12`, `stable`. */
  readonly version: string | null;
  /** Another version in it, as in `3.9-eclipse-temurin-21` and `8-jdk21`: that of Java. */
  readonly java: string | null;
  readonly release: Release | null;
  /** The word that names a release of Debian or Ubuntu: `bookworm`. */
  readonly releaseWord: string | null;
  /** How it writes Alpine with a version: `alpine3.20`, `alpine-3.20`; null where it does not. */
  readonly alpine: string | null;
  /** The rest of its words: `slim`, `jre-alpine`. */
  readonly rest: string;
}

/** The longest tag that registries take: https://github.com/opencontainers/distribution-spec, "Pulling manifests". */
const longestTag = 128;
const isVersion = (word: string): boolean => /^v?\d[\w.+]*$/.test(word);
const channels: ReadonlySet<string> = new Set(['stable', 'mainline', 'lts', 'current']);
const byWord: ReadonlyMap<string, Release> = new Map(releases.map((release) => [release.word, release]));
const otherReleases: ReadonlySet<string> = new Set(otherReleaseWords);

/** Of `jdk21` the two parts; of any other word itself. */
const javaWord = /^(jdk|jre)(\d+)$/;

function readTag(tag: string): TagParts {
  const versions: string[] = [];
  const rest: string[] = [];
  let releaseWord: string | null = null;
  let alpine: string | null = null;
  const words = tag.slice(0, longestTag).split('-');
  for (const [at, word] of words.entries()) {
    const [, kit, java] = javaWord.exec(word) ?? [];
    const isAlpine = /^alpine\d/.test(word);
    if (word === 'latest' || word === '') continue;
    if (kit !== undefined && java !== undefined) {
      rest.push(kit);
      versions.push(java);
    } else if (isAlpine) {
      alpine ??= word;
      rest.push('alpine');
    } else if (words[at - 1] === 'alpine' && isVersion(word)) alpine ??= `alpine-${word}`;
    else if (byWord.has(word) || otherReleases.has(word)) releaseWord ??= word;
    else if (isVersion(word) || channels.has(word)) versions.push(word);
    else rest.push(word);
  }
  return {
    version: versions[0] ?? null,
    java: versions[1] ?? null,
    release: byWord.get(releaseWord ?? alpine?.replace('-', '') ?? '') ?? null,
    releaseWord,
    alpine,
    rest: rest.join('-'),
  };
}

/** Names of distroless images say what tags of others do: `nodejs20-debian12`. */
function readName(name: string): { version: string | null; release: Release | null } {
  const [, version = null, debian = ''] = /(\d+)?-debian(\d+)$/.exec(name) ?? [];
  return { version, release: releaseOf('Debian', debian) };
}

/** `12.5` is of `12`, `3.1` not of `3.10`. */
const isOf = (version: string, cycle: string): boolean => version === cycle || version.startsWith(`${cycle}.`);

const releaseOf = (distribution: Release['distribution'], version: string): Release | null =>
  releases.find((release) => release.distribution === distribution && isOf(version, release.version)) ?? null;

/** Families whose versions are those of a distribution. */
const distributions: Readonly<Record<string, Release['distribution']>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  alpine: 'Alpine',
};

export interface KnownBase {
  /** The repository as it is written. */
  readonly name: string;
  readonly tag: string;
  readonly family: BaseFamily;
  readonly variant: BaseVariant;
  readonly version: string | null;
  readonly release: Release | null;
}

interface ReadBase extends Omit<KnownBase, 'variant'> {
  readonly parts: TagParts;
}

function readBase(reference: string): ReadBase | null {
  const parsed = parseReference(reference);
  const family = familyOf(reference);
  // Of a digest without a tag nobody can tell what it names.
  if (!parsed || !family || (parsed.pinned && parsed.tag === null)) return null;
  const parts = readTag(parsed.tag ?? '');
  const inName = readName(parsed.name);
  const distribution = distributions[family.names[0] ?? ''];
  const ofVersion = distribution && parts.version !== null ? releaseOf(distribution, parts.version) : null;
  return {
    name: parsed.name,
    tag: parsed.tag ?? '',
    family,
    version: parts.version ?? inName.version,
    release: parts.release ?? inName.release ?? ofVersion,
    parts,
  };
}

/** The facts for a reference such as `node:20-bookworm-slim`. */
export function findBase(reference: string): KnownBase | null {
  const read = readBase(reference);
  const variant = read?.family.variants.find(({ tags }) => tags.includes(read.parts.rest));
  if (!read || !variant) return null;
  const { name, tag, family, version, release } = read;
  return { name, tag, family, variant, version, release };
}

export interface SmallerBase {
  /** `node:20-alpine`. */
  readonly reference: string;
  readonly variant: BaseVariant;
  /** About how many bytes less are transferred and stored; null where a size is not known. An estimate. */
  readonly less: { readonly compressed: Bytes; readonly uncompressed: Bytes } | null;
}

function tagOf({ family, tag, parts, variant }: ReadBase & { variant: BaseVariant }, to: BaseVariant): string | null {
  const { version, releaseWord, alpine, rest } = parts;
  // Where one word more makes it, what else the tag says stays, as `eclipse-temurin-21` has a version of its own.
  if (rest !== '' && to.tags.includes(`${rest}-alpine`)) {
    const kept = tag.split('-').filter((word) => word !== releaseWord);
    return `${kept.join('-')}-alpine`;
  }
  const [written = ''] = to.tags;
  const keepsRelease = to.packages === variant.packages && to.libc === variant.libc;
  const release = keepsRelease ? releaseWord : null;
  if (version === null && release === null) return null;
  const kind = keepsRelease && alpine !== null ? written.replace('alpine', alpine) : written;
  const words = family.releaseFirst ? [version, release, kind] : [version, kind, release];
  return words.filter((word) => word !== null && word !== '').join('-');
}

function lessOf(from: BaseVariant, to: BaseVariant): SmallerBase['less'] {
  if (!from.sizes || !to.sizes) return null;
  return {
    compressed: from.sizes.compressed - to.sizes.compressed,
    uncompressed: from.sizes.uncompressed - to.sizes.uncompressed,
  };
}

const isSmaller = (from: BaseVariant, to: BaseVariant): boolean => (lessOf(from, to)?.uncompressed ?? 1) > 0;

/**
 * What was built for an older C library runs with a newer one, never the other way round. Where nothing says which one it is,
 * the newest is it.
 */
function distrolessOf({ family, version, release }: KnownBase): { reference: string; variant: BaseVariant }[] {
  const debian = release?.distribution === 'Debian' ? Number(release.version) : Infinity;
  const found = family.distroless.filter((other) => version !== null && isOf(version, other.version));
  const newEnough = found.filter((other) => other.debian >= debian);
  const chosen = debian === Infinity ? found.at(-1) : newEnough[0];
  const reference = chosen ? `${chosen.name}:nonroot` : null;
  const variant = reference === null ? null : findBase(reference)?.variant;
  return reference !== null && variant ? [{ reference, variant }] : [];
}

/**
 * Bases of the same family and version that are smaller, the nearest first, and behind them one without shell and packages. A tag
 * without a version has none, as nobody knows what it names tomorrow, nor has what is deprecated.
 */
export function smallerBases(reference: string): SmallerBase[] {
  const read = readBase(reference);
  const base = findBase(reference);
  if (!read || !base) return [];
  const { family, variant, name } = base;
  if (family.deprecated) return [];
  const behind = family.variants.slice(family.variants.indexOf(variant) + 1);
  const same = behind.flatMap((to) => {
    const tag = to.use === variant.use && isSmaller(variant, to) ? tagOf({ ...read, variant }, to) : null;
    return tag === null ? [] : [{ reference: `${name}:${tag}`, variant: to }];
  });
  const others = distrolessOf(base).filter((to) => isSmaller(variant, to.variant));
  return [...same, ...others].map((to) => ({ ...to, less: lessOf(variant, to.variant) }));
}

export interface EndOfLife extends Noted {
  /** `Node.js 18`, `Debian 10 (buster)`. */
  readonly what: string;
  readonly endOfLife: string;
  /** What is to be added; empty where there is nothing. */
  readonly note: string;
}

function endOfVersion({ family, parts, version }: ReadBase): EndOfLife[] {
  const { lifecycle } = family;
  // Of Maven and Gradle it is Java that is cared for or not; a tag that names no version of it says nothing.
  const isBuildTool = family.names.includes('maven') || family.names.includes('gradle');
  const asked = isBuildTool ? parts.java : version;
  const found = lifecycle?.ends.filter((end) => asked !== null && isOf(asked, end.version)) ?? [];
  const end = found.sort((one, other) => other.version.length - one.version.length)[0];
  if (!lifecycle || !end) return [];
  const { product, source, date } = lifecycle;
  return [{ what: `${product} ${end.version}`, endOfLife: end.endOfLife, note: '', source, date }];
}

function endOfRelease({ release }: ReadBase): EndOfLife[] {
  if (!release) return [];
  const { distribution, version, word, endOfLife, note, source, date } = release;
  const codename = distribution === 'Alpine' ? '' : ` (${word})`;
  return [{ what: `${distribution} ${version}${codename}`, endOfLife, note, source, date }];
}

/** The smallest image of a family, as its facts name it. */
export const smallestOf = (family: string): string | null =>
  baseFamilies.find(({ names }) => names.includes(family))?.variants.at(-1)?.sizes?.of ?? null;

/** How long what a reference names is cared for: its version, and the distribution below it where the tag names one. */
export function endsOfLife(reference: string): EndOfLife[] {
  const read = readBase(reference);
  return read ? [...endOfVersion(read), ...endOfRelease(read)] : [];
}

/** Those that are over on a day, written `2026-11-26`: that of a build or a report, which are made again and compared. */
export const pastEnds = (reference: string, day: string): EndOfLife[] =>
  endsOfLife(reference).filter(({ endOfLife }) => endOfLife < day);
