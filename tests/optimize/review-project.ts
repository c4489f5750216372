import { expect } from 'vitest';
import { reviewDockerfile } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview, Profile } from '../../src/optimize/review.ts';
import { folderOf, type GivenFiles } from '../support/build-context.ts';
import { faultsOfResult } from './cases.ts';

/** Lines of a file, with the last line end. */
export const lines = (...text: string[]): string => `${text.join('\n')}\n`;

interface Given {
  readonly profile?: Profile;
  readonly off?: readonly string[];
}

/** The review of a Dockerfile and its folder, which must give a Dockerfile that is no worse with any one change off. */
export function reviewProject(
  text: string,
  files: GivenFiles | null,
  { profile = 'balanced', off = [] }: Given = {},
): DockerfileReview {
  const folder = files && { context: folderOf({ Dockerfile: text, ...files }), dockerignore: null };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image: null, folder, profile };
  const review = reviewDockerfile({ ...input, off });
  for (const { id } of review.proposal?.changes ?? []) {
    const without = reviewDockerfile({ ...input, off: [...off, id] });
    expect(faultsOfResult(text, without.proposal?.text ?? text, [], without.proposal?.changes)).toEqual([]);
  }
  expect(faultsOfResult(text, review.proposal?.text ?? text, [], review.proposal?.changes)).toEqual([]);
  return review;
}

/** Ids of the changes that are on. */
export const onIn = ({ proposal }: DockerfileReview): string[] =>
  (proposal?.changes ?? []).filter(({ on }) => on).map(({ id }) => id);

/** What some changes alone make of it; the text itself where they are not proposed. */
export function withOnly(text: string, files: GivenFiles | null, ...only: string[]): string {
  const all = reviewProject(text, files, { profile: 'smallest' }).proposal?.changes.map(({ id }) => id) ?? [];
  const off = all.filter((id) => !only.includes(id));
  return reviewProject(text, files, { profile: 'smallest', off }).proposal?.text ?? text;
}
