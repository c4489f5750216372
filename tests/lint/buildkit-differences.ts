import type { FixtureDifference } from './fixture-differences.ts';

/** Findings on the shared Dockerfiles where we answer otherwise than BuildKit's checks on purpose. */
export const buildkitDifferences: readonly FixtureDifference[] = [
  {
    file: 'casing.Dockerfile',
    finding: 'LegacyKeyValueFormat@4',
    ours: 'finding',
    why: 'BuildKit stops at the FROM of line 5, which names no valid image.',
  },
  {
    file: 'copy-shapes.Dockerfile',
    finding: 'UndefinedVar@10',
    ours: 'finding',
    why: 'BuildKit stops at the stage of line 7, which copies from itself.',
  },
  {
    file: 'copy-shapes.Dockerfile',
    finding: 'UndefinedVar@11',
    ours: 'finding',
    why: 'BuildKit stops at the stage of line 7, which copies from itself.',
  },
  {
    file: 'large-php.Dockerfile',
    finding: 'UndefinedVar@36',
    ours: 'none',
    why: 'The image php defines PHP_INI_DIR; BuildKit was given an empty image.',
  },
];
