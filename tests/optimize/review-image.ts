import { expect } from 'vitest';
import { collectProgramFacts } from '../../src/optimize/compatibility/program-facts.ts';
import { reviewDockerfile, type ImageInput } from '../../src/optimize/review-dockerfile.ts';
import type { DockerfileReview } from '../../src/optimize/review.ts';
import { folderOf, type GivenFiles } from '../support/build-context.ts';
import { startImage } from '../support/start-image.ts';
import { faultsOfResult } from './cases.ts';
import { onIn } from './review-project.ts';

/** An image that was looked into, from the text form that `parseImageText` explains; its first layer needs no head. */
export async function lookedInto(text: string, config: object = {}): Promise<ImageInput> {
  const image = await startImage(text, { ...config });
  return { image: image.image, rootfs: image.rootfs.columns, leaks: [], programs: collectProgramFacts(image) };
}

export interface ImageGiven {
  readonly image: ImageInput | null;
  readonly files?: GivenFiles | null;
}

/** The review with the smallest profile; whatever one change is off, it must give a Dockerfile that is no worse. */
export function reviewSmallest(
  text: string,
  { image, files = null }: ImageGiven,
  off: readonly string[] = [],
): DockerfileReview {
  const folder = files && { context: folderOf({ Dockerfile: text, ...files }), dockerignore: null };
  const input = { fileName: 'Dockerfile', text, dockerignore: null, image, folder, profile: 'smallest' as const };
  const review = reviewDockerfile({ ...input, off });
  for (const { id } of review.proposal?.changes ?? []) {
    const { proposal } = reviewDockerfile({ ...input, off: [...off, id] });
    expect(faultsOfResult(text, proposal?.text ?? text, [], proposal?.changes)).toEqual([]);
  }
  expect(faultsOfResult(text, review.proposal?.text ?? text, [], review.proposal?.changes)).toEqual([]);
  return review;
}

/** What some changes alone make of it; the text itself where they are not proposed. */
export function smallestWithOnly(text: string, given: ImageGiven, ...only: string[]): string {
  const all = reviewSmallest(text, given).proposal?.changes.map(({ id }) => id) ?? [];
  const off = all.filter((id) => !only.includes(id));
  return reviewSmallest(text, given, off).proposal?.text ?? text;
}

export const onInSmallest = (text: string, given: ImageGiven): string[] => onIn(reviewSmallest(text, given));
