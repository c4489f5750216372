import { knownGroupOf } from './known-groups.ts';
import type { Manifest } from './manifest.ts';
import type { Coordinates } from './pom-properties.ts';

/** What stands behind the number of a version: `2.5.6-SNAPSHOT`, `31.1-jre`, `1.0-rc-2`. */
const qualifier = /^(?:alpha|beta|rc|cr|m|ga|final|release|snapshot|sp|pre|b|jre|jdk|android|incubating|preview)\d*/i;
const longestName = 256;

/** Of a jar without a pom.properties, by its name and its manifest. Its group may be ''; null where no version is told. */
export function guessCoordinates(fileName: string, manifest: Manifest): Coordinates | null {
  const stem = stemOf(fileName);
  const told = toldVersion(manifest);
  const named =
    told !== null && stem.endsWith(`-${told}`) ? splitAt(stem, stem.length - told.length - 1) : splitName(stem);
  const version = named?.version ?? told;
  const artifact = named?.artifact ?? artifactIn(manifest) ?? stem;
  if (version === null || artifact === '' || artifact.length > longestName || version.length > longestName) return null;
  return { group: groupOf(artifact, manifest), artifact, version };
}

export const stemOf = (fileName: string): string =>
  fileName.slice(fileName.lastIndexOf('/') + 1).replace(/\.[a-z]{2,5}$/i, '');

const toldVersion = (manifest: Manifest): string | null => {
  const keys = ['implementation-version', 'bundle-version', 'specification-version'];
  const values = keys.map((key) => manifest.get(key)?.trim() ?? '');
  return values.find((value) => /^\d/.test(value) && !value.includes('${')) ?? null;
};

interface Named {
  readonly artifact: string;
  readonly version: string;
}

const splitAt = (stem: string, at: number): Named => ({ artifact: stem.slice(0, at), version: stem.slice(at + 1) });

/** At the first hyphen behind which all of it may be a version, as in `log4j-1.2-api-2.14.1`; else at the first digit's. */
function splitName(stem: string): Named | null {
  const hyphens = [...stem.slice(0, longestName).matchAll(/-(?=\d)/g)].map(({ index }) => index);
  const isVersion = (text: string): boolean =>
    text.split('-').every((part) => /^\d/.test(part) || qualifier.test(part));
  const best = hyphens.find((at) => isVersion(stem.slice(at + 1))) ?? hyphens[0];
  return best === undefined || best === 0 ? null : splitAt(stem, best);
}

/** `Implementation-Title: Spring Boot Loader Tools` is for people. A symbolic name's last part is often no artifact: `…commons.io`. */
function artifactIn(manifest: Manifest): string | null {
  const title = manifest.get('implementation-title')?.trim() ?? '';
  return /^[A-Za-z0-9][\w.-]*$/.test(title) ? title : null;
}

function symbolicName(manifest: Manifest): string | null {
  const name = manifest.get('bundle-symbolicname') ?? manifest.get('automatic-module-name');
  return name?.split(';', 1)[0]?.trim() ?? null;
}

const isGroup = (text: string): boolean =>
  text.includes('.') && text.split('.').every((part) => /^[a-z][\w-]*$/.test(part));

function groupOf(artifact: string, manifest: Manifest): string {
  const vendor = manifest.get('implementation-vendor-id')?.trim() ?? '';
  const known = knownGroupOf(artifact) ?? (isGroup(vendor) ? vendor : null);
  if (known !== null) return known;
  const name = symbolicName(manifest) ?? '';
  if (name.endsWith(`.${artifact}`) && isGroup(name.slice(0, -artifact.length - 1))) {
    return name.slice(0, -artifact.length - 1);
  }
  const last = name.lastIndexOf('.');
  const front = artifact.endsWith(name.slice(last + 1)) ? name.slice(0, Math.max(0, last)) : name;
  return isGroup(front) ? front : '';
}
