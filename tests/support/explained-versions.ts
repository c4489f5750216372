// Where our order is not that of the program, and why: only there may the two differ.
import { isComparable } from '../../src/analysis/vulnerabilities/versions.ts';

export interface Explanation {
  readonly reason: string;
  readonly holds: (a: string, b: string) => boolean;
}

const either =
  (holds: (version: string) => boolean) =>
  (a: string, b: string): boolean =>
    holds(a) || holds(b);
const withoutRelease = (version: string): string => version.replace(/-r\d+$/, '');

const tooLarge: Explanation = {
  reason: 'the program has numbers of 53 or 64 bits, ours have no limit',
  holds: either((version) => /\d{19}/.test(version)),
};
const noVersion = (ecosystem: string, reason: string): Explanation => ({
  reason,
  holds: either((version) => !isComparable(ecosystem, version)),
});

export const explanations: Readonly<Record<string, readonly Explanation[]>> = {
  apk: [
    tooLarge,
    noVersion('Alpine', 'it takes for a version what apk-package(5) does not: `1.`, `1-r0-r1`'),
    {
      reason: 'a missing -r0 comes before -r0 there, and is the same here',
      holds: (a, b) =>
        a !== b && withoutRelease(a) === withoutRelease(b) && (a === withoutRelease(a) || b === withoutRelease(b)),
    },
    {
      reason: 'it counts leading zeros instead of comparing text, and loses what follows',
      holds: either((version) => /\.0/.test(version)),
    },
    {
      reason: 'a suffix without a number is not the same there as one with 0',
      holds: either((version) => /_[a-z]+(?:[_~-]|$)/.test(version)),
    },
  ],
  go: [{ reason: 'go1.22 is a language there, not a release', holds: either((version) => /^go1\.\d+$/.test(version)) }],
  maven: [
    {
      reason: 'a number behind a word of more than 64 bits is ordered by other rules there',
      holds: either((version) => /[A-Za-z][-.]?\d{19}/.test(version)),
    },
    {
      reason: 'ComparableVersion does not keep to the order it describes: an empty part',
      holds: either((version) => /[-.]{2}|[-.]$/.test(version)),
    },
    {
      reason: 'the same: a zero behind a word is not cut off',
      holds: either((version) => /[A-Za-z][-.]0/.test(version)),
    },
    { reason: 'the same: several words', holds: either((version) => (version.match(/[A-Za-z]+/g) ?? []).length > 1) },
    {
      reason: 'the same: a word for a release with a number behind it',
      holds: either((version) => /(?:RELEASE|Final|ga)[-.]?\d/i.test(version)),
    },
    {
      reason: 'the same: words it knows, run into others',
      holds: either((version) => /(?:RC|Final|RELEASE|ga|sp)[a-z]/i.test(version)),
    },
  ],
  semver: [tooLarge],
  packagist: [
    tooLarge,
    noVersion('Packagist', 'a separator at the end: version_compare says -1 of such a version and itself'),
  ],
};
