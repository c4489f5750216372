// Where our order is not that of the program, and why: only there may the two differ.
import { isComparable } from '../../src/analysis/vulnerabilities/versions.ts';

export interface Explanation {
  readonly reason: string;
  readonly holds: (version: string) => boolean;
}

const tooLarge: Explanation = {
  reason: 'the program has numbers of 64 bits, ours have no limit',
  holds: (version) => /\d{19}/.test(version),
};
const noVersion = (ecosystem: string, reason: string): Explanation => ({
  reason,
  holds: (version) => !isComparable(ecosystem, version),
});

export const explanations: Readonly<Record<string, readonly Explanation[]>> = {
  apk: [
    tooLarge,
    noVersion('Alpine', 'it takes for a version what apk-package(5) does not: `1.`, `1-r0-r1`'),
    {
      reason: 'a missing -r0 comes before -r0 there, and is the same here',
      holds: (version) => !/-r\d+$/.test(version),
    },
    {
      reason: 'it counts leading zeros instead of comparing text, and loses what follows',
      holds: (version) => /\.0/.test(version),
    },
    {
      reason: 'it takes a suffix without a number before another for more',
      holds: (version) => /_[a-z]+_/.test(version),
    },
  ],
  go: [{ reason: 'go1.22 is a language there, not a release', holds: (version) => /^go1\.\d+$/.test(version) }],
  maven: [
    {
      reason: 'ComparableVersion does not keep to the order it describes: an empty part',
      holds: (version) => /[-.]{2}|[-.]$/.test(version),
    },
    { reason: 'the same: a zero behind a word is not cut off', holds: (version) => /[A-Za-z][-.]0/.test(version) },
    { reason: 'the same: several words', holds: (version) => (version.match(/[A-Za-z]+/g) ?? []).length > 1 },
    {
      reason: 'the same: words it knows, run into others',
      holds: (version) => /(?:RC|Final|RELEASE|ga|sp)[a-z]/i.test(version),
    },
  ],
  packagist: [
    tooLarge,
    noVersion('Packagist', 'a separator at the end: version_compare says -1 of such a version and itself'),
  ],
};
