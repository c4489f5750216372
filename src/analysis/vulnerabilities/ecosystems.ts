// Which ecosystem of OSV answers for a package, and under which name and version.
// https://ossf.github.io/osv-schema/#defined-ecosystems
import type { FoundPackage, SystemRelease } from '../../packages/package.ts';
import { nameKey, partOf } from './osv-ecosystems.ts';
import type { Lookup, PackageQuery } from './vulnerability.ts';

/** What of a package is asked by; an ImagePackage and a FoundPackage have it. */
export type Asked = Pick<FoundPackage, 'type' | 'name' | 'version' | 'epoch' | 'source' | 'isGuess'>;

/** Why nobody can be asked. */
export type Unanswerable = Extract<Lookup, { kind: 'no-ecosystem' | 'no-version' | 'guess' }>;

type Distribution = (system: SystemRelease) => string | null;

const major = ({ versionId }: SystemRelease): string | null => /^\d+/.exec(versionId ?? '')?.[0] ?? null;

const withMajor =
  (family: string): Distribution =>
  (system) =>
    major(system) && `${family}:${major(system)}`;

/** Every second year's April release is one with long-term support, and named so. */
function ubuntu({ versionId }: SystemRelease): string | null {
  const [, year, month] = /^(\d\d)\.(\d\d)$/.exec(versionId ?? '') ?? [];
  if (!year || !month) return null;
  return `Ubuntu:${year}.${month}${Number(year) % 2 === 0 && month === '04' ? ':LTS' : ''}`;
}

/** A release has three numbers; `3.21.0_alpha20240807` is edge, for which there are no records. */
function alpine({ versionId }: SystemRelease): string | null {
  const branch = /^(\d+\.\d+)(?:\.\d+)?$/.exec(versionId ?? '')?.[1];
  return branch ? `Alpine:v${branch}` : null;
}

/** `cpe:/o:redhat:enterprise_linux:9::baseos`. */
function redHat({ cpeName }: SystemRelease): string | null {
  const product = /^cpe:\/o:redhat:(enterprise_linux:\d+)(?:\.\d+)?(?=:|$)/.exec(cpeName ?? '')?.[1];
  return product ? `Red Hat:${product}` : null;
}

function suse({ versionId }: SystemRelease): string | null {
  const [, version, pack] = /^(\d+)(?:\.(\d+))?$/.exec(versionId ?? '') ?? [];
  if (!version) return null;
  return partOf(`SUSE:Linux Enterprise Server ${version}${pack && pack !== '0' ? ` SP${pack}` : ''}`);
}

/** By ID of os-release. Derivatives build packages of their own, so that their parents' records would mislead. */
const distributions: Readonly<Record<'deb' | 'apk' | 'rpm', ReadonlyMap<string, Distribution>>> = {
  deb: new Map([
    ['debian', withMajor('Debian')],
    ['ubuntu', ubuntu],
  ]),
  apk: new Map<string, Distribution>([
    ['alpine', alpine],
    ['wolfi', () => 'Wolfi'],
    ['chainguard', () => 'Chainguard'],
  ]),
  rpm: new Map<string, Distribution>([
    ['rocky', withMajor('Rocky Linux')],
    ['almalinux', withMajor('AlmaLinux')],
    ['rhel', redHat],
    ['azurelinux', withMajor('Azure Linux')],
    ['mariner', withMajor('Azure Linux')],
    ['mageia', withMajor('Mageia')],
    ['opensuse-leap', ({ versionId }) => versionId && `openSUSE:Leap ${versionId}`],
    ['opensuse-tumbleweed', () => 'openSUSE:Tumbleweed'],
    ['sles', suse],
  ]),
};

const languages = {
  pypi: 'PyPI',
  npm: 'npm',
  golang: 'Go',
  maven: 'Maven',
  gem: 'RubyGems',
  composer: 'Packagist',
  nuget: 'NuGet',
  cargo: 'crates.io',
} as const;

const isOfSystem = (type: FoundPackage['type']): type is keyof typeof distributions =>
  Object.hasOwn(distributions, type);

/** The ecosystem that answers for a type of package in an image of this system; null where none does. */
export function ecosystemOf(type: FoundPackage['type'], system: SystemRelease | null): string | null {
  if (!isOfSystem(type)) return languages[type];
  return (system && distributions[type].get(system.id)?.(system)) ?? null;
}

/** Go writes `v1.2.3` and `go1.22rc1`, records `1.2.3` and `1.22.0-rc.1`. */
function goVersion(name: string, version: string): string {
  if (name !== 'stdlib') return version.replace(/^v/, '');
  const [, release, patch = '.0', stage, number] =
    /^(?:go)?(\d+\.\d+)(\.\d+)?(?:(rc|beta)(\d+))?(?:[ -].*)?$/s.exec(version) ?? [];
  return release ? `${release}${patch}${stage ? `-${stage}.${number}` : ''}` : version;
}

/** rpm's epoch stands before the version, where there is one. */
function versionOf({ type, name, version, epoch, source }: Asked): string | null {
  if (version === null) return null;
  if (type === 'golang') return goVersion(name, version);
  if (type === 'deb') return source?.version || version;
  return type === 'rpm' && epoch ? `${epoch}:${version}` : version;
}

/** Records of Debian, Ubuntu and Alpine name what was built from; those of rpm either that or the package. */
function namesOf({ type, name, source }: Asked): string[] {
  const built = source?.name || name;
  if (type === 'rpm') return [...new Set([built, name])];
  return [type === 'deb' || type === 'apk' ? built : name];
}

/** Whom to ask about a package, by each name that it may have there; or why nobody can be asked. */
export function questionsOf(found: Asked, system: SystemRelease | null): readonly PackageQuery[] | Unanswerable {
  if (found.isGuess) return { kind: 'guess' };
  const ecosystem = ecosystemOf(found.type, system);
  if (ecosystem === null)
    return { kind: 'no-ecosystem', system: system?.prettyName || system?.id || 'an unknown system' };
  const version = versionOf(found);
  if (!version) return { kind: 'no-version' };
  return namesOf(found).map((name) => ({ ecosystem, name: nameKey(ecosystem, name), version }));
}

/** The first of them. */
export function questionOf(found: Asked, system: SystemRelease | null): PackageQuery | Unanswerable {
  const questions = questionsOf(found, system);
  return 'kind' in questions ? questions : (questions[0] as PackageQuery);
}

/** Which ecosystems are needed to answer for these packages. */
export function ecosystemsOf(packages: readonly Asked[], system: SystemRelease | null): string[] {
  const types = new Set(packages.map(({ type }) => type));
  return [...new Set([...types].flatMap((type) => ecosystemOf(type, system) ?? []))].sort();
}
