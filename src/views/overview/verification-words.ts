import type { Verification, VerifiedDigest } from '../../report/report.ts';

/** What a digest is of, in a few words. */
export function nameOfItem({ what, layer }: VerifiedDigest): string {
  if (layer === null) return what;
  return what === 'blob' ? `layer ${layer}, as stored` : `layer ${layer}`;
}

/** The verdict over an archive's digests, in a line. */
export function verdict({ state, items }: Verification): string {
  const count = (wanted: boolean | null): number => items.filter(({ ok }) => ok === wanted).length;
  switch (state) {
    case 'verified':
      return `all ${items.length} verified`;
    case 'mismatch':
      return `${count(false)} of ${items.length} wrong`;
    case 'partly':
      return `${count(true)} of ${items.length} verified, the others could not be checked`;
    default:
      return state satisfies never;
  }
}
