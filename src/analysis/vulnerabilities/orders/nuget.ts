// NuGet's versions: up to four numbers and a prerelease as SemVer has them, without regard to case (NuGet, "Package versioning").
import { compareDigits, compareLists, compareText, type VersionOrder } from './order.ts';
import { comparePrereleases } from './semver.ts';

const form = /^v?([0-9]+(?:\.[0-9]+){0,3})(?:-([0-9a-z.-]+))?(?:\+[0-9a-z.-]*)?$/;

function parse(text: string): { numbers: string[]; prerelease: string[] | null } | null {
  const [all, numbers = '', prerelease] = form.exec(text.trim().toLowerCase()) ?? [];
  if (all === undefined) return null;
  return { numbers: numbers.split('.'), prerelease: prerelease ? prerelease.split('.') : null };
}

export const nuget: VersionOrder = {
  compare(a, b) {
    const [one, other] = [parse(a), parse(b)];
    if (!one || !other) return one ? 1 : other ? -1 : compareText(a, b);
    return (
      compareLists(one.numbers, other.numbers, '0', compareDigits) ||
      comparePrereleases(one.prerelease, other.prerelease)
    );
  },
  isVersion: (text) => parse(text) !== null,
};
