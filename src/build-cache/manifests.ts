/** Files that name what a project depends on: the manifest, and what may hold its exact versions beside it. */
interface ManifestGroup {
  readonly manifest: string;
  readonly locks: readonly string[];
}

const group = (manifest: string, ...locks: string[]): ManifestGroup => ({ manifest, locks });

/** The likelier one of a folder first. */
export const manifestGroups: readonly ManifestGroup[] = [
  group('package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'),
  group('go.mod', 'go.sum'),
  group('Cargo.toml', 'Cargo.lock'),
  group('pom.xml'),
  group('build.gradle.kts', 'gradle.lockfile'),
  group('build.gradle', 'gradle.lockfile'),
  group('requirements.txt'),
  group('pyproject.toml', 'poetry.lock', 'uv.lock', 'pdm.lock'),
  group('Pipfile', 'Pipfile.lock'),
  group('Gemfile', 'Gemfile.lock'),
  group('composer.json', 'composer.lock'),
  group('mix.exs', 'mix.lock'),
  group('Package.swift', 'Package.resolved'),
  group('deno.json', 'deno.lock'),
  group('stack.yaml', 'stack.yaml.lock'),
]; // prettier-ignore

const manifests: ReadonlySet<string> = new Set(manifestGroups.map(({ manifest }) => manifest));
const locks: ReadonlySet<string> = new Set(manifestGroups.flatMap((one) => one.locks));

/** Written by people; what a tool wrote of exact versions is none. */
export const isManifest = (name: string): boolean => manifests.has(name) || /\.(?:cs|fs|vb)proj$/.test(name);

export const isManifestOrLock = (name: string): boolean => isManifest(name) || locks.has(name);
