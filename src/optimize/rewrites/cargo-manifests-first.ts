import { manifestsFirst } from '../manifests-first.ts';
import { isCall } from '../shell-chain.ts';

/** Targets that the manifest names by itself, other packages beside it: more than the manifest is needed to read it. */
const needsMore = /^\s{0,20}\[(?:\[|workspace\b|lib\b)|\bpath\s{0,9}=/m;
const settings = ['rust-toolchain.toml', 'rust-toolchain'];

export const cargoManifestsFirst = manifestsFirst({
  id: 'cargo-manifests-first',
  title: 'Copy Cargo.toml and Cargo.lock and fetch the crates before the sources',
  installs(chain) {
    const isBuild = (part: (typeof chain.parts)[number]): boolean =>
      part.simple !== null && isCall(part.simple, ['cargo'], 'build', 'install');
    const part = chain.parts.findIndex(isBuild);
    return part < 0 ? null : part;
  },
  fetches: (chain) =>
    chain.parts.some(({ simple }) => simple !== null && isCall(simple, ['cargo'], 'fetch', 'chef', 'vendor')),
  manifests(sent) {
    const text = sent?.textOf('Cargo.toml') ?? null;
    const isOne = sent?.all.every((path) => path === 'Cargo.toml' || !path.endsWith('/Cargo.toml')) === true;
    if (!sent || text === null || !isOne || !sent.has('Cargo.lock') || !sent.has('src/main.rs')) return null;
    if (!text.includes('[package]') || needsMore.test(text)) return null;
    return {
      files: ['Cargo.toml', 'Cargo.lock', ...settings.filter((path) => sent.has(path))],
      directories: sent.all.some((path) => path.startsWith('.cargo/')) ? ['.cargo'] : [],
      // Cargo reads no manifest of a package without a source; the real one takes the place of the empty one.
      fetch: 'mkdir -p src && touch src/main.rs && cargo fetch --locked',
    };
  },
});
