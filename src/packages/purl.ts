// Package URLs (package-url/purl-spec, PURL-SPECIFICATION and PURL-TYPES), without the qualifier `distro`.
import type { FoundPackage, PackageType, SystemRelease } from './package.ts';

/** All but letters, digits and `.-_~` is written in percent; a colon may stand. */
const encode = (text: string): string =>
  encodeURIComponent(wellFormed(text))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');

/** Half a surrogate pair has no UTF-8: a name that is not UTF-8 has them (decodeText). */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '�');

/** Everything before the last of a separator, and what stands behind it. */
function splitLast(name: string, separator: string): [namespace: string, name: string] {
  const at = name.lastIndexOf(separator);
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + separator.length)];
}

const lower = (name: string): string => name.toLowerCase();

/** The namespace and the name, as the type wants them. */
const places: Record<PackageType, (name: string, system: SystemRelease | null) => [namespace: string, name: string]> = {
  deb: (name, system) => [system?.id ?? 'debian', lower(name)],
  apk: (name, system) => [system?.id ?? 'alpine', lower(name)],
  rpm: (name, system) => [system?.id ?? '', name],
  pypi: (name) => ['', lower(name).replaceAll('_', '-')],
  // Since May 2026 the specification keeps the case of both (purl-spec, pull request 872): `Base64` and `base64` are two.
  npm: (name) => splitLast(name, '/'),
  golang: (name) => splitLast(name, '/'),
  maven: (name) => splitLast(name, ':'),
  gem: (name) => ['', name],
  composer: (name) => splitLast(lower(name), '/'),
  nuget: (name) => ['', name],
  cargo: (name) => ['', name],
};

function qualifiersOf({ type, architecture, epoch }: FoundPackage): string {
  const isOfSystem = type === 'deb' || type === 'apk' || type === 'rpm';
  const pairs = [
    ...(isOfSystem && architecture ? [`arch=${encode(architecture)}`] : []),
    ...(epoch ? [`epoch=${epoch}`] : []),
  ];
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** `system`: of the image; its id is the namespace of a distribution's packages. */
export function toPurl(found: FoundPackage, system: SystemRelease | null): string {
  const [namespace, name] = places[found.type](found.name, system);
  const parts = namespace.split('/').filter(Boolean).map(encode);
  // Go's own library is named by the release that it came with: go1.22.1.
  const written = found.type === 'golang' ? found.version?.replace(/^go(?=\d)/, '') : found.version;
  const version = written == null ? '' : `@${encode(written)}`;
  return `pkg:${[found.type, ...parts, encode(name)].join('/')}${version}${qualifiersOf(found)}`;
}
