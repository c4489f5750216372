// go.dev/ref/mod#versions: semver behind a `v`; `+incompatible` is build metadata, pseudo-versions are prereleases as others.
// Versions of Go itself (go.dev/doc/toolchain#version) are written 1.22rc1, and in records 1.22.0-rc.1.
import { parsedOrder } from './order.ts';
import { compareSemver, parseSemver } from './semver.ts';

function asSemver(version: string): string {
  const plain = version.trim().replace(/^go(?=\d)/, '');
  return plain.replace(/^(\d[\d.]*)(alpha|beta|rc)(\d+)$/, '$1-$2.$3');
}

export const go = parsedOrder((version) => parseSemver(asSemver(version)), compareSemver);
