import type { PackageType } from '../../packages/package.ts';
import type { Upgrade } from './upgrades.ts';

/** For a shell: names and versions come from images. What a package manager allows in them needs no quotes. */
const word = (text: string): string =>
  /^[\w@%+=:,./~^-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

const all = (names: readonly string[], write: (name: string) => string): string =>
  names.map((name) => word(write(name))).join(' ');

type Write = (upgrade: Upgrade) => string | null;

/** The command that makes an upgrade, by type; a distribution has one version of a package, its newest. */
const commands: Record<PackageType, Write> = {
  deb: ({ names }) => `apt-get update && apt-get install -y --only-upgrade ${all(names, (name) => name)}`,
  apk: ({ names }) => `apk upgrade --no-cache ${all(names, (name) => name)}`,
  rpm: ({ names }) => `dnf upgrade -y ${all(names, (name) => name)}`,
  pypi: ({ names, to }) => `pip install ${all(names, (name) => `${name}==${to}`)}`,
  npm: ({ names, to }) => `npm install ${all(names, (name) => `${name}@${to}`)}`,
  golang: ({ names, to }) =>
    names.includes('stdlib') ? null : `go get ${all(names, (name) => `${name}@v${to.replace(/^v/, '')}`)}`,
  gem: ({ names }) => `bundle update --conservative ${all(names, (name) => name)}`,
  composer: ({ names, to }) => `composer require ${all(names, (name) => `${name}:^${to}`)}`,
  nuget: ({ names, to }) => `dotnet add package ${all(names, (name) => name)} --version ${word(to)}`,
  cargo: ({ names, to }) => `cargo update --precise ${word(to)} ${all(names, (name) => name)}`,
  // The version stands in pom.xml or build.gradle, which no command changes.
  maven: () => null,
};

/** Null where no command does it: Go's own library comes with the compiler, a Maven version stands in a file. */
export function upgradeCommand(upgrade: Upgrade): string | null {
  const [first] = upgrade.packages;
  return first ? commands[first.type](upgrade) : null;
}
