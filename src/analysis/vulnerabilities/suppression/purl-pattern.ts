// Package URLs as patterns: what a pattern does not say need not agree, as Trivy and OpenVEX match them.
// https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst
export interface PurlPattern {
  readonly type: string;
  /** Namespace and name, decoded: `debian/openssl`, `@scope/name`. */
  readonly name: string;
  /** Null: any. */
  readonly version: string | null;
  readonly qualifiers: ReadonlyMap<string, string>;
}

const longestPurl = 4096;
/** Names of these are the same in any case, and of PyPI's with `_` for `-`. */
const caseless = new Set(['pypi', 'github', 'bitbucket', 'composer', 'deb', 'apk', 'oci', 'nuget']);

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function normalName(type: string, name: string): string {
  const plain = caseless.has(type) ? name.toLowerCase() : name;
  return type === 'pypi' ? plain.replaceAll('_', '-') : plain;
}

function qualifiersOf(text: string): Map<string, string> {
  const pairs = text.split('&').map((pair): [string, string] => {
    const [key = '', ...value] = pair.split('=');
    return [key.toLowerCase(), decoded(value.join('=')) ?? value.join('=')];
  });
  return new Map(pairs.filter(([key, value]) => key !== '' && value !== ''));
}

/** Null where the text is no package URL. */
export function parsePurl(text: string): PurlPattern | null {
  if (text.length > longestPurl || !/^pkg:/i.test(text)) return null;
  const [withoutSubpath = ''] = text.slice('pkg:'.length).split('#');
  const [coordinates = '', ...rest] = withoutSubpath.split('?');
  const path = coordinates.split('/').filter((part) => part !== '');
  const type = (path.shift() ?? '').toLowerCase();
  const last = path.pop() ?? '';
  // A version may be an oci digest; the first @ of a name such as @scope is encoded, or stands at its start.
  const at = last.indexOf('@', 1);
  const name = [...path, at < 0 ? last : last.slice(0, at)].map(decoded);
  const version = at < 0 ? null : decoded(last.slice(at + 1));
  if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name.includes(null) || name.at(-1) === '') return null;
  if (at >= 0 && version === null) return null;
  return {
    type,
    name: normalName(type, name.join('/')),
    version: version === '' ? null : version,
    qualifiers: qualifiersOf(rest.join('?')),
  };
}

/** Whether a package is one of those that the pattern means. */
export function matchesPurl(pattern: PurlPattern, found: PurlPattern): boolean {
  return (
    pattern.type === found.type &&
    pattern.name === found.name &&
    (pattern.version === null || pattern.version === found.version) &&
    [...pattern.qualifiers].every(([key, value]) => found.qualifiers.get(key) === value)
  );
}
